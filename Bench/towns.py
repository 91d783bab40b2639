"""The pieces of a country: municipalities with a process each, one nginx before all of them, and load spread over them."""

import contextlib
import http.client
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse

# So many dialogues are written in, over all towns: a thread grows with each message, and no thread should grow to hundreds.
WRITERS = 98
TICKS = os.sysconf("SC_CLK_TCK")
WORDS = ["cykel sti skole", "bus unge aften", "vej børn skole", "skov sti tur"]

NGINX = """
{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log error; worker_processes auto;
events {{ worker_connections 4096; }}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    map $http_host $town {{
{map}
    }}
    server {{
        listen 127.0.0.1:{port} reuseport;
        proxy_http_version 1.1;
        proxy_set_header Connection close;
        proxy_set_header Host $http_host;
        # As the load says it, because it stands for as many networks: the limits count each.
        proxy_set_header X-Forwarded-For $http_x_forwarded_for;
        location / {{ proxy_pass http://127.0.0.1:$town; }}
    }}
}}
"""

# Each connection is a reader who asks again after a while, so the rate is chosen and not what the server can bear.
VIEWS = """
local asked = 0
function delay() return math.random({pause} / 2, {pause} * 3 / 2) end
request = function()
    asked = asked + 1
    local town = towns[math.random(#towns)]
    local path = town.pages[math.random(#town.pages)]
    if asked % 2 == 0 then path = path .. (path:find("?", 1, true) and "&" or "?") .. "n={mark}-" .. asked end
    return "GET " .. path .. " HTTP/1.1\\r\\nHost: " .. town.host .. "\\r\\n\\r\\n"
end
"""

WRITES = """
local asked = 0
request = function()
    asked = asked + 1
    local town = towns[math.random(#towns)]
    local body = "text=" .. string.rep("Vi+har+set+paa+det+igen,+og+her+er+mere.+", 4) .. "&key={mark}-" .. asked
    local from = math.random(1, 223) .. "." .. math.random(0, 255) .. "." .. math.random(0, 255) .. ".9"
    return "POST " .. town.writes[math.random(#town.writes)] .. " HTTP/1.1\\r\\nHost: " .. town.host .. "\\r\\nX-Forwarded-For: " .. from ..
        "\\r\\nContent-Type: application/x-www-form-urlencoded\\r\\nContent-Length: " .. #body .. "\\r\\n\\r\\n" .. body
end
"""


def free_port():
    """One that no connection can take meanwhile: below those the system gives to outgoing ones."""
    while True:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", random.randrange(10_000, 32_000)))
            return probe.getsockname()[1]


