"""A PostgreSQL of the test's own that crashes, stays away and is replaced by its standby, under people who write."""

import concurrent.futures
import http.client
import os
import random
import signal
import statistics
import subprocess
import threading
import time
import uuid

import books
from citizens import Crowd, Ledger, ask_again, network
from harness import ROOT, Failed, Skipped, percentile, require, wait_until

HEALTHY_SECONDS = 5
# While the server is away a request waits for it for five seconds, and then says no.
ANSWER_SECONDS = 8


class Postgres:
    """A server in a temporary folder, which writes through to the disk."""

    def __init__(self, bench):
        self.bench = bench
        self.address = self.make("start")

    def make(self, *command):
        """Starts a server, which ends with the test; its address."""
        done = self.tool(*command, KRUMTAP_TEST_FSYNC="on")
        if done.returncode:
            words = done.stderr.strip()
            raise Skipped(words) if "not installed" in words or "no user" in words else Failed(f"Tools/postgres {command[0]}: {words}")
        address = done.stdout.strip()
        self.bench.later(lambda: self.tool("stop", address))
        return address

    def tool(self, *command, **environment):
        return subprocess.run(
            [os.path.join(ROOT, "Tools/postgres"), *command], env=os.environ | environment, capture_output=True, text=True, check=False,
            timeout=90)

    def act(self, name, address=None):
        done = self.tool(name, address or self.address)
        require(done.returncode == 0, f"Tools/postgres {name}: {done.stderr.strip()}")

    def kill(self):
        """kill -9 of the server; what it was doing for others ends by itself."""
        with open(os.path.join(self.folder, "data/postmaster.pid"), encoding="ascii") as file:
            os.kill(int(file.readline()), signal.SIGKILL)

    @property
    def folder(self):
        return self.address.split("host=")[1]

    def sql(self, text, address=None):
        """The rows, each a list of texts."""
        done = subprocess.run(
            ["psql", "-XAtq", "-F\t", "-v", "ON_ERROR_STOP=1", address or self.address, "-c", text], capture_output=True, text=True,
            check=False, timeout=30)
        require(done.returncode == 0, f"psql: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def fill(self):
        """The small demo, as it is in every other test; the numbers it ends with."""
        self.copy(self.bench.template, self.address)
        return books.before(self.bench.template)

    def as_file(self, address=None):
        """Everything there is, in a file the books can read. Nobody may be writing."""
        path = os.path.join(self.bench.folder, f"copy-{uuid.uuid4().hex}.db")
        self.copy(address or self.address, path)
        return path

    def copy(self, source, target):
        done = subprocess.run(
            [self.bench.binary, "copy", "--from", source, "--to", target], capture_output=True, text=True, check=False, timeout=300)
        require(done.returncode == 0, f"krumtap copy: {done.stderr.strip()}")


def crowds(servers, ledger, count=8):
    return [Crowd(server, ledger, count // len(servers)) for server in servers]


def seconds_until_healthy(servers):
    """Until the last process says that it is ready and takes a form."""
    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(len(servers)) as pool:
        list(pool.map(wait_until_healthy, servers))
    return time.monotonic() - began


def wait_until_healthy(server):
    client = server.client(network(), timeout=ANSWER_SECONDS)
    wait_until(lambda: client.get("/readyz").status == 200, 60, "/readyz does not say ready again", pause=0.02)
    answer = client.post("/start", {"subject": "x", "text": "x", "kind": "idea"})
    require(answer.status == 303, f"ready, but a form gave {answer.status}")
    client.close()


def settle(postgres, servers, marks, ledger, address=None):
    """Asks again what was in doubt and compares the books; how much was in doubt, and acknowledged."""
    doubts = ask_again(servers[0], ledger)
    # The same form once more is the same act once: the books count it.
    twice = ask_twice(servers[-1], ledger)
    for server in servers:
        server.stop()
    acknowledged = books.settle(postgres.as_file(address), marks, ledger)
    wrong = [answer[:2] for answer in ledger.odd]
    require(not wrong, f"{len(wrong)} unexpected answers, such as {wrong[:1]}")
    return f"{acknowledged} acknowledged ({doubts} of them on asking again, {twice} sent twice), 0 lost, 0 halved, 0 done twice"


def ask_twice(server, ledger, count=40):
    client = server.client()
    chosen = random.sample(ledger.replied, min(count, len(ledger.replied)))
    for token, text, key in chosen:
        client.network = network()
        answer = client.post(f"/d/{token}/besked", {"text": text, "key": key})
        require(answer.status == 303, f"the same form again gave {answer.status}")
    client.close()
    return len(chosen)


class Watcher:
    """Reads pages and /readyz while the database is away: each must say so, and soon."""

    PATHS = ["/", "/omraader/jyderup", "/en", "/find?q=Jyderup"]
    WORDS = ["Det kan vi ikke lige nu", "We cannot do that just now"]

    def __init__(self, servers):
        self.servers = servers
        self.is_over = threading.Event()
        self.unready, self.times, self.problems = set(), [], []
        self.threads = [threading.Thread(target=self.watch, args=(server,), daemon=True) for server in servers]
        for thread in self.threads:
            thread.start()

    def watch(self, server):
        client = server.client(timeout=30)
        while not self.is_over.is_set():
            for path in [random.choice(self.PATHS), "/readyz"]:
                began = time.monotonic()
                try:
                    answer = client.get(path)
                except (OSError, http.client.HTTPException) as problem:
                    return self.problems.append(f"{path}: {problem!r}")
                self.times.append(time.monotonic() - began)
                if answer.status == 503 and path == "/readyz":
                    self.unready.add(server.port)
                elif answer.status == 503 and not any(words in answer.text for words in self.WORDS):
                    self.problems.append(f"the 503 of {path} says nothing")
                elif answer.status not in (200, 503):
                    self.problems.append(f"{path} gave {answer.status}")
            self.is_over.wait(0.05)
        client.close()

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join(40)
        require(not self.problems, f"{len(self.problems)} wrong answers to readers, such as {self.problems[:1]}")
        require(max(self.times) <= ANSWER_SECONDS, f"a reader waited for {max(self.times):.1f} s")


def database_crashes(bench):
    """The server crashes again and again and then stays away, while eight people write through two processes."""
    rounds, away = (20, 60) if bench.is_long else (3, 5)
    postgres = Postgres(bench)
    marks, ledger = postgres.fill(), Ledger()
    servers = [bench.server(postgres.address) for _ in range(2)]
    for server in servers:
        server.start()
    crowd, watcher = crowds(servers, ledger), Watcher(servers)
    healthy = []
    for _ in range(rounds):
        ledger.wait_for(20)
        time.sleep(random.uniform(0, 0.3))
        postgres.act("crash")
        healthy.append(seconds_until_healthy(servers))
    ledger.wait_for(20)
    watcher.unready.clear()
    postgres.act("halt")
    time.sleep(away)
    wait_until(lambda: len(watcher.unready) == len(servers), 3, "/readyz of a process does not say that the database is away")
    postgres.act("resume")
    healthy.append(seconds_until_healthy(servers))
    ledger.wait_for(20)
    watcher.end()
    for one in crowd:
        one.end()
    require(max(healthy) <= HEALTHY_SECONDS, f"healthy only {max(healthy):.1f} s after the database")
    refused = len(ledger.unavailable)
    return (f"{rounds} crashes and {away} s away: {settle(postgres, servers, marks, ledger)}; {refused} posts got the 503 page; "
            f"healthy {statistics.median(healthy):.2f} s after the database, at most {max(healthy):.2f} s; "
            f"no reader waited longer than {max(watcher.times):.1f} s (p50 {percentile(watcher.times, 0.5) * 1000:.0f} ms)")


def standby_takes_over(bench):
    """The server dies under load and its synchronous standby is promoted: the processes find it by themselves."""
    taken = [take_over(bench, is_killed=number % 2 == 0) for number in range(6 if bench.is_long else 1)]
    found = [seconds for seconds, _ in taken]
    return (f"{len(taken)} × taken over, the last time: {taken[-1][1]}; "
            f"healthy {statistics.median(found):.2f} s after the promotion, at most {max(found):.2f} s")


def take_over(bench, is_killed):
    """Seconds from the promotion until both processes are healthy, and what the books say."""
    postgres = Postgres(bench)
    marks, ledger = postgres.fill(), Ledger()
    standby = postgres.make("standby", postgres.address)
    both = f"{postgres.address},{standby.split('host=')[1]}&target_session_attrs=read-write"
    servers = [bench.server(both) for _ in range(2)]
    for server in servers:
        server.start()
    require(postgres.sql("SELECT sync_state FROM pg_stat_replication") == [["sync"]], "no commit waits for the standby")
    crowd, watcher = crowds(servers, ledger), Watcher(servers)
    ledger.wait_for(200 if bench.is_long else 50)
    if is_killed:
        postgres.kill()
    else:
        postgres.act("halt")
    # Whoever watches over the servers needs a moment to be sure.
    time.sleep(1)
    before = ledger.mark()
    postgres.act("promote", standby)
    healthy = seconds_until_healthy(servers)
    require(healthy <= HEALTHY_SECONDS, f"healthy only {healthy:.1f} s after the promotion")
    ledger.wait_for(20)
    watcher.end()
    for one in crowd:
        one.end()
    words = settle(postgres, servers, marks, ledger, address=standby)
    return healthy, f"{words}, {sum(before)} of them before"
