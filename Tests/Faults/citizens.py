"""Citizens who start dialogues and write in them through the forms, and remember what was acknowledged."""

import contextlib
import http.client
import itertools
import threading
import uuid

from harness import Failed, require

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
        self.odd = []

    def note(self, where, what):
        with self.lock:
            where.append(what)

    def mark(self):
        """How much is acknowledged by now."""
        with self.lock:
            return len(self.started), len(self.replied)

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

    def post(self, path, form, doubt=None):
        """The answer when it is a redirect. What got no answer may or may not have happened, and is asked again later."""
        try:
            answer = self.client.post(path, form)
        except (OSError, http.client.HTTPException):
            if doubt:
                self.ledger.note(self.ledger.in_doubt, (doubt, path, form))
            return None
        if answer.status == 303:
            return answer
        self.ledger.note(self.ledger.unavailable if answer.status == 503 else self.ledger.odd, (path, answer.status, answer.text))
        return None


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
            with contextlib.suppress(Failed):
                token = citizen.start()
                for _ in range(4):
                    if token is None or self.is_over.is_set() or not citizen.reply(token):
                        break
            if not self.server.is_alive():
                self.is_over.wait(0.02)
        citizen.client.close()

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join(40)


def ask_again(server, ledger):
    """Sends again what got no answer, as a person would: each must now be acknowledged, and happen once."""
    doubts, ledger.in_doubt = ledger.in_doubt, []
    client = server.client()
    for (kind, what), path, form in doubts:
        client.network = network()
        answer = client.post(path, form)
        require(answer.status == 303, f"asked again after a crash, {kind} gave {answer.status}: {answer.text[:200]}")
        if kind == "start":
            ledger.started.append((what, answer.location.split("/")[2]))
        else:
            ledger.replied.append((path.split("/")[2], what, form["key"]))
    client.close()
    return len(doubts)
