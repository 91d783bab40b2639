"""Starts, stops and asks the real program; what all fault tests share."""

import contextlib
import http.client
import os
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Failed(Exception):
    """The product did not do what it must."""


class Skipped(Exception):
    """What the test needs is not on this machine."""


def require(condition, words):
    if not condition:
        raise Failed(words)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds, words, pause=0.05):
    """The condition's first true value; `Failed` with the words when it stays false."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"{words} (not within {seconds} s)")
        time.sleep(pause)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def need_root(*tools):
    if os.geteuid() != 0:
        raise Skipped("needs root")
    need_tools(*tools)


def need_tools(*tools):
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        raise Skipped("needs " + ", ".join(missing))


def many_files():
    """Room for some thousand connections in this process; how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 16384 if hard == resource.RLIM_INFINITY else min(hard, 16384)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def location(self):
        return self.fields.get("location", "")

    def cookie(self, name):
        for field in self.fields.get_all("set-cookie") or []:
            if field.startswith(name + "="):
                return field[len(name) + 1:].split(";")[0]
        return ""


class Client:
    """One connection that is kept, as a browser does. `network` is whom the rate limits count."""

    def __init__(self, port, network=None, timeout=30, cookie=None):
        self.port, self.network, self.timeout, self.cookie = port, network, timeout, cookie
        self.connection = None

    def ask(self, method, path, form=None, headers=None, body=None):
        fields = dict(headers or {})
        if form is not None:
            body = urllib.parse.urlencode(form).encode()
            fields["Content-Type"] = "application/x-www-form-urlencoded"
        if self.network:
            fields["X-Forwarded-For"] = self.network
        if self.cookie:
            fields["Cookie"] = self.cookie
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            self.connection.request(method, path, body, fields)
            response = self.connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        except Exception:
            self.close()
            raise
        if response.will_close:
            self.close()
        return answer

    def get(self, path, **options):
        return self.ask("GET", path, **options)

    def post(self, path, form, **options):
        return self.ask("POST", path, form, **options)

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class Server:
    """The program, on a database file of its own."""

    def __init__(self, binary, database, mails, **settings):
        self.binary, self.database, self.mails = binary, database, mails
        self.settings = settings
        self.port = free_port()
        self.process = None
        # What starts it, and becomes it.
        self.launcher = []
        self.log_path = os.path.join(mails, "..", f"server-{self.port}.log")

    def environment(self, **more):
        values = {
            "KRUMTAP_MODE": "demo", "KRUMTAP_DATABASE": self.database, "KRUMTAP_LISTEN": f"127.0.0.1:{self.port}",
            "KRUMTAP_MAIL": f"folder:{self.mails}", "KRUMTAP_TRUST_PROXY": "true", "KRUMTAP_LOG_LEVEL": "warning",
            "KRUMTAP_LOG_FORMAT": "text", "SWIFT_BACKTRACE": "enable=no",
        }
        values.update(self.settings, **more)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("KRUMTAP_")}
        return clean | {name: value for name, value in values.items() if value is not None}

    def spawn(self, **more):
        with open(self.log_path, "ab") as log:
            environment = self.environment(**more)
            # Swift finds its arguments beside the environment, and a library that was loaded before may have moved that: in `env`, then.
            launcher = ["env"] if "LD_PRELOAD" in environment else []
            self.process = subprocess.Popen(
                [*self.launcher, *launcher, self.binary, "serve"], env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def start(self, within=15, path="/readyz"):
        """Starts it; the seconds until it answers."""
        began = time.monotonic()
        self.spawn()
        client = Client(self.port, timeout=5)

        def is_ready():
            require(self.process.poll() is None, f"the program ended with {self.process.returncode} at the start: {self.log()[-400:]}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                return client.get(path).status == 200
            return False

        try:
            wait_until(is_ready, within, "the program was not ready", pause=0.005)
        finally:
            client.close()
        return time.monotonic() - began

    def client(self, network=None, **options):
        return Client(self.port, network, **options)

    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def stop(self, within=25):
        """Asks it to stop; the seconds it took."""
        if not self.is_alive():
            return 0.0
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed(f"the program did not end within {within} s of SIGTERM") from None
        return time.monotonic() - began

    def kill(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def open_files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def memory(self):
        """Resident memory in MiB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
        return 0.0


class Bustle:
    """How many wanted a processor or a disk meanwhile: on a machine that is busy with other things no time means anything."""

    def __init__(self):
        self.seen = []

    def look(self):
        with open("/proc/stat", encoding="ascii") as file:
            self.seen.append(sum(int(line.split()[1]) for line in file if line.startswith(("procs_running", "procs_blocked"))))

    def verdict(self, what, seconds, limit):
        """Raises when it took too long; words about why that cannot be said, or none."""
        wanting, processors = percentile(self.seen, 0.5), os.cpu_count()
        if seconds > limit and wanting > 4 * processors:
            return f"{what} was {seconds * 1000:.0f} ms, while {wanting} wanted the {processors} processors: nothing to judge by"
        require(seconds <= limit, f"{what} was {seconds * 1000:.0f} ms")
        return ""

    def judge(self, what, seconds, limit):
        """The same where nothing else was tried."""
        words = self.verdict(what, seconds, limit)
        if words:
            raise Skipped(words)


class Bench:
    """Where one test works: a folder, a fresh copy of the small demo, and the program."""

    def __init__(self, binary, template, is_long):
        self.binary, self.template, self.is_long = binary, template, is_long
        self.folder = tempfile.mkdtemp(prefix="krumtap-faults-")
        self.servers = []
        self.clean_ups = []

    def database(self, folder=None):
        folder = folder or self.folder
        for ending in ["", "-wal"]:
            if os.path.exists(self.template + ending):
                shutil.copy(self.template + ending, os.path.join(folder, "krumtap.db" + ending))
        return os.path.join(folder, "krumtap.db")

    def server(self, database=None, **settings):
        mails = os.path.join(self.folder, "mails")
        os.makedirs(mails, exist_ok=True)
        server = Server(self.binary, database or self.database(), mails, **settings)
        self.servers.append(server)
        return server

    def refused(self, arguments=("serve",), within=5, user=None, **settings):
        """Runs the program, as another user perhaps, which must refuse: (lines on standard error, exit code, seconds)."""
        server = Server(self.binary, settings.pop("KRUMTAP_DATABASE", os.path.join(self.folder, "none.db")), self.folder)
        # Others may not enter the folder the program was built in.
        binary = self.binary if user is None else shutil.copy(self.binary, self.folder)
        began = time.monotonic()
        process = subprocess.Popen(
            [binary, *arguments], env=server.environment(**settings), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, user=user)
        try:
            _, errors = process.communicate(timeout=within)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Failed(f"it did not end within {within} s: {arguments} {settings}") from None
        return errors.strip().splitlines(), process.returncode, time.monotonic() - began

    def later(self, action):
        self.clean_ups.append(action)

    def close(self):
        for server in self.servers:
            with contextlib.suppress(Exception):
                server.kill()
        for action in reversed(self.clean_ups):
            with contextlib.suppress(Exception):
                action()
        shutil.rmtree(self.folder, ignore_errors=True)


def one_line(lines, code, *words):
    """The refusal every operator can read: one line, exit code 1, and what it is about."""
    require(code == 1, f"exit code {code} instead of 1: {lines}")
    require(len(lines) == 1, f"{len(lines)} lines instead of one: {lines}")
    for word in words:
        require(word in lines[0], f"“{word}” is not in “{lines[0]}”")
