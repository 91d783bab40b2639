"""A mail server that is down, asks to wait, refuses or is slow: nothing is lost, nothing comes twice, and the pages stay quick."""

import email
import email.policy
import json
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import time
import uuid

from citizens import network
from harness import Skipped, free_port, require, wait_until

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = os.path.join(HERE, "../../.build/peers/bin/python")


def python_with_peer():
    for python in [sys.executable, PEERS]:
        try:
            if subprocess.run([python, "-c", "import aiosmtpd"], capture_output=True, check=False).returncode == 0:
                return python
        except OSError:
            pass
    raise Skipped("needs aiosmtpd (Tools/setup test)")


class Peer:
    """An SMTP server whose manners a file decides."""

    def __init__(self, bench, python):
        self.python, self.port = python, free_port()
        self.manners, self.taken = os.path.join(bench.folder, "manners"), os.path.join(bench.folder, "taken")
        self.process = None
        bench.later(self.end)

    def be(self, manners):
        with open(self.manners, "w", encoding="ascii") as file:
            file.write(manners)

    def begin(self, manners="ok"):
        self.be(manners)
        self.process = subprocess.Popen(
            [self.python, os.path.join(HERE, "smtp_peer.py"), str(self.port), self.manners, self.taken], stdout=subprocess.PIPE, text=True)
        require(self.process.stdout.readline().strip() == "ready", "the SMTP peer did not start")

    def end(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
        self.process = None

    def mails(self):
        if not os.path.exists(self.taken):
            return []
        with open(self.taken, encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    @staticmethod
    def name(mail):
        """Its Message-ID."""
        return re.search(r"(?im)^message-id: *<([^>]+)>", mail["content"])[1]

    @classmethod
    def number(cls, mail):
        """Of its row in the outbox, which the Message-ID ends with before the @."""
        return cls.name(mail).split("@")[0].rsplit(".", 1)[1]


def text_of(mail):
    message = email.message_from_string(mail["content"], policy=email.policy.default)
    return message.get_body(("plain",)).get_content()


class Office:
    """The program with that mail server, and somebody at the desk."""

    def __init__(self, bench, peer):
        self.peer = peer
        self.server = bench.server(KRUMTAP_MAIL=f"smtp://127.0.0.1:{peer.port}", KRUMTAP_MAIL_SECURITY="none")
        self.cookie = None

    def sign_in(self):
        client = self.server.client(network())
        asked = client.post("/log-ind", {"email": "fatima@example.dk"})
        browser = asked.cookie("krumtap-browser")
        require(asked.status == 303 and browser, f"asking for a code gave {asked.status}")
        mail = wait_until(lambda: next((mail for mail in self.peer.mails() if "fatima@example.dk" in mail["to"]), None), 10, "no code came")
        code = re.search(r"\b(\d{3}) ?(\d{3})\b", text_of(mail))
        entered = client.post("/log-ind/kode", {"code": "".join(code.groups())}, headers={"Cookie": f"krumtap-browser={browser}"})
        require(entered.status == 303 and entered.cookie("krumtap"), f"the code gave {entered.status}")
        self.cookie = f"krumtap={entered.cookie('krumtap')}"

    def desk(self):
        answer = self.server.client(cookie=self.cookie).get("/skrivebord")
        require(answer.status == 200, f"the desk gave {answer.status}")
        return answer.text

    def start_dialogue(self, address):
        client = self.server.client(network())
        form = {"subject": "Cykelsti", "text": "Vi mangler en cykelsti.", "kind": "idea"}
        where = client.post("/start", form).location
        client.post(where, {"scope": "area", "area": "jyderup"})
        client.post(where.replace("/hvor", "/svar"), {"name": "Anna Prøve", "email": address, "behalf": "self"})
        answer = client.post(where.replace("/hvor", "/send"), {})
        require(answer.status == 303 and answer.location.endswith("/kvittering"), f"sending gave {answer.status}")
        client.close()

    def outbox(self):
        """What waits, was sent or given up, by recipient."""
        books = sqlite3.connect(f"file:{self.server.database}?mode=ro", uri=True, timeout=10)
        try:
            rows = books.execute(
                "SELECT p.email, o.state, o.attempts, o.last_problem FROM outbox o JOIN person p ON p.id = o.recipient_id").fetchall()
        finally:
            books.close()
        return {address: row for address, *row in rows}

    def wait_for(self, addresses, words, condition, seconds=12):
        wait_until(lambda: all(condition(*self.outbox()[address]) for address in addresses), seconds, words)

    def let_time_pass(self, older=0):
        """Later, so to speak: what waits is due, and so many seconds older. Only with the program stopped does another touch its file."""
        self.server.stop()
        books = sqlite3.connect(self.server.database)
        # Without its problem: when it has one again, it was tried again.
        books.execute(
            "UPDATE outbox SET next_attempt_at = 0, last_problem = NULL, created_at = created_at - ? * 1000 WHERE state = 'waiting'",
            (older,))
        books.commit()
        books.close()
        self.server.start()

    def latencies(self):
        """Milliseconds for pages that are made anew, with a write among them."""
        client, times = self.server.client(), []
        for _ in range(25):
            for ask in [lambda: client.get(f"/?n={uuid.uuid4().hex}"),
                        lambda: client.post("/start", {"subject": "a", "text": "a", "kind": "idea"})]:
                client.network = network()
                began = time.monotonic()
                status = ask().status
                require(status in (200, 303), f"a page gave {status} while mail was in trouble")
                times.append((time.monotonic() - began) * 1000)
        client.close()
        return times


def mail_server_in_trouble(bench):
    """Down, 451, 550, slow, and well again: each mail comes once, staff is told, and the pages stay quick."""
    peer = Peer(bench, python_with_peer())
    peer.begin()
    office = Office(bench, peer)
    office.server.start()
    office.sign_in()
    require("kan ikke sendes" not in office.desk(), "the desk warns although all is well")
    quick = office.latencies()

    peer.end()
    people = [f"anna{number}@example.dk" for number in range(5)]
    for address in people:
        office.start_dialogue(address)
    office.wait_for(people, "a mail was not tried while the server was down", lambda state, tries, problem: state == "waiting" and problem)
    require("kan ikke sendes lige nu" in office.desk(), "the desk does not say that mail is delayed")
    down = office.latencies()

    peer.begin("grey")
    office.let_time_pass()
    office.wait_for(people, "a greylisted mail was not kept", lambda state, tries, problem: state == "waiting" and "451" in (problem or ""))
    office.start_dialogue("reject@example.dk")
    office.wait_for(["reject@example.dk"], "a refused mail was not given up", lambda state, tries, problem: state == "failed")
    desk = office.desk()
    require("opgivet" in desk, "the desk does not say that a mail was given up")
    require("kan ikke sendes lige nu" in desk, "the desk does not say that mail is delayed")

    peer.be("slow")
    office.let_time_pass()
    slow = office.latencies()
    peer.be("ok")
    office.let_time_pass()
    office.wait_for(people, "a mail was not sent after the server was well again", lambda state, tries, problem: state == "sent")
    require("kan ikke sendes" not in office.desk(), "the desk still warns")
    office.server.stop()

    for address in people:
        mine = [mail for mail in peer.mails() if mail["to"] == [address]]
        numbers = {re.search(r"(?im)^message-id: *(\S+)", mail["content"])[1] for mail in mine}
        require(len(numbers) == 1, f"{len(numbers)} different mails for {address}")
        # An orderly stop lets a delivery that has begun end, so it is also known to have been made.
        require(len(mine) == 1, f"the same mail came {len(mine)} times to {address}, while the server was {[m['manners'] for m in mine]}")
    medians = [statistics.median(times) for times in (quick, down, slow)]
    require(max(medians[1:]) <= 2 * medians[0] + 10, f"pages took {medians} ms with the server well, down and slow")
    return (f"{len(people)} mails waited through down, 451 and slow and came once; "
            f"550 given up; the desk said so; median page {medians[0]:.0f} ms well, {medians[1]:.0f} down, {medians[2]:.0f} slow")
