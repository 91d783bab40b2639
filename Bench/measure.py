"""What is measured of a server: pages at full load and at a fixed rate, statements, searches, and dialogues started."""

import asyncio
import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass, field

CONNECTIONS = 16
SENDERS = 64
# Words that stand in thousands of dialogues, as people search: each search holds three.
COMMON = ["vej børn skole", "cykel sti skole", "forening hus penge", "bus skole unge", "lys vej aften", "plads by børn",
          "hal forening unge", "skov sti tur", "have hjælp ældre", "vand vej regn", "idé sammen by", "møde forum plan"]

# Asks for a page at an address nobody has asked for yet, so that it is made and not taken from the kept pages.
ANEW = """
local number = 0
request = function()
    number = number + 1
    return wrk.format("GET", "%sn=%s-" .. number)
end
"""

# Sends each prepared draft once, each from a network of its own.
SEND = """
local paths, number = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function()
    number = number + 1
    local from = string.format("10.%%d.%%d.%%d", math.floor(number / 65536), math.floor(number / 256) %% 256, number %% 256)
    return wrk.format("POST", paths[(number - 1) %% #paths + 1],
        {["X-Forwarded-For"] = from, ["Content-Type"] = "application/x-www-form-urlencoded"}, "")
end
"""


@dataclass
class Page:
    name: str
    path: str
    aim: float | None = None
    cookie: str = ""
    is_anew: bool = False
    size: int = 0
    statements: int = 0
    rates: list = field(default_factory=list)
    work: list = field(default_factory=list)
    fixed: dict = field(default_factory=dict)

    def address(self, mark):
        """A page that is made anew has an address of its own each time."""
        return self.path if not self.is_anew else f"{self.path}{'&' if '?' in self.path else '?'}n={mark}"


def wrk(server, path, seconds, connections, script=None, headers=()):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", script]
    said = subprocess.run([*command, f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"{path}: not all answers were pages:\n{said}")
    return said


def load(server, page, seconds, folder, mark):
    """One run of wrk: requests/s, and the server's processor time a request in microseconds."""
    script = None
    if page.is_anew:
        script = os.path.join(folder, "anew.lua")
        with open(script, "w", encoding="ascii") as file:
            file.write(ANEW % (page.address("")[:-2], mark))
    before = server.processor_seconds()
    said = wrk(server, page.path, seconds, CONNECTIONS, script, [f"Cookie: {page.cookie}"] if page.cookie else [])
    page.work.append((server.processor_seconds() - before) * 1_000_000 / int(re.search(r"(\d+) requests in", said)[1]))
    page.rates.append(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]))


def count_statements(server, page):
    """SQL statements of one request: the fewest of some tries, because what runs by itself is counted too."""
    def once(number):
        before = server.statements()
        server.get(page.address(f"s{number}"), page.cookie)
        return server.statements() - before

    page.statements = min(once(number) for number in range(6))


async def at_fixed_rate(server, pages, rate, seconds, connections=32):
    """Milliseconds of all pages in turn at one rate, counted from the moment a request was due: a server that stalls cannot hide it."""
    waiting, latencies = asyncio.Queue(), {id(page): [] for page in pages}

    async def keep():
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        while (job := await waiting.get()) is not None:
            number, due, page = job
            cookie = f"Cookie: {page.cookie}\r\n" if page.cookie else ""
            writer.write(f"GET {page.address(f'f{number}')} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{cookie}\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                sys.exit(f"{page.name}: {head[:80]}")
            await reader.readexactly(int(re.search(rb"(?i)content-length: *(\d+)", head)[1]))
            latencies[id(page)].append((time.monotonic() - due) * 1000)
        writer.close()

    keepers = [asyncio.create_task(keep()) for _ in range(connections)]
    began = time.monotonic() + 0.1
    for number in range(rate * seconds):
        due = began + number / rate
        if (pause := due - time.monotonic()) > 0:
            await asyncio.sleep(pause)
        waiting.put_nowait((number, due, pages[number % len(pages)]))
    for _ in keepers:
        waiting.put_nowait(None)
    await asyncio.gather(*keepers)
    for page in pages:
        page.fixed = shares(latencies[id(page)])


def shares(latencies):
    ordered = sorted(latencies)
    return {share: ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))] for share in (50, 99, 99.9)}


