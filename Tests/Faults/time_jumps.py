"""A clock that is wrong, or is put forth and back while the program runs: what ended stays ended, and nobody is told twice."""

import collections
import contextlib
import datetime
import glob
import os
import re
import sqlite3
import time
from email.utils import parsedate_to_datetime

import books
from citizens import Citizen, Ledger, network, sign_in
from harness import require, wait_until
from preload import WallClock

HOUR, DAY = 3600, 86_400
UTC = datetime.timezone.utc
MADE_LONG_AGO = int(time.time() * 1000)
# By hand: 50 minutes past 21 and 10 past 22 in UTC are the same Danish day in winter, and not in summer. All are Mondays.
LATE = {"winter": ("2027-01-11 21:50", "2027-01-11 22:10", 0), "summer": ("2027-06-14 21:50", "2027-06-14 22:10", 1)}
MOMENTS = {
    "400 days ahead": 400 * DAY, "400 days behind": -400 * DAY, "the last second of 29 February": "2028-02-29 22:59:58",
    "the night without an hour": "2027-03-28 00:59:58", "the night with an hour twice": "2027-10-31 00:59:58",
}
MORE_MOMENTS = {"29 February": "2028-02-29 11:00", "the end of the second hour": "2027-10-31 01:59:58", "New Year": "2027-12-31 22:59:58"}


def believes(server, clock):
    """The program's clock, from its Date header, is the one that was put."""
    client = server.client()
    said = parsedate_to_datetime(client.get("/healthz").fields["date"]).timestamp()
    client.close()
    return abs(said - clock.now()) < 5


def newest(path, query):
    with books.opened(path) as rows:
        return rows.execute(query).fetchone()


def start_at_any_time(bench):
    """400 days off either way, on 29 February, and over the nights when the clocks change."""
    clock, ledger = WallClock(bench), Ledger()
    moments = MOMENTS | (MORE_MOMENTS if bench.is_long else {})
    for name, when in moments.items():
        clock.put(when)
        server = bench.server(bench.database(), **clock.environment)
        marks = books.before(server.database)
        server.start()
        wait_until(lambda: believes(server, clock), 5, f"the clock is not put ({name})")
        mine, end = Ledger(), time.monotonic() + (3 if isinstance(when, str) and when.endswith(":58") else 0)
        citizen = Citizen(server, mine, has_phone_only=True)
        while True:
            token = citizen.start()
            require(token and citizen.reply(token), f"nobody could write ({name}): {mine.odd[-1:]}")
            pages = ["/", f"/d/{token}", "/omraader/jyderup?n=1", f"/d/{token}/kvittering", "/dialoger", "/readyz"]
            broken = [page.split("/")[1] for page in pages if citizen.client.get(page).status != 200]
            require(not broken, f"{broken} could not be read ({name})")
            if time.monotonic() > end:
                break
        server.stop()
        books.settle(server.database, marks, mine)
        (at,) = newest(server.database, "SELECT at FROM event WHERE kind = 'replied' ORDER BY id DESC LIMIT 1")
        require(abs(at / 1000 - clock.now()) < 60, f"the journal does not have the moment in UTC ({name})")
        require("Fatal" not in server.log(), server.log()[-300:])
    promises = {}
    for season, (before, after, days) in LATE.items():
        dues = []
        for when in (before, after):
            clock.put(when)
            server = bench.server(bench.database(), **clock.environment)
            server.start()
            require(Citizen(server, ledger, has_phone_only=True).start(), "nobody could start a dialogue")
            server.stop()
            dues.append(datetime.date.fromisoformat(newest(server.database, "SELECT due_on FROM dialogue ORDER BY id DESC LIMIT 1")[0]))
        promises[season] = (dues[1] - dues[0]).days
        require(promises[season] == days, f"promises made at {before} and {after} UTC ({season}) are for {dues}")
    return f"{len(moments)} moments, each with pages, a dialogue and a message; promises turn at midnight in Denmark, summer and winter"


