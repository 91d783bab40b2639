"""Three processes on one PostgreSQL behind nginx: one of them is killed, and at all times they are one installation."""

import collections
import concurrent.futures
import contextlib
import html
import random
import re
import sqlite3
import time

import books
from citizens import Crowd, Ledger, Readers, ask_again, network, sign_in
from harness import require, wait_until
from mail import Peer, python_with_peer
from postgres import Postgres
from proxy import Proxy

# A process takes ten mails of each of two lanes at a time, and has two of each before it can write down that they were sent.
TAKEN, HANDED = 20, 4


class Fleet:
    """Three processes and the proxy before them."""

    def __init__(self, bench, postgres, **settings):
        self.proxy = Proxy(bench)
        origin = f"http://127.0.0.1:{self.proxy.port}"
        self.servers = [bench.server(postgres.address, KRUMTAP_ORIGIN=origin, **settings) for _ in range(3)]
        self.mails = self.servers[0].mails

    def start(self):
        self.each(lambda server: server.start())
        self.proxy.start([server.port for server in self.servers])

    def each(self, act):
        """All at the same moment."""
        with concurrent.futures.ThreadPoolExecutor(len(self.servers)) as pool:
            return list(pool.map(act, self.servers))

    def client(self, of=None, **options):
        return self.proxy.client(of, **options)

    def stop(self):
        self.proxy.stop()
        self.each(lambda server: server.stop())


class Post:
    """What lies in the outbox beside what the mail server took."""

    def __init__(self, postgres, peer):
        self.postgres, self.peer = postgres, peer
        self.last = int(self.one("SELECT COALESCE(MAX(id), 0) FROM outbox"))

    def one(self, text):
        return self.postgres.sql(text)[0][0]

    def left(self):
        return {int(row[0]) for row in self.postgres.sql("SELECT id FROM outbox WHERE state = 'waiting'")}

    def in_the_dead_hand(self):
        """What waits only because a dead process had taken it."""
        wait_until(lambda: self.is_still(), 30, "the mails do not come to rest", pause=0)
        free = int(self.one("SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND (attempts = 0 OR last_problem IS NOT NULL)"))
        require(free == 0, f"{free} mails wait although nobody had taken them")
        return self.left()

    def is_still(self):
        before = self.left()
        time.sleep(2.2)
        return self.left() == before

    def let_leases_end(self):
        """Five minutes later, so to speak."""
        self.postgres.sql("UPDATE outbox SET next_attempt_at = 0 WHERE state = 'waiting'")
        wait_until(lambda: not self.left(), 20, "mails still wait after the lease")

    def settle(self, path):
        """Each mail once by the number in its Message-ID; the numbers of those that came more than once."""
        with contextlib.closing(sqlite3.connect(path)) as rows:
            states = dict(rows.execute("SELECT id, state FROM outbox WHERE id > ?", (self.last,)).fetchall())
        came, names = collections.Counter(), collections.defaultdict(set)
        for mail in self.peer.mails():
            number = int(self.peer.number(mail))
            came[number] += 1
            names[number].add((self.peer.name(mail), *mail["to"]))
        unsent = [number for number, state in states.items() if state != "sent"]
        require(not unsent, f"{len(unsent)} mails were not sent")
        missing = [number for number in states if not came[number]]
        require(not missing, f"{len(missing)} mails are said to be sent and never came")
        require(not came.keys() - states.keys(), f"mails nobody enqueued: {list(came.keys() - states.keys())[:3]}")
        require(all(len(name) == 1 for name in names.values()), "a mail came again under another Message-ID")
        return len(states), {number for number, times in came.items() if times > 1}


def one_of_three_processes_killed(bench):
    """kill -9 of one process, again and again, while people write and read through the proxy."""
    rounds = 20 if bench.is_long else 2
    python = python_with_peer()
    postgres = Postgres(bench)
    marks, ledger, peer = postgres.fill(), Ledger(), Peer(bench, python)
    peer.begin()
    post = Post(postgres, peer)
    fleet = Fleet(bench, postgres, KRUMTAP_MAIL=f"smtp://127.0.0.1:{peer.port}", KRUMTAP_MAIL_SECURITY="none")
    fleet.start()
    crowd, readers = Crowd(fleet, ledger, 6), Readers(fleet)
    for number in range(rounds):
        victim = fleet.servers[number % 3]
        ledger.wait_for(30)
        # Whoever hands over a mail now is not told so in time.
        peer.be("late")
        ledger.wait_for(5)
        time.sleep(random.uniform(0.6, 1.0))
        victim.kill()
        peer.be("ok")
        ledger.wait_for(10)
        victim.start()
    ledger.wait_for(10)
    crowd.end()
    readers.end()
    doubts = ask_again(fleet, ledger)
    held = post.in_the_dead_hand()
    post.let_leases_end()
    fleet.stop()
    path = postgres.as_file()
    acknowledged = books.settle(path, marks, ledger)
    sent, again = post.settle(path)
    wrong = [answer[:2] for answer in ledger.odd + ledger.unavailable]
    require(not wrong, f"{len(wrong)} unexpected answers, such as {wrong[:1]}")
    require(not readers.failures, f"{len(readers.failures)} of {len(readers.times)} reads failed, such as {readers.failures[:2]}")
    require(again, "no mail was on its way when the process was killed: that shows nothing")
    require(again <= held, f"{len(again - held)} mails came twice that no dead process had in hand")
    require(len(held) <= TAKEN * rounds and len(again) <= HANDED * rounds, f"{len(held)} mails held up, {len(again)} sent again")
    return (f"{rounds} kills: {acknowledged} acknowledged ({doubts} of them on asking again), 0 lost, 0 halved, 0 done twice; "
            f"{len(ledger.cut_off)} posts cut off, 0 of {len(readers.times)} reads failed (slowest {max(readers.times) * 1000:.0f} ms); "
            f"{sent} mails, {len(held)} of them after the dead process's five minutes, {len(again)} of those came twice under one Message-ID")


