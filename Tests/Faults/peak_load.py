"""Load for the peak test, in a process of its own. usage: peak_load.py PORT SECONDS ACTS PAGES (both a second)

Prints one line of JSON: how long each act and each page took from the moment it was due, what was acknowledged, what went wrong.
"""

import json
import queue
import random
import sys
import threading
import time

from citizens import Citizen, Ledger, network
from harness import Client

port, seconds, acts, pages = (int(argument) for argument in sys.argv[1:5])
PAGES = ["/", "/omraader", "/omraader/jyderup", "/dialoger", "/saadan-virker-det", "/start", "/find?q=Jyderup", "/dialoger.atom"]


class Server:
    """What `Citizen` needs to know of one."""

    def client(self, who=None, **options):
        return Client(port, who, **options)


class Lane:
    """Work that is due at fixed moments, and threads that do it."""

    def __init__(self, rate, threads, work):
        self.due, self.times, self.wrong = queue.Queue(), [], []
        self.rate, self.work = rate, work
        self.threads = [threading.Thread(target=self.live) for _ in range(threads)]

    def live(self):
        state = {}
        while True:
            due = self.due.get()
            if due is None:
                return
            try:
                self.work(state)
            except Exception as error:
                self.wrong.append(repr(error)[:200])
            self.times.append(time.monotonic() - due)

    def run(self, start):
        for thread in self.threads:
            thread.start()
        for number in range(self.rate * seconds):
            moment = start + number / self.rate
            time.sleep(max(0, moment - time.monotonic()))
            self.due.put(moment)
        for _ in self.threads:
            self.due.put(None)
        for thread in self.threads:
            thread.join()


ledger = Ledger()


def act(state):
    """Sends a message into a dialogue; every twentieth starts a new one first, which is four forms and counts as one act."""
    if state.get("left", 0) == 0:
        state["citizen"] = state.get("citizen") or Citizen(Server(), ledger)
        state["token"], state["left"] = state["citizen"].start(), 20
        if not state["token"]:
            state["left"] = 0
            raise RuntimeError("a dialogue could not be started")
        return
    state["left"] -= 1
    if not state["citizen"].reply(state["token"]):
        raise RuntimeError("a message could not be sent")


def page(state):
    client = state.setdefault("client", Client(port, network()))
    path = random.choice(PAGES)
    # Every tenth is a page nobody has asked for, which is made anew.
    status = client.get(path + (f"?n={random.random()}" if "?" not in path and random.random() < 0.1 else "")).status
    if status != 200:
        raise RuntimeError(f"{path} gave {status}")


lanes = [Lane(acts, 16, act), Lane(pages, 16, page)]
start = time.monotonic() + 0.5
runners = [threading.Thread(target=lane.run, args=(start,)) for lane in lanes]
for runner in runners:
    runner.start()
for runner in runners:
    runner.join()
odd = [f"{path.split('/')[1]} gave {status}" for path, status, _ in ledger.odd + ledger.unavailable]
print(json.dumps({
    "acts": lanes[0].times, "pages": lanes[1].times, "started": ledger.started, "replied": ledger.replied,
    "wrong": lanes[0].wrong + lanes[1].wrong + odd}))