def index_at_night(bench):
    """The search index is put together in the fifth hour of the night, and not in the one before or after."""
    clock, ledger, seen = WallClock(bench), Ledger(), []
    server = bench.server(**clock.environment)
    # Noon, then 03:30, 05:30 and 04:30 in Denmark, in winter.
    for when in ["2027-01-11 11:00", "2027-01-12 02:30", "2027-01-12 04:30", "2027-01-12 03:30"]:
        clock.put(when)
        server.start()
        wait_until(lambda: believes(server, clock), 5, "the clock is not put")
        if not seen:
            # Each is a piece of its own.
            require(all(Citizen(server, ledger, has_phone_only=True).start() for _ in range(3)), "nobody could start a dialogue")
        elif len(seen) == 3:
            wait_until(lambda: is_together(server.database), 20, "the index is not put together", pause=0.2)
        else:
            time.sleep(2)
        found = server.client().get("/soeg?q=skole")
        require(found.status == 200 and "<mark>" in found.text, "search finds nothing")
        require("problem" not in server.log(), server.log()[-300:])
        server.stop()
        seen.append(pieces(server.database))
    noon, early, late, night = seen
    require(noon > 2 and early == late == noon and night <= 2, f"pieces at noon, before, after and in the hour: {seen}")
    return f"{noon} pieces at noon, half past three and half past five, {night} at half past four"


def is_together(path):
    # A copy taken while it is written may be torn.
    with contextlib.suppress(sqlite3.DatabaseError):
        return pieces(path) <= 2
    return False


def pieces(path):
    return newest(path, "SELECT COUNT(DISTINCT segid) FROM search_document_index_idx")[0]


def state_of(server, part):
    answer = server.client().get("/readyz")
    return answer.status, (re.search(rf"(?m)^{part}\W+(\w+)", answer.text) or [None, None])[1]


def clock_put_while_running(bench):
    """An hour and a day forth and back: what ran out stays out, a clock behind the journal is told, writing goes on."""
    clock, ledger = WallClock(bench), Ledger()
    server = bench.server(**clock.environment)
    marks = books.before(server.database)
    server.start()
    citizen = Citizen(server, ledger)
    token = citizen.start()

    def put(when):
        clock.put(when)
        wait_until(lambda: believes(server, clock), 5, "the clock is not put")
        require(citizen.start() and citizen.reply(token), f"nobody could write with the clock {when / HOUR:+.0f} h: {ledger.odd[-1:]}")

    def is_in(desk):
        return desk.get("/skrivebord").status == 200

    for jump in [HOUR, DAY]:
        # A clock behind the journal, and right again.
        require(state_of(server, "clock") == (200, "fine"), f"/readyz says {state_of(server, 'clock')} with a right clock")
        put(-jump)
        wait_until(lambda: state_of(server, "clock") == (200, "attention"), 10, "/readyz says nothing of a clock behind the journal")
        put(0)
        wait_until(lambda: state_of(server, "clock") == (200, "fine"), 10, "/readyz still complains of a clock that is right")
        # A session that ran out, and a code.
        desk, browser = sign_in(server), server.client(network())
        asked = browser.post("/log-ind", {"email": "ole@example.dk"}).cookie("krumtap-browser")
        require(is_in(desk), "nobody is signed in")
        put(jump)
        if jump == HOUR:
            require(is_in(desk), "a session of an hour has ended")
            clock.put(3 * HOUR + 60)
            wait_until(lambda: believes(server, clock), 5, "the clock is not put")
        require(not is_in(desk), "a session lives on after its time")
        late = browser.post("/log-ind/kode", {"code": "123456"}, headers={"Cookie": f"krumtap-browser={asked}"})
        require("udloebet" in late.location, f"a code lives on after its time: {late.status}")
        ahead = sign_in(server, "it@example.dk")
        require(is_in(ahead), "nobody can sign in with the clock ahead")
        put(0)
        require(not is_in(desk), "a session that had ended lives again")
        late = browser.post("/log-ind/kode", {"code": "123456"}, headers={"Cookie": f"krumtap-browser={asked}"})
        require("udloebet" in late.location, f"a code that had run out lives again: {late.status}")
        require(not is_in(ahead), "a session from the future lives longer than any other")
        wait_until(lambda: state_of(server, "clock") == (200, "attention"), 10, "/readyz says nothing of a journal from the future")
        # What was written meanwhile lies in the future: that is over when the clock gets there, or the test does.
        server.stop()
        citizen.client.close()
        forget_the_future(server.database, clock)
        server.start()
    server.stop()
    acknowledged = books.settle(server.database, marks, ledger)
    return f"an hour and a day forth and back, {acknowledged} acknowledged meanwhile; ended sessions and codes stay ended"


