"""A disk that fails in the middle of writing: writing says so, reading goes on, nothing acknowledged is lost, nothing is halved."""

import contextlib
import os
import random
import re
import shutil
import sqlite3
import subprocess
import threading
import time

import books
from citizens import Citizen, Crowd, Ledger, network, sign_in
from disk import Disk
from harness import Client, need_root, need_tools, one_line, require, wait_until
from preload import Misfortune

NOT_READY_SECONDS = 5


def every_commit_is_on_the_disk(bench):
    """A hundred acts, seen from the kernel: none is acknowledged before the disk was asked to keep it."""
    need_tools("strace")
    server, ledger = bench.server(), Ledger()
    server.start()
    citizen = Citizen(server, ledger)
    token = citizen.start()
    trace = os.path.join(bench.folder, "trace")
    tracer = subprocess.Popen(
        ["strace", "-f", "-y", "-e", "trace=fdatasync,fsync", "-o", trace, "-p", str(server.process.pid)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    bench.later(tracer.kill)
    said = tracer.stderr.readline()
    require("attached" in said, f"strace could not attach: {said}")
    acts = 100
    for number in range(acts):
        if number % 20 == 0:
            token = citizen.start()
        require(citizen.reply(token), "nobody could write")
    tracer.terminate()
    tracer.wait(10)
    server.stop()
    with open(trace, encoding="utf-8", errors="replace") as file:
        # A call that another thread's interrupts in the trace is found by its beginning.
        synced = len(re.findall(r"f(?:data)?sync\(\d+<[^>]*/krumtap\.db-wal>(?:\)\s+= 0| <unfinished)", file.read()))
    require(synced >= acts, f"the log was brought to the disk {synced} times for {acts} acts")
    return f"{acts} acts, {synced} times brought to the disk"


def refused_while(server, ledger, trouble, desk=None):
    """People write on while there is trouble; how long until `/readyz` says so, and how many were refused with a page."""
    reader = server.client()
    crowd = Crowd(server, ledger, count=4)
    try:
        time.sleep(1)
        before = ledger.mark()
        trouble()
        began = time.monotonic()
        wait_until(lambda: reader.get("/readyz").status == 503, 20, "/readyz says ready on a broken disk", pause=0.1)
        not_ready = time.monotonic() - began
        wait_until(lambda: len(ledger.unavailable) >= 20 or ledger.odd, 20, "nobody was refused")
    finally:
        crowd.end()
    require(not ledger.odd, f"not every refusal was 503: {[odd[:2] for odd in ledger.odd[:3]]}")
    for path, _, text in ledger.unavailable:
        require("Det kan vi ikke lige nu" in text, f"the 503 page of {path.split('/')[1]} says nothing: {text[:200]}")
    require(not_ready <= NOT_READY_SECONDS, f"/readyz said so only after {not_ready:.1f} s")
    pages = ["/", "/omraader", "/omraader/jyderup?n=1", "/en/start", "/healthz", "/find?q=Jyderup"] * 5
    failed = [page for page in pages if reader.get(page).status != 200]
    require(not failed, f"{len(failed)} of {len(pages)} pages could not be read: {sorted(set(failed))}")
    require(not desk or desk.get("/skrivebord").status == 200, "the town hall cannot read its desk")
    reader.close()
    return not_ready, len(ledger.unavailable), before


def ready_again(server):
    began = time.monotonic()
    client = server.client()
    wait_until(lambda: client.get("/readyz").status == 200, 15, "/readyz does not say ready after the repair", pause=0.1)
    client.close()
    return time.monotonic() - began


def write_well(server, ledger, count):
    """All of them are acknowledged."""
    citizen, token = Citizen(server, ledger), None
    for number in range(count):
        if number % 20 == 0:
            token = citizen.start()
        require(token and citizen.reply(token), f"after the repair only {number} of {count} could write: {ledger.odd[-1:]}")
    citizen.client.close()


def read_only_file_system(bench):
    """The kernel finds a fault and lets nobody write any more, in the middle of writing."""
    need_root("mkfs.ext4", "fsck.ext4", "mount", "umount")
    rounds, disk, words, late, late_lost = (20 if bench.is_long else 1), Disk(bench), [], 0, 0
    server, ledger = bench.server(bench.database(disk.path)), Ledger()
    marks = books.before(server.database)
    os.sync()
    for _ in range(rounds):
        server.start()
        ledger.unavailable.clear()
        not_ready, refused, before = refused_while(server, ledger, disk.break_down)
        words.append((not_ready, refused))
        server.kill()
        lines, code, _ = bench.refused(KRUMTAP_DATABASE=server.database)
        one_line(lines, code, server.database, "cannot be opened")
        disk.mend()
        # As when the power is cut: in the moment it happens, the kernel itself may say yes and mean no.
        meanwhile = ledger.take_back(before)
        late += sum(meanwhile.mark())
        with books.opened(server.database) as rows:
            late_lost += len(books.lost(rows, meanwhile))
        books.settle(server.database, marks, ledger)
    server.start()
    write_well(server, ledger, 20)
    server.stop()
    acknowledged = books.settle(server.database, marks, ledger)
    slowest, refused = max(seconds for seconds, _ in words), sum(count for _, count in words)
    return (f"{rounds} times: /readyz 503 after {slowest:.1f} s at most, {refused} refused with a page, a start on it refused in one line, "
            f"after the repair 20 of 20 written; {acknowledged} acknowledged, 0 lost; {late} answered while it happened, {late_lost} lost")


def read_only_file(bench):
    """Somebody takes the right to write away from a file in use, and one that was never ours to write in."""
    need_root("mkfs.ext4", "mount", "umount", "chattr")
    disk = Disk(bench)
    server, ledger = bench.server(bench.database(disk.path)), Ledger()
    marks = books.before(server.database)
    server.start()
    desk = sign_in(server)
    server.stop()
    desk.close()
    with contextlib.closing(sqlite3.connect(server.database)) as rows:
        # So long ago that the next page would write it down.
        rows.execute("UPDATE session SET last_seen_at = last_seen_at - 600000")
        rows.commit()
    server.start()
    files = [server.database, server.database + "-wal"]
    bench.later(lambda: subprocess.run(["chattr", "-i", *files], check=False))
    not_ready, refused, _ = refused_while(server, ledger, lambda: subprocess.run(["chattr", "+i", *files], check=True), desk)
    subprocess.run(["chattr", "-i", *files], check=True)
    ready = ready_again(server)
    write_well(server, ledger, 20)
    server.stop()
    acknowledged = books.settle(server.database, marks, ledger)
    # Another user's: root may write everywhere.
    os.chmod(bench.folder, 0o755)
    os.chmod(disk.path, 0o777)
    os.remove(server.database + ".lock")
    for mode in [0o444, 0o000]:
        os.chmod(server.database, mode)
        lines, code, _ = bench.refused(KRUMTAP_DATABASE=server.database, user=65534)
        one_line(lines, code, server.database, "may this user write in it?")
        if os.path.exists(server.database + ".lock"):
            os.remove(server.database + ".lock")
    return (f"/readyz 503 after {not_ready:.1f} s, {refused} refused with a page, ready {ready:.1f} s after, {acknowledged} acknowledged, "
            "0 lost; a start without the right to write refused in one line")


def disk_errors(bench):
    """Writes and fdatasync that fail with EIO and ENOSPC or are cut short, at random, hundreds of times."""
    wanted, misfortune = (3000 if bench.is_long else 250), Misfortune(bench)
    server, ledger = bench.server(**misfortune.environment), Ledger()
    marks = books.before(server.database)
    server.start()
    is_over, writers = threading.Event(), []

    def write_on(citizen, token):
        while not is_over.is_set():
            citizen.client.network = network()
            citizen.reply(token)

    for _ in range(8):
        citizen = Citizen(server, ledger)
        token = citizen.start()
        require(token, "nobody could start a dialogue while all was well")
        writers.append(threading.Thread(target=write_on, args=(citizen, token), daemon=True))
    try:
        misfortune.be(write_fails=1, no_room=1, write_is_short=10, sync_fails=10)
        for writer in writers:
            writer.start()
        wait_until(lambda: sum(ledger.mark()) + len(ledger.unavailable) >= wanted or ledger.odd, wanted / 5, "too few writes")
        require(not ledger.odd, f"neither written nor 503: {[odd[:2] for odd in ledger.odd[:3]]}")
        # Not a single one reaches the disk any more.
        reader = server.client()
        misfortune.be(sync_fails=100)
        began = time.monotonic()
        wait_until(lambda: reader.get("/readyz").status == 503, 20, "/readyz says ready on a broken disk", pause=0.1)
        not_ready = time.monotonic() - began
        misfortune.be()
        ready = ready_again(server)
    finally:
        is_over.set()
        for writer in writers:
            writer.join(40)
    require(not_ready <= NOT_READY_SECONDS, f"/readyz said so only after {not_ready:.1f} s")
    written, refused = sum(ledger.mark()), len(ledger.unavailable)
    require(min(written, refused) >= wanted / 10, f"{written} written, {refused} refused: that is no mixture")
    again = 200 if bench.is_long else 40
    write_well(server, ledger, again)
    server.kill()
    acknowledged = books.settle(server.database, marks, ledger)
    server.start()
    server.stop()
    return (f"{written} written, {refused} refused with a page; /readyz 503 after {not_ready:.1f} s, 200 after {ready:.1f} s, then {again} "
            f"of {again} written; {acknowledged} acknowledged, 0 lost, 0 halved")


def log_cut_short(bench):
    """A copy whose log was cut off, or ends in rubbish, as after a power cut: what was acknowledged up to there, and nothing halved."""
    acts = 60 if bench.is_long else 12
    server, ledger = bench.server(), Ledger()
    marks = books.before(server.database)
    server.start()
    log, citizen = server.database + "-wal", Citizen(server, ledger)
    # How long the log was when each act had been acknowledged.
    acknowledged = []
    for number in range(acts):
        token = citizen.start() if number % 4 == 0 else token
        if number % 4:
            require(citizen.reply(token), "nobody could write")
        acknowledged.append((os.path.getsize(log), ledger.mark()))
    server.kill()
    whole = os.path.getsize(log)
    growing = [size for size, _ in acknowledged]
    require(growing == sorted(growing) and growing[0] < growing[-1], "the log began anew meanwhile")
    first, frame = growing[0], 4096 + 24
    lengths = {0, 31, 32, first, whole} | {size - 1 for size in growing} | set(growing)
    lengths |= {random.randrange(first, whole) for _ in range(600 if bench.is_long else 12)}
    lengths |= {32 + frame * random.randrange(whole // frame) for _ in range(200 if bench.is_long else 5)}
    to_serve = set(random.sample(sorted(lengths), 10 if bench.is_long else 1)) | {growing[len(growing) // 2]}
    last_events = 0
    for length in sorted(lengths):
        for tail in [b"", random.randbytes(min(whole - length, 3 * frame))]:
            copy = os.path.join(bench.folder, "cut.db")
            shutil.copy(server.database, copy)
            with open(log, "rb") as source, open(copy + "-wal", "wb") as target:
                target.write(source.read(length) + tail)
            there = Ledger()
            starts, replies = next((mark for size, mark in reversed(acknowledged) if size <= length), (0, 0))
            there.started, there.replied = ledger.started[:starts], ledger.replied[:replies]
            found = books.problems(copy, marks, there)
            require(not found, f"cut at byte {length} of {whole}{', with rubbish after it' if tail else ''}: {found[:3]}")
        with books.opened(copy) as rows:
            (events,) = rows.execute("SELECT COUNT(*) FROM event").fetchone()
        require(events >= last_events, f"cut at byte {length}, fewer acts are there than in a shorter log")
        last_events = events
        if length in to_serve:
            again = bench.server(copy)
            again.start()
            require(Client(again.port).get("/readyz").status == 200, "the copy does not serve")
            again.stop()
    return (f"{len(lengths)} lengths of a log of {whole >> 10} KiB, each also with rubbish behind it: each opens with a beginning of "
            f"{len(acknowledged)} acknowledged acts, 0 halved; {len(to_serve)} served")
