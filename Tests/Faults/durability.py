"""What was acknowledged survives the process, the power and a full disk."""

import contextlib
import os
import random
import sqlite3
import statistics
import subprocess
import time

import books
from citizens import Citizen, Crowd, Ledger, ask_again
from disk import Disk
from harness import Failed, Skipped, need_root, require, wait_until
from preload import compiled

READY_SECONDS = 5
READY_MEDIAN = 2


def kill_in_the_middle_of_writing(bench):
    """kill -9 while many people write."""
    rounds = 200 if bench.is_long else 6
    server, ledger = bench.server(), Ledger()
    marks = books.before(server.database)
    server.start()
    ready, doubts = [], 0
    for _ in range(rounds):
        crowd = Crowd(server, ledger, count=16 if bench.is_long else 8)
        time.sleep(random.uniform(0.05, 0.8))
        server.kill()
        crowd.end()
        books.settle(server.database, marks, ledger)
        ready.append(server.start())
        require(ready[-1] <= READY_SECONDS, f"ready only after {ready[-1]:.1f} s")
        doubts += ask_again(server, ledger)
    server.stop()
    acknowledged = books.settle(server.database, marks, ledger)
    require(acknowledged >= rounds, f"only {acknowledged} acts were acknowledged: the load was no load")
    require(statistics.median(ready) <= READY_MEDIAN, f"ready only after {statistics.median(ready):.1f} s in the median")
    require(not ledger.odd, f"{len(ledger.odd)} unexpected answers, such as {ledger.odd[:1]}")
    return (f"{rounds} rounds, {acknowledged} acknowledged ({doubts} of them on asking again), 0 lost, 0 halved; "
            f"ready again after {statistics.median(ready):.2f} s, at most {max(ready):.2f} s")


def power_cut_in_the_middle_of_writing(bench, **environment):
    """The disk goes dark while eight people write, and comes back with what had reached it."""
    need_root("mkfs.ext4", "mount", "umount")
    rounds = 50 if bench.is_long else 2
    disk = Disk(bench)
    server, ledger = bench.server(bench.database(disk.path), **environment), Ledger()
    marks = books.before(server.database)
    # The small demo itself was written long ago, as far as this disk is concerned.
    os.sync()
    ready, late, late_lost = [], 0, 0
    for _ in range(rounds):
        ready.append(server.start())
        require(ready[-1] <= READY_SECONDS, f"ready only after {ready[-1]:.1f} s")
        ask_again(server, ledger)
        crowd = Crowd(server, ledger)
        time.sleep(random.uniform(0.6, 1.4))
        # Whoever had an answer before the cut counts on it. While it happens the machine, unlike a real one, still talks.
        before_cut = ledger.mark()
        disk.cut_power()
        time.sleep(0.2)
        server.kill()
        crowd.end()
        disk.unmount()
        disk.mount()
        meanwhile = ledger.take_back(before_cut)
        late += sum(meanwhile.mark())
        with books.opened(server.database) as rows:
            late_lost += len(books.lost(rows, meanwhile))
        books.settle(server.database, marks, ledger)
    server.start()
    server.stop()
    acknowledged = books.settle(server.database, marks, ledger)
    require(acknowledged >= rounds, f"only {acknowledged} acts were acknowledged: the load was no load")
    return (f"{rounds} cuts, {acknowledged} acknowledged before, 0 lost, 0 halved; {late} answered while it happened, "
            f"{late_lost} of them lost; "
            f"ready again after {statistics.median(ready):.2f} s")


def power_cut_is_a_test(bench):
    """The same with a C library that only says it wrote to the disk must lose something, or the test above shows nothing."""
    library = compiled(bench, "lie", "int fsync(int d) { return 0; }\nint fdatasync(int d) { return 0; }\n")
    try:
        power_cut_in_the_middle_of_writing(bench, LD_PRELOAD=library)
    except Failed as loss:
        require("lost" in str(loss) or "problems" in str(loss) or "ended" in str(loss), f"it failed, but of something else: {loss}")
        return f"without fdatasync it fails, as it should: {str(loss)[:90]}…"
    raise Failed("nothing was lost without fdatasync: the power cut cuts nothing")