def forget_the_future(path, clock):
    """Lets the journal's lines from the future have been written now."""
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    now = int(clock.now() * 1000)
    connection.execute("UPDATE event SET at = ? WHERE at > ?", (now, now))
    for _, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()


def reminded_once(bench):
    """Reminders come once a day to each, however the days go forth and back, also over a restart."""
    clock = WallClock(bench)
    server = bench.server(**clock.environment)
    monday = september()
    tuesday, hour = monday + datetime.timedelta(days=1), datetime.timedelta(hours=1)
    steps = [monday, monday + hour, tuesday, monday, monday - hour, tuesday, monday]
    told = {}
    for number, step in enumerate(steps):
        clock.put(step)
        # What happens by itself comes round at the start, and every five minutes.
        server.start()
        wait_until(lambda: believes(server, clock), 5, "the clock is not put")
        wait_until(lambda: server.client().get("/readyz").text and not waiting(server), 20, "mails are not sent")
        if bench.is_long and number in (2, 3):
            clock.put(step + datetime.timedelta(days=1))
            time.sleep(310)
        server.stop()
        told = reminders(server)
        doubles = [key for key, count in told.items() if count != 1]
        require(not doubles, f"not told once, but otherwise: {[(key, told[key]) for key in doubles[:3]]}")
    days = collections.Counter(key.rsplit(":", 1)[1] for key in told if key.startswith("due_promises:"))
    expected = {f"{day:%Y-%m-%d}" for day in [monday, tuesday] + [tuesday + datetime.timedelta(days=1)] * bench.is_long}
    require(set(days) == expected and len(set(days.values())) == 1, f"reminders by day: {dict(days)}")
    people = days.total() // len(days)
    return f"{len(steps)} starts over two days, forth and back: {days.total()} reminders, each day one to each of {people} people"


def september():
    """Ten o'clock of a Monday in the September to come: nothing is a holiday then, and what is open is late."""
    now = datetime.datetime.now(UTC)
    day = datetime.datetime(now.year + (now.month > 8), 9, 1, 8, tzinfo=UTC)
    return day + datetime.timedelta(days=-day.weekday() % 7)


def waiting(server):
    """Mails that were not sent yet, whatever the program believes the time to be."""
    connection = sqlite3.connect(f"file:{server.database}?mode=ro", uri=True, timeout=10)
    try:
        return connection.execute("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'").fetchone()[0]
    finally:
        connection.close()


def reminders(server):
    """How often each mail of those that come by themselves was sent, by its key: 1 for all, when all is well."""
    sent = collections.Counter(int(path.rsplit(".", 2)[1]) for path in glob.glob(os.path.join(server.mails, "*.eml")))
    with books.opened(server.database) as rows:
        return {key: sent[number] for number, key in rows.execute(
            "SELECT id, key FROM outbox WHERE kind = 'due_promises' OR (kind = 'judge' AND created_at > ?)", (MADE_LONG_AGO,))}
