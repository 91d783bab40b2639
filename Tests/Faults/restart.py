"""Restarts under load, on a socket that outlives the program, as systemd's socket units do."""

import contextlib
import socket
import subprocess
import tempfile
import time

import books
from citizens import Crowd, Ledger, Readers
from harness import Bustle, Client, Server, need_tools, percentile, require
from proxy import Proxy

READERS = 8
LONGEST_WAIT = 3


class OneRequest(Client):
    """A connection for each request, as a proxy makes that keeps none."""

    def ask(self, method, path, form=None, headers=None, body=None):
        try:
            return super().ask(method, path, form, {**(headers or {}), "Connection": "close"}, body)
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


def restarted_under_load(bench):
    """One process follows another on the same socket while people read and write: nobody is refused, nothing happens twice."""
    need_tools("bash")
    return f"directly {restarted(bench)}; behind the shipped proxy {restarted(bench, Proxy(bench))}"


def restarted(bench, proxy=None):
    rounds, acts = (20, 20) if bench.is_long else (4, 1)
    template = bench.server(bench.database(tempfile.mkdtemp(dir=bench.folder)))
    origin = {"KRUMTAP_ORIGIN": f"http://127.0.0.1:{proxy.port}"} if proxy else {}
    server, ledger = HandedServer(bench.binary, template.database, template.mails, **origin), Ledger()
    bench.servers.append(server)
    bench.later(server.socket.close)
    marks = books.before(server.database)
    server.start()
    if proxy:
        proxy.start([server.port])
    readers, crowd, bustle = Readers(proxy or server, READERS), Crowd(proxy or server, ledger), Bustle()
    gaps = []
    for _ in range(rounds):
        ledger.wait_for(acts)
        time.sleep(0.7)
        bustle.look()
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
    unanswered = readers.failures + ledger.in_doubt + ledger.unavailable + ledger.cut_off + ledger.odd
    total = len(readers.times) + len(ledger.seconds)
    require(not unanswered, f"{len(unanswered)} of {total} requests failed, such as {unanswered[:2]}")
    acknowledged = books.settle(server.database, marks, ledger)
    require(acknowledged >= acts * rounds and len(readers.times) >= 20 * rounds, "the load was no load")
    longest = max(readers.times + ledger.seconds)
    require(longest <= 10, f"somebody waited {longest:.1f} s")
    words = bustle.verdict("the longest wait", longest, LONGEST_WAIT)
    return (f"{rounds} restarts, 0 of {total} requests failed, {acknowledged} acknowledged, 0 lost or twice; without a process for "
            f"{max(gaps):.1f} s at most; readers' median {percentile(readers.times, 0.5) * 1000:.0f} ms, "
            f"nobody waited longer than {longest:.1f} s{words and '; ' + words}")


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
