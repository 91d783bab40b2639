"""Citizens who start dialogues and write in them through the forms, and remember what was acknowledged."""

import contextlib
import glob
import http.client
import itertools
import os
import random
import re
import threading
import time
import uuid

from harness import Failed, require, wait_until

numbers = itertools.count(1)


def network():
    """A network nobody has used: the limits count per network."""
    number = next(numbers)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def new_mark():
    """Words nobody wrote before. Of letters alone: ten digits in a row could be a CPR number, and would be asked about."""
    return uuid.uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))


class Ledger:
    """What the program has acknowledged, and what it was asked and did not answer."""

    def __init__(self):
        self.lock = threading.Lock()
        self.started = []
        self.replied = []
        self.in_doubt = []
        self.unavailable = []
        self.cut_off = []
        self.odd = []
        # How long each form waited for its answer.
        self.seconds = []

    def note(self, where, what):
        with self.lock:
            where.append(what)

    def mark(self):
        """How much is acknowledged by now."""
        with self.lock:
            return len(self.started), len(self.replied)

    def wait_for(self, more):
        """Until so many more acts are acknowledged: a busy machine takes its time."""
        enough = sum(self.mark()) + more
        wait_until(lambda: sum(self.mark()) >= enough, 60, f"not even {more} acts were acknowledged: the load is no load")

    def take_back(self, mark):
        """What was acknowledged after a mark, and is not counted on any more."""
        late = Ledger()
        late.started, late.replied = self.started[mark[0]:], self.replied[mark[1]:]
        del self.started[mark[0]:], self.replied[mark[1]:]
        addresses = {f"/d/{token}/besked" for _, token in late.started}
        self.in_doubt = [doubt for doubt in self.in_doubt if doubt[1] not in addresses]
        return late


class Citizen:
    """One person at one browser."""

    def __init__(self, server, ledger, has_phone_only=False):
        self.ledger = ledger
        self.client = server.client(network())
        self.has_phone_only = has_phone_only

    def start(self):
        """Starts a dialogue through the whole form; the token of its address, or nil when it was not acknowledged."""
        mark = new_mark()
        subject = f"Cykelsti {mark}"
        self.client.network = network()
        first = self.post("/start", {"subject": subject, "text": f"Vi mangler en cykelsti. {mark}", "kind": "idea"})
        if first is None:
            return None
        where = first.location
        contact = {"name": "Anna Prøve", "behalf": "self"}
        contact |= {"phone": "59001234"} if self.has_phone_only else {"email": f"{mark}@example.dk"}
        if self.post(where, {"scope": "area", "area": "jyderup", "place": "Skarridsøgade"}) is None:
            return None
        if self.post(where.replace("/hvor", "/svar"), contact) is None:
            return None
        answer = self.post(where.replace("/hvor", "/send"), {}, doubt=("start", subject))
        if answer is None:
            return None
        require(answer.location.endswith("/kvittering"), f"no receipt after sending, but {answer.location}")
        token = answer.location.split("/")[2]
        self.ledger.note(self.ledger.started, (subject, token))
        return token

    def reply(self, token):
        mark = new_mark()
        text, key = f"En ting mere. {mark}", "key" + mark
        if self.post(f"/d/{token}/besked", {"text": text, "key": key}, doubt=("reply", text)) is not None:
            self.ledger.note(self.ledger.replied, (token, text, key))
            return True
        return False

    def send_file(self, token):
        """A message with a file of plain text; the file's content when it was acknowledged."""
        mark = new_mark()
        text, key = f"Se bilaget. {mark}", "key" + mark
        if self.post(f"/d/{token}/besked", {"text": text, "key": key}, doubt=("file", text)) is not None:
            self.ledger.note(self.ledger.replied, (token, text, key))
            return content_for(text)
        return None

    def post(self, path, form, doubt=None):
        """The answer when it is a redirect. What got no answer may or may not have happened, and is asked again later."""
        began = time.monotonic()
        try:
            answer = ask(self.client, path, form, doubt and doubt[0])
        except (OSError, http.client.HTTPException):
            if doubt:
                self.ledger.note(self.ledger.in_doubt, (doubt, path, form))
            return None
        finally:
            self.ledger.note(self.ledger.seconds, time.monotonic() - began)
        if answer.status == 303:
            return answer
        where = {502: self.ledger.cut_off, 503: self.ledger.unavailable, 504: self.ledger.cut_off}.get(answer.status, self.ledger.odd)
        self.ledger.note(where, (path, answer.status, answer.text))
        # A proxy that lost the program, and a program that lost its database, cannot always know.
        if doubt and where is not self.ledger.odd:
            self.ledger.note(self.ledger.in_doubt, (doubt, path, form))
        return None


