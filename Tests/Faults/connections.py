"""Clients that are slow or silent, and a server that is asked to stop."""

import concurrent.futures
import contextlib
import random
import re
import signal
import socket
import sqlite3
import tempfile
import threading
import time

from citizens import network
from harness import Bustle, need_tools, percentile, require, wait_until

HALF_HEADER = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Slow: "
HALF_BODY = (b"POST /start HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/x-www-form-urlencoded\r\n"
             b"Content-Length: 5000\r\n\r\ntext=a")
WHOLE = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
# Asked to stop, it ends within this; slow clients are gone within that.
ENDED_WITHIN, CLOSED_WITHIN = 6, 30


def connect(server, greeting=b""):
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    if greeting:
        connection.sendall(greeting % server.port)
    return connection


def asked_to_stop(bench):
    """SIGTERM: what has begun is finished, what only waits is closed."""
    server = bench.server()
    server.start()
    waiting = [connect(server), connect(server, HALF_HEADER), connect(server, HALF_BODY), connect(server, WHOLE)]
    wait_until(lambda: waiting[3].recv(4096), 5, "no answer")
    late = connect(server)
    form = {"subject": "Cykelsti", "text": "Vi mangler en cykelsti.", "kind": "idea"}

    def post(_):
        client = server.client(network())
        try:
            return client.post("/start", form).status
        finally:
            client.close()

    # Twenty posts that cannot finish yet: the database is held for two seconds.
    holder = sqlite3.connect(server.database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        posts = [pool.submit(post, number) for number in range(20)]
        time.sleep(1)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        # Accepted before, asks only now: as when a proxy connects in the moment of a restart.
        late.sendall(WHOLE % server.port)
        require(late.recv(4096).startswith(b"HTTP/1.1 200"), "a connection accepted just before was not answered")
        time.sleep(0.7)
        holder.execute("ROLLBACK")
        holder.close()
        answers = []
        for done in posts:
            with contextlib.suppress(Exception):
                answers.append(done.result())
    bustle = Bustle()

    def is_over():
        bustle.look()
        return not server.is_alive()

    wait_until(is_over, 15, "it did not end")
    took = time.monotonic() - began
    for connection in [*waiting, late]:
        connection.close()
    finished = answers.count(303)
    require(finished == 20, f"{finished} of 20 requests in flight were finished: {answers}")
    require(took <= 10, f"it ended only after {took:.1f} s")
    require(server.process.returncode == 0, f"exit code {server.process.returncode}")
    words = bustle.verdict("its end", took, ENDED_WITHIN)
    return ("20 of 20 in flight finished, with silent, half-header, half-body and idle connections open; exit 0 "
            f"after {took:.1f} s{words and '; ' + words}")


def too_many_connections(bench):
    """More connections than it may have, by its setting or by the system: no spinning, and well again when they are gone."""
    need_tools("prlimit")
    few = bench.server(KRUMTAP_CONNECTIONS="100", KRUMTAP_IDLE_SECONDS="60")
    few_files = bench.server(bench.database(tempfile.mkdtemp(dir=bench.folder)), KRUMTAP_IDLE_SECONDS="60")
    few_files.launcher = ["prlimit", "--nofile=256:256"]
    return f"400 where 100 may be: {crowded(few, 400)}; 600 where 256 files may be open: {crowded(few_files, 600)}"


def crowded(server, count):
    server.start()
    crowd = [connect(server) for _ in range(count)]
    time.sleep(0.5)
    before = server.processor_seconds()
    time.sleep(3)
    share, files = (server.processor_seconds() - before) / 3, server.open_files()
    for connection in crowd:
        connection.close()
    began = time.monotonic()
    status = server.client(timeout=10).get("/healthz").status
    took = time.monotonic() - began
    require(status == 200 and took <= 2, f"{status} after {took:.1f} s when they were gone")
    require(share <= 0.05, f"{share * 100:.0f} % of a processor while it was full")
    server.stop()
    return f"{files} open, {share * 100:.0f} % of a processor, answers again after {took:.2f} s"


class Slow:
    """Many connections of one kind, and when the server closed each."""

    def __init__(self, server, name, count, greeting, drip):
        self.name, self.drip = name, drip
        self.began = time.monotonic()
        self.open = [connect(server, greeting) for _ in range(count)]
        for connection in self.open:
            connection.setblocking(False)
        self.closed_after = []

    def step(self):
        """Sends a byte where it is a dripping kind, and sees who was closed."""
        left = []
        for connection in self.open:
            if self.is_closed(connection):
                self.closed_after.append(time.monotonic() - self.began)
                connection.close()
            else:
                left.append(connection)
        self.open = left

    def is_closed(self, connection):
        try:
            if self.drip:
                connection.send(self.drip)
            while True:
                if not connection.recv(4096):
                    return True
        except BlockingIOError:
            return False
        except OSError:
            return True


def slow_clients(bench):
    """Hundreds of slow and silent connections are closed in time, and nobody else waits."""
    count = 1000 if bench.is_long else 200
    # Five kinds at once; more than may be connected would wait unseen in the kernel.
    server = bench.server(KRUMTAP_IDLE_SECONDS=None if bench.is_long else "3", KRUMTAP_CONNECTIONS="8192")
    server.start()
    kinds = [
        Slow(server, "silent", count, b"", b""), Slow(server, "idle after an answer", count, WHOLE, b""),
        Slow(server, "slow header", count, HALF_HEADER, b"a"), Slow(server, "slow body", count, HALF_BODY, b"a"),
        Slow(server, "stopped body", count, HALF_BODY, b""),
    ]
    is_over, latencies, wrong = threading.Event(), [], []

    def live():
        client = server.client(timeout=10)
        while not is_over.is_set():
            began = time.monotonic()
            try:
                # An address nobody has asked for, so that the page is made and not found.
                status = client.get(f"/omraader/jyderup?n={random.random()}").status
                if status != 200:
                    wrong.append(status)
            except Exception as error:
                wrong.append(repr(error))
            latencies.append(time.monotonic() - began)
            time.sleep(0.1)
        client.close()

    normal = threading.Thread(target=live, daemon=True)
    normal.start()
    end = time.monotonic() + CLOSED_WITHIN
    while any(kind.open for kind in kinds) and time.monotonic() < end:
        for kind in kinds:
            kind.step()
        time.sleep(0.5)
    is_over.set()
    normal.join(12)
    left = {kind.name: len(kind.open) for kind in kinds if kind.open}
    for kind in kinds:
        for connection in kind.open:
            connection.close()
    require(not left, f"still open after {CLOSED_WITHIN} s: {left}")
    require(not wrong, f"{len(wrong)} of {len(latencies)} normal requests failed: {wrong[:3]}")
    p99 = percentile(latencies, 0.99)
    require(p99 <= 0.5, f"a normal client's p99 was {p99 * 1000:.0f} ms")
    closed = ", ".join(f"{kind.name} {max(kind.closed_after):.0f} s" for kind in kinds)
    return f"{count} each, the last closed after: {closed}; a normal client meanwhile p99 {p99 * 1000:.0f} ms of {len(latencies)}"


def slow_readers(bench):
    """Many who ask for much and read a few bytes at a time are closed in time."""
    # In the long form as long as the program gives them by itself.
    count, idle, limit = (1000, None, CLOSED_WITHIN) if bench.is_long else (100, "6", 16)
    server = bench.server(KRUMTAP_IDLE_SECONDS=idle, KRUMTAP_CONNECTIONS="8192")
    server.start()
    client = server.client(timeout=10)
    style = re.search(r'"(/assets/[^"]*\.css[^"]*)"', client.get("/").text)[1]
    usual, readers = server.open_files(), []
    request = f"GET {style} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
    try:
        for _ in range(count):
            reader = socket.socket()
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            reader.connect(("127.0.0.1", server.port))
            readers.append(reader)
            reader.sendall(request * 10)
            reader.setblocking(False)
        wait_until(lambda: server.open_files() >= usual + count * 0.9, 10, "they were not all taken in")
        began, latencies = time.monotonic(), []
        # What they have not read hides from them that they were closed: the program's own files tell.
        while server.open_files() > usual + 5:
            waited = time.monotonic() - began
            require(waited <= limit, f"{server.open_files() - usual} of {count} still open after {waited:.0f} s")
            for reader in readers:
                with contextlib.suppress(OSError):
                    reader.recv(8)
            asked = time.monotonic()
            require(client.get(f"/omraader/jyderup?n={random.random()}").status == 200, "a normal client was not answered")
            latencies.append(time.monotonic() - asked)
            time.sleep(0.2)
        took = time.monotonic() - began
    finally:
        for reader in readers:
            reader.close()
    # Of the few that the short form asks, the slowest says nothing.
    share = 0.99 if bench.is_long else 0.5
    slow = percentile(latencies, share)
    require(slow <= 0.5, f"a normal client's p{share * 100:.0f} was {slow * 1000:.0f} ms")
    return f"{count} closed after {took:.0f} s; a normal client meanwhile p{share * 100:.0f} {slow * 1000:.0f} ms of {len(latencies)}"
