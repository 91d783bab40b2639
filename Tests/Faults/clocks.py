"""What happens by itself happens once, although each of three processes has a clock."""

import collections
import datetime
import time

from harness import require, wait_until
from mail import Peer, python_with_peer
from postgres import Postgres
from preload import WallClock
from processes import Fleet

QUESTIONS = 5


def september():
    """Noon of a Tuesday in the September to come: nothing is a holiday then."""
    now = datetime.datetime.now(datetime.timezone.utc)
    day = datetime.datetime(now.year + (now.month > 8), 9, 1, 10, tzinfo=datetime.timezone.utc)
    return day + datetime.timedelta(days=(1 - day.weekday()) % 7)


def three_clocks(bench):
    """Reminders once a working day to each who is late, and the four-week question once."""
    python, clock = python_with_peer(), WallClock(bench)
    postgres = Postgres(bench)
    postgres.fill()
    prepare(postgres)
    peer = Peer(bench, python)
    peer.begin()
    fleet = Fleet(bench, postgres, KRUMTAP_MAIL=f"smtp://127.0.0.1:{peer.port}", KRUMTAP_MAIL_SECURITY="none", **clock.environment)
    tuesday = september()
    wednesday = tuesday + datetime.timedelta(days=1)
    late, asked = expected(postgres, tuesday)
    require(len(late) >= 2 and len(asked) >= QUESTIONS, f"{len(late)} late, {len(asked)} to be asked: too few to show anything")
    # A clock's first round is at the start. The second of a day finds nothing left to do.
    for reminders, moment in [(1, tuesday), (1, tuesday), (2, wednesday)]:
        clock.put(moment)
        fleet.each(lambda server: server.start())
        at_rest(postgres)
        fleet.each(lambda server: server.stop())
        came = mails(postgres, peer)
        for kind, people, times in [("due_promises", late, reminders), ("judge", asked, 1)]:
            wrong = {who: came[kind, who] for who in people if came[kind, who] != times}
            require(not wrong, f"{kind} on {moment:%A}: {wrong} instead of {times} each")
            many = [who for (other, who), count in came.items() if other == kind and count > times]
            require(not many, f"{kind} on {moment:%A} too often to {many}")
    return f"{len(late)} people reminded once a day, {len(asked)} questions put once, by nine starts of three clocks on two days"


def prepare(postgres):
    """Some that are late and some whose four weeks are over, whatever the demo made."""
    postgres.sql(
        f"""UPDATE dialogue SET judgement_asked_at = NULL WHERE id IN (
                SELECT d.id FROM dialogue d JOIN person p ON p.id = d.starter_id
                WHERE d.stage = 'closed' AND d.ground NOT IN ('withdrawn', 'unreachable') AND p.email IS NOT NULL LIMIT {QUESTIONS})""")


def expected(postgres, day):
    late = postgres.sql(
        f"""SELECT DISTINCT p.id FROM dialogue d JOIN person p ON p.id = d.owner_id
            WHERE d.closed_at IS NULL AND d.due_on < '{day:%Y-%m-%d}' AND p.email IS NOT NULL""")
    asked = postgres.sql(
        """SELECT d.starter_id || ' ' || d.id FROM dialogue d JOIN person p ON p.id = d.starter_id
           WHERE d.stage = 'closed' AND d.judgement_asked_at IS NULL AND d.ground NOT IN ('withdrawn', 'unreachable')
               AND p.email IS NOT NULL""")
    return [row[0] for row in late], [row[0] for row in asked]


def at_rest(postgres):
    time.sleep(1)
    wait_until(
        lambda: postgres.sql("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'") == [["0"]], 20, "mails wait", pause=0.2)


def mails(postgres, peer):
    """How many mails of each kind came to each person (and about each dialogue)."""
    rows = postgres.sql(
        """SELECT id, kind, recipient_id || CASE kind WHEN 'judge' THEN ' ' || dialogue_id ELSE '' END FROM outbox""")
    known = {row[0]: (row[1], row[2]) for row in rows}
    return collections.Counter(known[peer.number(mail)] for mail in peer.mails())