def content_for(text):
    """What is in the file that comes with such a message."""
    return (text + "\n").encode() * 50


def ask(client, path, form, kind):
    if kind != "file":
        return client.post(path, form)
    body, content_type = multipart(form, {"files": ("bilag.txt", content_for(form["text"]))})
    return client.ask("POST", path, body=body, headers={"Content-Type": content_type})


def multipart(fields, files):
    """A form as browsers send it when it has a file input: (body, its Content-Type)."""
    border, parts = "----krumtap" + new_mark(), []
    for name, value in fields.items():
        parts.append(f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (file, content) in files.items():
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: text/plain\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"


def sign_in(server, email="fatima@example.dk"):
    """Somebody at the desk, with the code from the folder that takes the mails: a client with the session's cookie."""
    client, known = server.client(network()), set(glob.glob(os.path.join(server.mails, "*.eml")))
    asked = client.post("/log-ind", {"email": email})
    browser = asked.cookie("krumtap-browser")
    require(asked.status == 303 and browser, f"asking for a code gave {asked.status}")

    def code():
        for path in set(glob.glob(os.path.join(server.mails, "*.eml"))) - known:
            with open(path, encoding="utf-8", errors="replace") as file:
                text = file.read()
            found = re.search(r"(?m)^(\d{6})\r?$", text)
            if email in text and found:
                return found[1]
        return None

    entered = client.post(
        "/log-ind/kode", {"code": wait_until(code, 15, "no code came")}, headers={"Cookie": f"krumtap-browser={browser}"})
    require(entered.status == 303 and entered.cookie("krumtap"), f"the code gave {entered.status}")
    client.cookie = f"krumtap={entered.cookie('krumtap')}"
    return client


class Crowd:
    """Citizens in threads, until told to stop."""

    def __init__(self, server, ledger, count=8):
        self.server, self.ledger = server, ledger
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self.live, args=(number,), daemon=True) for number in range(count)]
        for thread in self.threads:
            thread.start()

    def live(self, number):
        citizen = Citizen(self.server, self.ledger, has_phone_only=number % 2 == 1)
        while not self.is_over.is_set():
            token = None
            with contextlib.suppress(Failed):
                token = citizen.start()
                for count in range(4):
                    if token is None or self.is_over.is_set() or not (citizen.send_file if count == 1 else citizen.reply)(token):
                        break
            if token is None:
                self.is_over.wait(0.02)
        citizen.client.close()

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join(40)


class Readers:
    """People who read until told to stop."""

    PATHS = ["/", "/omraader", "/omraader/jyderup", "/dialoger", "/en/start", "/find?q=Jyderup"]

    def __init__(self, server, count=3):
        self.server, self.is_over = server, threading.Event()
        self.times, self.failures = [], []
        self.threads = [threading.Thread(target=self.read, daemon=True) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def read(self):
        client = self.server.client(timeout=20)
        for path in iter(lambda: random.choice(self.PATHS), None):
            if self.is_over.is_set():
                break
            client.network = network()
            if random.random() < 0.3:
                # An address nobody asked for before is made anew.
                path += f"{'&' if '?' in path else '?'}n={random.random()}"
            began = time.monotonic()
            try:
                status = client.get(path).status
            except (OSError, http.client.HTTPException) as problem:
                status = repr(problem)
            self.times.append(time.monotonic() - began)
            if status != 200:
                self.failures.append((path, status))
            time.sleep(0.005)
        client.close()

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join(30)


def ask_again(server, ledger):
    """Sends again what got no answer, as a person would: each must now be acknowledged, and happen once."""
    doubts, ledger.in_doubt = ledger.in_doubt, []
    client = server.client()
    for (kind, what), path, form in doubts:
        client.network = network()
        answer = ask(client, path, form, kind)
        require(answer.status == 303, f"asked again after a crash, {kind} gave {answer.status}: {answer.text[:200]}")
        if kind == "start":
            ledger.started.append((what, answer.location.split("/")[2]))
        else:
            ledger.replied.append((path.split("/")[2], what, form["key"]))
    client.close()
    return len(doubts)
