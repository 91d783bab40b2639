"""Restarts under load, on a socket that outlives the program, as systemd's socket units do."""

import contextlib
import socket
import subprocess
import threading
import time

import books
from citizens import Crowd, Ledger
from harness import Client, Server, need_tools, percentile, require

READERS = 8


class OneRequest(Client):
    """A connection for each request, as a proxy makes that keeps none."""

    def ask(self, method, path, form=None, headers=None):
        try:
            return super().ask(method, path, form, {**(headers or {}), "Connection": "close"})
        finally:
            self.close()


class HandedServer(Server):
    """The program on a socket that is ours, and that it finds as descriptor 3 (sd_listen_fds(3))."""

    def __init__(self, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = self.socket.getsockname()[1]

    def spawn(self, **more):
        handed = f'exec 3<&{self.socket.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" serve'
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                ["bash", "-c", handed, self.binary], env=self.environment(**more), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=(self.socket.fileno(),))

    def client(self, network=None, **options):
        return OneRequest(self.port, network, **options)


class Readers:
    """Read until told to stop; how long each answer took, and what was none."""

    def __init__(self, server):
        self.server, self.seconds, self.failures = server, [], []
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self.read, daemon=True) for _ in range(READERS)]
        for thread in self.threads:
            thread.start()

    def read(self):
        client = self.server.client(timeout=30)
        while not self.is_over.is_set():
            began = time.monotonic()
            try:
                status = client.get("/omraader").status
                if status != 200:
                    self.failures.append(status)
            except OSError as error:
                self.failures.append(repr(error))
            self.seconds.append(time.monotonic() - began)

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join(40)


def restarted_under_load(bench):
    """One process follows another on the same socket while people read and write: nobody is refused, nothing happens twice."""
    need_tools("bash")
    rounds = 20 if bench.is_long else 4
    template = bench.server()
    server, ledger = HandedServer(bench.binary, template.database, template.mails), Ledger()
    bench.servers.append(server)
    bench.later(server.socket.close)
    marks = books.before(server.database)
    server.start()
    readers, crowd = Readers(server), Crowd(server, ledger)
    gaps = []
    for _ in range(rounds):
        time.sleep(0.7)
        began = time.monotonic()
        server.stop()
        server.start()
        gaps.append(time.monotonic() - began)
        require(server.process.returncode in (None, 0), f"exit code {server.process.returncode}")
    time.sleep(0.3)
    crowd.end()
    readers.end()
    with contextlib.suppress(OSError):
        server.stop()
    unanswered = readers.failures + ledger.in_doubt + ledger.unavailable + ledger.odd
    total = len(readers.seconds) + len(ledger.started) * 4 + len(ledger.replied)
    require(not unanswered, f"{len(unanswered)} of about {total} requests failed, such as {unanswered[:2]}")
    acknowledged = books.settle(server.database, marks, ledger)
    require(acknowledged >= rounds and len(readers.seconds) >= 20 * rounds, "the load was no load")
    require(max(readers.seconds) <= 10, f"a reader waited {max(readers.seconds):.1f} s")
    return (f"{rounds} restarts, 0 of about {total} requests failed, {acknowledged} acknowledged, 0 lost or twice; without a process for "
            f"{max(gaps):.1f} s at most; readers' median {percentile(readers.seconds, 0.5) * 1000:.0f} ms, longest {max(readers.seconds):.1f} s")


def wrong_socket(bench):
    """What is handed over and cannot be served is refused with one line."""
    need_tools("bash")
    server = bench.server()
    done = subprocess.run(
        ["bash", "-c", 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" serve 3</dev/null', bench.binary], env=server.environment(),
        capture_output=True, text=True, timeout=10, check=False)
    lines = done.stderr.strip().splitlines()
    require(done.returncode == 1 and len(lines) == 1 and "LISTEN_FDS" in lines[0], f"exit code {done.returncode}: {lines}")
    return f"“{lines[0]}”"