def clean_environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("KRUMTAP_")}


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def shared_memory(pid):
    """MiB: the process's own share of what is in memory (PSS), and all it sees (RSS)."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        values = dict(line.split(":", 1) for line in file if ":" in line)
    return [int(values[name].split()[0]) / 1024 for name in ("Pss", "Rss")]


class Town:
    """One municipality: a database and the process that has it."""

    def __init__(self, binary, database, folder, number, public_port, **settings):
        self.host, self.port = f"k{number:02}.example.dk:{public_port}", free_port()
        self.binary, self.database, self.log = binary, database, os.path.join(folder, f"k{number:02}.log")
        self.environment = clean_environment() | {
            "KRUMTAP_MODE": "demo", "KRUMTAP_DATABASE": database, "KRUMTAP_LISTEN": f"127.0.0.1:{self.port}",
            "KRUMTAP_ORIGIN": f"http://{self.host}", "KRUMTAP_TRUST_PROXY": "true", "KRUMTAP_LOG_LEVEL": "warning",
            "KRUMTAP_MAIL": f"folder:{os.path.join(folder, f'mail-{number:02}')}",
        } | settings
        self.process, self.pages, self.writes = None, [], []

    def spawn(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve"], env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def wait(self, seconds=120):
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.ask("/readyz").status == 200:
                    return
            if self.process.poll() is not None or time.monotonic() > end:
                with open(self.log, encoding="utf-8") as log:
                    sys.exit(f"{self.host} did not start:\n{log.read()[-1000:]}")
            time.sleep(0.01)

    def ask(self, path, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        fields = {"Host": self.host, "X-Forwarded-For": f"10.{random.randrange(256)}.{random.randrange(256)}.7"}
        if form is not None:
            fields["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("GET" if form is None else "POST", path, None if form is None else urllib.parse.urlencode(form), fields)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def prepare(self, dialogues):
        """The pages that are asked for, and so many new dialogues that somebody writes in."""
        search = "/soeg?" + urllib.parse.urlencode({"q": random.choice(WORDS)})
        self.pages = ["/", "/omraader/jyderup", "/omraader/tuse", self.public_dialogue(), search]
        self.pages = [page for page in self.pages if page and self.ask(page).status == 200]
        if len(self.pages) < 4:
            sys.exit(f"{self.host} has only {self.pages}")
        self.writes = [self.start_dialogue() for _ in range(dialogues)]

    def start_dialogue(self):
        """Through the whole form; where its starter writes on."""
        where = self.ask("/start", {"subject": "Cykelsti", "text": "Vi mangler en cykelsti.", "kind": "idea"}).getheader("location")
        self.ask(where, {"scope": "area", "area": "jyderup", "place": "Skarridsøgade"})
        self.ask(where.replace("/hvor", "/svar"), {"name": "Anna Prøve", "behalf": "self", "phone": "59001234"})
        receipt = self.ask(where.replace("/hvor", "/send"), {}).getheader("location") or ""
        if not receipt.endswith("/kvittering"):
            sys.exit(f"{self.host} took no dialogue: {receipt}")
        return f"/d/{receipt.split('/')[2]}/besked"

    def public_dialogue(self):
        atom = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        atom.request("GET", "/dialoger", headers={"Host": self.host})
        found = re.search(rb'href="(/dialoger/[A-Z]+-\d+-\d+)"', atom.getresponse().read())
        atom.close()
        return found[1].decode() if found else None

    def messages(self):
        books = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        count = books.execute("SELECT COUNT(*) FROM message").fetchone()[0]
        books.close()
        return count

    def ask_to_stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)


class Country:
    """Towns behind one nginx."""

    def __init__(self, towns, folder, port):
        self.towns, self.folder, self.port, self.nginx = towns, folder, port, None

    def start(self):
        """Seconds until the last one is ready, all started at once."""
        began = time.monotonic()
        for town in self.towns:
            town.spawn()
        for town in self.towns:
            town.wait()
        took = time.monotonic() - began
        path = os.path.join(self.folder, "nginx.conf")
        with open(path, "w", encoding="ascii") as file:
            hosts = "\n".join(f"        {town.host} {town.port};" for town in self.towns)
            file.write(NGINX.format(user="user root;" if os.geteuid() == 0 else "", folder=self.folder, map=hosts, port=self.port))
        program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        self.nginx = subprocess.Popen([program, "-p", self.folder, "-c", path], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for town in self.towns:
            town.prepare(max(1, WRITERS // len(self.towns)))
        return took

    def stop(self):
        for town in self.towns:
            town.ask_to_stop()
        for town in self.towns:
            if town.process:
                town.process.wait(30)
        if self.nginx:
            self.nginx.terminate()
            self.nginx.wait(10)

    def work(self):
        """Processor seconds so far: of the programs, and of nginx and its workers."""
        children = subprocess.run(["pgrep", "-P", str(self.nginx.pid)], capture_output=True, text=True, check=False).stdout.split()
        return (sum(processor_seconds(town.process.pid) for town in self.towns),
                sum(processor_seconds(pid) for pid in [self.nginx.pid, *children]))

    def memory(self):
        """MiB of all processes together: PSS and RSS."""
        return [sum(values) for values in zip(*(shared_memory(town.process.pid) for town in self.towns), strict=True)]

    def load(self, script, connections, seconds, **values):
        """One run of wrk over all towns: what it counted."""
        mark = f"{os.getpid()}-{time.monotonic_ns()}"
        def quoted(texts):
            return "{" + ", ".join(f'"{text}"' for text in texts) + "}"

        lines = [f'{{host="{town.host}", writes={quoted(town.writes)}, pages={quoted(town.pages)}}}' for town in self.towns]
        path = os.path.join(self.folder, "load.lua")
        with open(path, "w", encoding="ascii") as file:
            file.write(f"math.randomseed({time.monotonic_ns() % 1_000_000})\nlocal towns = {{{', '.join(lines)}}}\n")
            file.write(script.format(mark=mark, **values))
        before = self.work()
        said = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency", "-s", path,
             f"http://127.0.0.1:{self.port}/"], capture_output=True, text=True, check=True).stdout
        after = self.work()
        units = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}
        count = int(re.search(r"(\d+) requests in", said)[1])

        def latency(share):
            number, unit = re.search(rf"{share}%\s+([\d.]+)(us|ms|s|m)", said).groups()
            return float(number) * units[unit]

        wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
        lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
        return {
            "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), "count": count, "p50": latency(50), "p99": latency(99),
            "wrong": int(wrong[1]) if wrong else sum(int(number) for number in lost.groups()) if lost else 0,
            "work": [(now - then) * 1_000_000 / max(count, 1) for now, then in zip(after, before, strict=True)],
        }