def searches(server):
    """Milliseconds a search of three common words takes, one after the other on one connection: the median of each search."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    medians = {}
    for words in COMMON:
        times = []
        for number in range(9):
            began = time.monotonic()
            # Never twice at the same address: a kept page is no search.
            connection.request("GET", "/soeg?" + urllib.parse.urlencode({"q": words, "n": number}))
            answer = connection.getresponse()
            answer.read()
            times.append((time.monotonic() - began) * 1000)
            if answer.status != 200:
                sys.exit(f"the search for {words} gave {answer.status}")
        medians[words] = statistics.median(times)
    connection.close()
    return medians


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def prepare_drafts(engine, address, count, folder):
    """Puts drafts into the database as the three questions leave them, with words of dialogues that are there; a file of their addresses."""
    words = engine.ask(address, """SELECT REPLACE(REPLACE(d.subject, CHR, ' '), '"', ' '), REPLACE(REPLACE(m.text, CHR, ' '), '"', ' ')
        FROM dialogue d JOIN event e ON e.dialogue_id = d.id AND e.kind = 'started' JOIN message m ON m.id = e.message_id
        ORDER BY d.id LIMIT 400""".replace("CHR", "'\n'"))
    key = engine.ask(address, "SELECT hex(value) FROM secret" if engine.name == "sqlite" else "SELECT encode(value, 'hex') FROM secret")[0][0]
    first = int(engine.ask(address, "SELECT COALESCE(MAX(id), 0) + 1 FROM draft")[0][0])
    now, rows, paths = int(time.time() * 1000), [], []
    for number in range(first, first + count):
        subject, text = words[number % len(words)]
        answers = {"text": text, "subject": subject, "kind": "problem", "guess": "unknown", "scope": "area", "area": "jyderup", "place": "",
                   "name": "Anna Holm", "email": f"anna{number}@example.dk", "phone": "", "behalf": "self", "behalfName": "", "consent": "private"}
        rows.append(f"({number}, {quoted(json.dumps(answers))}, {now}, {now})")
        paths.append(f"/start/{token(bytes.fromhex(key), number)}/send")
    for start in range(0, count, 1000):
        engine.ask(address, "INSERT INTO draft (id, answers, created_at, changed_at) VALUES " + ", ".join(rows[start:start + 1000]))
    path = os.path.join(folder, "drafts")
    with open(path, "w", encoding="ascii") as file:
        file.write("\n".join(paths) + "\n")
    return path


def token(key, number):
    """As Storage/Shared/Secrets.swift makes it."""
    seal = hmac.digest(key, f"draft:{number}".encode(), hashlib.sha256)[:20]
    digits, rest = "", number
    while rest:
        rest, digit = divmod(rest, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return f"{digits}-{base64.urlsafe_b64encode(seal).decode().rstrip('=')}"


def starts(server, engine, address, drafts, seconds, folder):
    """Dialogues started a second by sending drafts, counted in the database; what else each left there; processor microseconds of each."""
    script = os.path.join(folder, "send.lua")
    with open(script, "w", encoding="ascii") as file:
        file.write(SEND % drafts)

    def counts():
        question = """SELECT (SELECT COUNT(*) FROM dialogue), (SELECT COUNT(*) FROM event WHERE kind = 'started'),
                             (SELECT COUNT(*) FROM outbox WHERE kind = 'confirm_start')"""
        return [int(number) for number in engine.ask(address, question)[0]]

    before, worked = counts(), server.processor_seconds()
    said = wrk(server, "/", seconds, SENDERS, script)
    worked = server.processor_seconds() - worked
    dialogues, journal, mails = (after - number for after, number in zip(counts(), before))
    if not dialogues or not dialogues == journal == mails:
        sys.exit(f"{dialogues} dialogues, {journal} lines in the journal and {mails} mails were started:\n{said}")
    units = {"us": 0.001, "ms": 1, "s": 1000}
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    return dialogues / seconds, worked * 1_000_000 / dialogues, float(number) * units[unit]


def flushes(folder):
    """Milliseconds the disk takes to keep four kilobytes for good: the median of a hundred times."""
    path, times = os.path.join(folder, "flush"), []
    with open(path, "wb", buffering=0) as file:
        for _ in range(100):
            began = time.monotonic()
            file.write(b"k" * 4096)
            os.fdatasync(file.fileno())
            times.append((time.monotonic() - began) * 1000)
    os.remove(path)
    return statistics.median(times)
