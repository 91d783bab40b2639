"""A backup made while people write holds all that was acknowledged before it began, and restores."""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import threading
import time

import books
import migrating
from citizens import Citizen, Crowd, Ledger, network
from harness import Bustle, Server, Skipped, one_line, percentile, require, wait_until

RESTORE_SECONDS = 600


def make_large(path, megabytes):
    """Rows of no meaning, so that copying takes its time."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE filler (bytes BLOB)")
        for _ in range(megabytes):
            connection.execute("INSERT INTO filler VALUES (?)", (os.urandom(1 << 20),))
            connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Writer:
    """Somebody who writes ten times a second, and how long each took."""

    def __init__(self, server, ledger):
        self.server, self.ledger = server, ledger
        self.times, self.bustle = [], Bustle()
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self.live, daemon=True)
        self.thread.start()

    def live(self):
        citizen, count = Citizen(self.server, self.ledger), 0
        while not self.is_over.is_set():
            if count % 20 == 0:
                token = citizen.start()
            count += 1
            began = time.monotonic()
            if not token or not citizen.reply(token):
                return
            self.times.append(time.monotonic() - began)
            self.bustle.look()
            time.sleep(0.1)

    def end(self):
        self.is_over.set()
        self.thread.join(40)


def backup_while_writing(bench):
    """`krumtap backup create` again and again while people write and send files."""
    rounds, megabytes = (10, 1024) if bench.is_long else (3, 32)
    if shutil.disk_usage(bench.folder).free < (4 * megabytes << 20) + (1 << 30):
        raise Skipped(f"needs {5 + 4 * megabytes // 1024} GB of disk")
    folder = os.path.join(bench.folder, "backups")
    server, ledger = bench.server(KRUMTAP_BACKUP_DIR=folder, KRUMTAP_BACKUP_KEEP="1"), Ledger()
    make_large(server.database, megabytes)
    marks = books.before(server.database)
    server.start()

    def krumtap(*arguments):
        done = subprocess.run(
            [bench.binary, "backup", *arguments], env=server.environment(), capture_output=True, text=True, check=False, timeout=900)
        require(done.returncode == 0, f"backup {arguments}: {done.stderr}")
        return done.stdout

    # One backup is made at the start, since there is none: it shall not count.
    newest = wait_for_backup(folder, None)
    crowd, sender, files = Crowd(server, ledger, count=2), Citizen(server, ledger), {}
    writer = Writer(server, ledger)
    time.sleep(10 if bench.is_long else 3)
    usual, writer.times = writer.times, []
    try:
        seconds, meanwhile = [], []
        for _ in range(rounds):
            # A connection that was idle for the last backup is closed.
            sender.client.close()
            token = sender.start()
            content = token and sender.send_file(token)
            require(content, "nobody could send a file")
            files[hashlib.sha256(content).digest()] = token
            with ledger.lock:
                before = Ledger()
                before.started, before.replied, sent = list(ledger.started), list(ledger.replied), dict(files)
            # What is written while the copy is read through below waits for that, and not for the backup.
            began, first = time.monotonic(), len(writer.times)
            krumtap("create")
            seconds.append(time.monotonic() - began)
            meanwhile += writer.times[first:]
            newest = wait_for_backup(folder, newest)
            found = books.problems(newest, marks, before)
            require(not found, f"{len(found)} problems in a backup: {found[:3]}")
            require_files(newest, sent)
    finally:
        writer.end()
        crowd.end()
    server.stop()
    require(not ledger.odd and not ledger.unavailable, f"while a backup was made: {(ledger.odd + ledger.unavailable)[:1]}")
    empty = os.path.join(bench.folder, "empty")
    os.mkdir(empty)
    target, began = os.path.join(empty, "krumtap.db"), time.monotonic()
    krumtap("restore", newest, "--to", target)
    restore = time.monotonic() - began
    require(restore <= RESTORE_SECONDS, f"restoring {megabytes} MB took {restore:.0f} s")
    require_files(target, sent)
    again = bench.server(target)
    again.start(within=30)
    for token in files.values():
        require(again.client(network()).get(f"/d/{token}").status == 200, "an address from before the backup leads nowhere")
    require(Citizen(again, Ledger()).start(), "nobody can write in the restored database")
    again.stop()
    p99, usual_p99 = percentile(meanwhile, 0.99), percentile(usual, 0.99)
    # Below this nobody waits, and a busy machine's moods are larger than the difference; in the short form it is the slowest of few.
    words = writer.bustle.verdict("but a writer's p99", p99, max(2 * usual_p99, 0.025 if bench.is_long else 0.1))
    acts = len(before.started) + len(before.replied)
    return (f"{rounds} of {rounds} whole, with all of {acts} acts and {len(files)} files acknowledged before; {megabytes} MB made and "
            f"verified in {max(seconds):.1f} s, restored into an empty folder in {restore:.1f} s; a writer's p99 {usual_p99 * 1000:.0f} ms "
            f"before and {p99 * 1000:.0f} ms ({len(meanwhile)} acts) meanwhile{words and '; ' + words}")


def backup_that_cannot_be_made(bench):
    """A server that makes none is not harmed by being asked; a database with a broken reference leaves no copies, and health says so."""
    folder = os.path.join(bench.folder, "backups")
    silent = bench.server()
    silent.start()
    lines, code, _ = bench.refused(("backup", "create"), KRUMTAP_DATABASE=silent.database, KRUMTAP_BACKUP_DIR=folder)
    one_line(lines, code, "makes no backups")
    require(silent.is_alive() and silent.client().get("/healthz").status == 200, "asking for a backup ended the server")
    silent.stop()
    server = bench.server(KRUMTAP_BACKUP_DIR=folder)
    with contextlib.closing(sqlite3.connect(server.database)) as rows:
        rows.execute("INSERT INTO party (dialogue_id, person_id, invited_at) VALUES (4711, 4711, 0)")
        rows.commit()
    os.makedirs(folder, exist_ok=True)
    left = os.path.join(folder, "krumtap-20261101T013000Z.db.unfinished")
    with open(left, "wb") as file:
        file.write(b"of one that was killed")
    server.start()
    wait_until(lambda: "backup: attention" in server.client().get("/readyz").text, 20, "health knows of no failure")
    require(not os.listdir(folder), f"it left {os.listdir(folder)}")
    require("the database is damaged" in server.log(), "the log does not say what is wrong")
    server.stop()
    return "one line, and the server goes on; no copy left, health says attention"


def stopped_while_backing_up(bench):
    """Who stops the server waits neither for copying nor for reading through; nothing is left, and the next start makes the backup."""
    folder = os.path.join(bench.folder, "backups")
    server = bench.server(KRUMTAP_BACKUP_DIR=folder)
    make_large(server.database, 256)
    whole = os.path.getsize(server.database)

    def bytes_copied():
        with contextlib.suppress(OSError):
            return max((entry.stat().st_size for entry in os.scandir(folder) if entry.name.endswith(".unfinished")), default=0)
        return 0

    took = []
    for part in [0.2, 1]:
        server.start()
        wait_until(lambda: bytes_copied() >= part * whole, 60, "no backup began", pause=0.005)
        took.append(server.stop())
        require(took[-1] <= 5 and not os.listdir(folder), f"it took {took[-1]:.1f} s and left {os.listdir(folder)}")
        require("backup" not in server.log(), f"it complained: {server.log()[-300:]}")
    server.start()
    wait_until(lambda: bytes_copied() > 0, 60, "no backup began", pause=0.005)
    asked = subprocess.Popen(
        [bench.binary, "backup", "create"], env=server.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    server.kill()
    _, errors = asked.communicate(timeout=20)
    require(asked.returncode == 1 and "ended before the backup was made" in errors, f"who asked was told {errors!r}")
    server.start()
    copy = wait_for_backup(folder, None)
    server.stop()
    require(os.path.getsize(copy) >= whole and len(os.listdir(folder)) == 2, f"there lies {os.listdir(folder)}")
    return f"ended after {max(took):.1f} s, in the copying and in the reading, with no copy left; who asked is told; the next start made it"


def back_before_a_migration(bench):
    """`migrate` makes a backup first; restored, it is the database of before. A restore that was broken off lets nobody start."""
    path, folder = bench.database(), os.path.join(bench.folder, "backups")
    migrating.rewind(path, 0)
    environment = Server(bench.binary, path, bench.folder).environment(KRUMTAP_BACKUP_DIR=folder)

    def krumtap(*arguments):
        done = subprocess.run([bench.binary, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60)
        require(done.returncode == 0, f"{arguments}: {done.stderr}")
        return done.stdout

    before = migrating.look(path)
    said = krumtap("migrate")
    require(said.startswith(f"backup: {folder}/") and "applied: " in said, f"migrate said: {said}")
    require(migrating.look(path) != before, "migrate changed nothing")
    require(krumtap("migrate") == f"{path} is up to date.\n" and len(os.listdir(folder)) == 2, "a backup where there was nothing to do")
    copy = said.splitlines()[0].removeprefix("backup: ")
    krumtap("backup", "restore", copy)
    require(migrating.look(path) == before, "what was restored is not what was there before")
    lines, code, _ = bench.refused(KRUMTAP_DATABASE=path)
    one_line(lines, code, "krumtap migrate")
    shutil.copy(copy, path + ".restoring")
    for command in [("serve",), ("migrate",)]:
        lines, code, _ = bench.refused(command, KRUMTAP_DATABASE=path)
        one_line(lines, code, "was being restored")
    krumtap("backup", "restore", copy)
    krumtap("migrate")
    server = bench.server(path)
    server.start()
    server.stop()
    return "the schema and rows of before are there again; serve and migrate refused a half restored file, and the same command finished"


def wait_for_backup(folder, old):
    """The newest finished one, which is another than the old one."""
    end = time.monotonic() + 300
    while time.monotonic() < end:
        names = sorted(name[:-5] for name in os.listdir(folder) if name.endswith(".db.json")) if os.path.isdir(folder) else []
        if names and os.path.join(folder, names[-1]) != old and os.path.exists(os.path.join(folder, names[-1])):
            return os.path.join(folder, names[-1])
        time.sleep(0.1)
    return require(False, "no backup came")


def require_files(path, files):
    """Each file is there, as it was sent and as its own row says."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as rows:
        found = {}
        for digest, content in rows.execute("SELECT digest, bytes FROM attachment JOIN attachment_content ON attachment_id = id"):
            require(hashlib.sha256(content).digest() == digest, "a file is not what its digest says")
            found[digest] = True
    lost = [digest for digest in files if digest not in found]
    require(not lost, f"{len(lost)} of {len(files)} files are not in the backup")