def three_processes_are_one(bench):
    """Sessions, sign-out, rate limits and kept pages, whichever of three processes answers."""
    postgres = Postgres(bench)
    postgres.fill()
    fleet = Fleet(bench, postgres)
    fleet.start()
    # Under some load, so that nothing holds only because nothing happens.
    crowd = Crowd(fleet, Ledger(), 3)
    rounds = 100 if bench.is_long else 10
    cookie = sign_in(fleet).cookie
    fresh = pages_are_fresh(fleet, postgres, cookie, rounds)
    # Beyond twelve a quarter of an hour nobody is sent a code.
    for _ in range(10 if bench.is_long else 3):
        signed_out_everywhere(fleet, sign_in(fleet).cookie)
    limited = limits_count_together(fleet)
    crowd.end()
    return f"{fresh}; signed in and out everywhere at once; {limited}"


def signed_out_everywhere(fleet, cookie):
    doors = [server.client(cookie=cookie) for server in fleet.servers]
    require(all(door.get("/skrivebord").status == 200 for door in doors), "a session of one process is none in another")
    leaving = random.choice(doors)
    require(leaving.post("/log-ud", {}).status == 303, "nobody can sign out")
    for door in doors:
        require(door.get("/skrivebord").location.endswith("/log-ind"), "signed out of one process, and not of another")
        door.close()


def limits_count_together(fleet):
    """Thirty dialogues an hour may be started from a network, through however many processes."""
    def ask(where, number):
        client = fleet.servers[number % 3].client(where)
        status = client.post("/start", {"subject": "x", "text": "x", "kind": "idea"}).status
        client.close()
        return status

    for _ in range(2):
        where, hour = network(), time.time() // 3600
        with concurrent.futures.ThreadPoolExecutor(9) as pool:
            counts = collections.Counter(pool.map(lambda number, where=where: ask(where, number), range(60)))
        if time.time() // 3600 == hour:
            break
    require(counts == {303: 30, 429: 30}, f"of 60 starts where 30 are allowed: {dict(counts)}")
    return "30 of 60 starts from one network let through by three processes together"


class Publisher:
    """Staff who shows a dialogue to everybody, and takes it back, each time through another process."""

    def __init__(self, fleet, postgres, cookie):
        self.doors = [server.client(cookie=cookie) for server in fleet.servers]
        rows = postgres.sql(
            """SELECT d.reference FROM dialogue d JOIN person p ON p.id = d.owner_id
               WHERE p.email = 'fatima@example.dk' AND d.visibility = 'everyone' AND d.consent <> 'private' ORDER BY d.id DESC LIMIT 1""")
        require(rows, "nothing of Fatima's is public")
        self.reference = rows[0][0]

    def form(self, door, path):
        page = door.get(path)
        require(page.status == 200, f"{path} gave {page.status}")
        return page.text

    def publish(self, number):
        """A heading that was never there before; it."""
        door, path = self.doors[number % 3], f"/skrivebord/{self.reference}/offentlig"
        page, subject = self.form(door, path), f"Overskrift nummer {number} x{random.randrange(10**6)}"
        fields = {"keepNames": "ja"}
        for tag in re.findall(r"<input[^>]*>", page):
            value = dict(re.findall(r'(name|value)="([^"]*)"', tag))
            if re.search(r'type="(hidden|text|checkbox)"', tag):
                fields[value["name"]] = html.unescape(value["value"])
            elif value["name"].startswith("flag-"):
                fields[value["name"]] = "hide"
        answer = door.post(path, fields | {"subject": subject})
        require(answer.status == 303 and "?gemt" in answer.location, f"publishing gave {answer.status}: {answer.text}")
        return subject

    def take_back(self, number):
        door = self.doors[number % 3]
        page = self.form(door, f"/skrivebord/{self.reference}")
        form = re.search(r'(?s)<form[^>]*action="([^"]*/traek-tilbage)".*?</form>', page)
        key = re.search(r'name="key" value="([^"]*)"', form[0])[1]
        require(door.post(form[1], {"key": key}).status == 303, "taking back failed")


def pages_are_fresh(fleet, postgres, cookie, rounds):
    """What was changed through one process is seen through all of them by whoever asks afterwards."""
    staff = Publisher(fleet, postgres, cookie)
    readers = [server.client() for server in fleet.servers]
    own, everything = f"/dialoger/{staff.reference}", "/dialoger"
    subject, looked = None, 0
    for number in range(rounds):
        # Kept by all three.
        for reader in readers:
            for path in [own, everything]:
                reader.get(path)
        if number % 3 == 2:
            staff.take_back(number)
            old, subject = subject, None
        else:
            old, subject = subject, staff.publish(number)
        for reader in readers:
            for path in [own, everything]:
                text = reader.get(path).text
                looked += 1
                require(subject is None or subject in text, f"{path} does not show what was published a moment ago")
                require(old is None or old not in text, f"{path} still shows what was taken back")
    for client in readers + staff.doors:
        client.close()
    return f"{rounds} changes in turn through each seen at once in all of {looked} pages"