def full_disk(bench):
    """No room left: writing says so, reading goes on, and it recovers by itself."""
    need_root("mount", "umount")
    path = os.path.join(bench.folder, "small")
    os.mkdir(path)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", path], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Skipped(f"needs tmpfs ({done.stderr.strip()})")
    bench.later(lambda: subprocess.run(["umount", path], capture_output=True, check=False))
    server, ledger = bench.server(bench.database(path)), Ledger()
    marks = books.before(server.database)
    server.start()
    citizen = Citizen(server, ledger)
    token = citizen.start()
    require(token, "nobody could start a dialogue while there was room")
    room = os.statvfs(path)
    with open(os.path.join(path, "filler"), "wb") as filler:
        filler.write(b"x" * max(0, room.f_bavail * room.f_bsize - 200_000))
    crowd = Crowd(server, ledger, count=4)
    try:
        wait_until(lambda: len(ledger.unavailable) >= 20 or ledger.odd, 30, "the disk never got full")
    finally:
        crowd.end()
    require(not ledger.odd, f"not every refusal was 503: {[odd[:2] for odd in ledger.odd[:3]]}")
    refused = len(ledger.unavailable)
    for path_asked, _, text in ledger.unavailable:
        require("Det kan vi ikke lige nu" in text, f"the 503 page of {path_asked.split('/')[1]} says nothing: {text[:200]}")
    reader = server.client()
    reads = ["/", "/omraader", "/omraader/jyderup?n=1", f"/d/{token}", "/en/start", "/healthz", "/find?q=Jyderup"] * 10
    failed = [page.split("?")[0].split("/")[1] for page in reads if reader.get(page).status != 200]
    require(not failed, f"{len(failed)} of {len(reads)} pages could not be read: {sorted(set(failed))}")
    with contextlib.suppress(OSError), open(os.path.join(path, "filler"), "ab", buffering=0) as filler:
        while filler.write(b"x" * 4096):
            pass
    # It asks the database every few seconds only, and a very small write may find room that a failed one left.
    began = time.monotonic()
    wait_until(lambda: reader.get("/readyz").status == 503, 15, "/readyz says ready with a full disk", pause=0.2)
    not_ready = time.monotonic() - began
    english = reader.post("/en/start", {"subject": "x", "text": "x", "kind": "idea"}, headers={"X-Forwarded-For": "10.255.0.1"})
    require(english.status == 503 and "We cannot do that just now" in english.text, f"the English page is missing ({english.status})")
    os.remove(os.path.join(path, "filler"))
    subprocess.run(["mount", "-o", "remount,size=64m", path], check=True)
    began = time.monotonic()
    wait_until(lambda: reader.get("/readyz").status == 200, 15, "/readyz does not say ready after room was made", pause=0.2)
    ready = time.monotonic() - began
    require(citizen.reply(token) and citizen.start(), "writing did not work again after room was made")
    server.stop()
    acknowledged = books.settle(server.database, marks, ledger)
    return (f"{refused} refused with a page, {len(reads)} of {len(reads)} reads fine, /readyz 503 after {not_ready:.1f} s, "
            f"200 again after {ready:.1f} s, {acknowledged} acknowledged, 0 lost")


def the_books_notice(bench):
    """Breaks a good database on purpose: what the checks above do not see, they do not check."""
    server, ledger = bench.server(), Ledger()
    marks = books.before(server.database)
    server.start()
    citizen = Citizen(server, ledger, has_phone_only=True)
    for _ in range(3):
        token = citizen.start()
        require(token and citizen.reply(token) and citizen.send_file(token), "nobody could write")
    server.stop()
    books.settle(server.database, marks, ledger)
    last = "(SELECT MAX(id) FROM dialogue)"
    breaks = {
        "a lost message": "UPDATE message SET text = 'x' WHERE id = (SELECT MAX(id) FROM message)",
        "a lost dialogue": f"UPDATE dialogue SET subject = 'x' WHERE id = {last}",
        "no journal": f"DELETE FROM event WHERE dialogue_id = {last} AND kind = 'replied'",
        "a line without words": f"UPDATE event SET message_id = NULL WHERE dialogue_id = {last} AND kind = 'replied'",
        "a mail lost": "DELETE FROM outbox WHERE id = (SELECT MAX(id) FROM outbox)",
        "a mail about nothing": "UPDATE outbox SET key = 'replied:99999999' WHERE id = (SELECT MAX(id) FROM outbox)",
        "a file lost": "DELETE FROM attachment_content WHERE rowid = (SELECT MAX(rowid) FROM attachment_content)",
        "no address": f"DELETE FROM access WHERE dialogue_id = {last}",
        "no key": "DELETE FROM command WHERE rowid = (SELECT MAX(rowid) FROM command WHERE key GLOB '[0-9]*:key*')",
        "a draft that is not sent": f"UPDATE draft SET dialogue_id = NULL WHERE dialogue_id = {last}",
        "a dialogue twice": f"UPDATE dialogue SET subject = (SELECT subject FROM dialogue WHERE id = {last} - 1) WHERE id = {last}",
    }
    for name, statement in breaks.items():
        broken = os.path.join(bench.folder, "broken.db")
        with books.opened(server.database) as good, contextlib.closing(sqlite3.connect(broken)) as copy:
            good.backup(copy)
            for (trigger,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                copy.execute(f"DROP TRIGGER {trigger}")
            copy.execute(statement)
            copy.commit()
        require(books.problems(broken, marks, ledger), f"not noticed: {name}")
        os.remove(broken)
    return f"{len(breaks)} of {len(breaks)} broken databases noticed"
