"""The file is somebody else's, damaged, newer or held: the program says so and harms nothing."""

import concurrent.futures
import http.client
import os
import random
import sqlite3
import time

import books
from citizens import Citizen, Ledger, network
from harness import one_line, require, wait_until


def settled(bench):
    """A database in one file, with nothing left in the log."""
    path = bench.database()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def root_page(path, name):
    """Where a table or an index begins in the file, counted from 0."""
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    connection.close()
    return page - 1


def second_process(bench):
    """A second program on the same file."""
    server, ledger = bench.server(), Ledger()
    server.start()
    seconds, link = [], os.path.join(bench.folder, "link.db")
    os.symlink(server.database, link)
    for name in [server.database, link]:
        for command in [("serve",), ("migrate",), ("migrate", "--check")]:
            lines, code, took = bench.refused(command, KRUMTAP_DATABASE=name)
            one_line(lines, code, server.database, "used by another Krumtap")
            seconds.append(took)
    require(max(seconds) <= 2, f"it took {max(seconds):.1f} s to refuse")
    token = Citizen(server, ledger).start()
    require(token, "the first one was harmed")
    server.stop()
    return f"serve and migrate refused within {max(seconds):.2f} s, also by another name of the file; the first one writes on"


def damaged_files(bench):
    """Damaged, cut short, or no database at all."""
    good = settled(bench)
    with open(good, "rb") as file:
        whole = file.read()

    def damaged(pages):
        content = bytearray(whole)
        for page in pages:
            content[page * 4096:(page + 1) * 4096] = random.randbytes(4096)
        return bytes(content)

    files = {
        "twenty random pages": damaged(random.sample(range(1, len(whole) // 4096), 20)),
        "a table": damaged([root_page(good, "message")]), "an index": damaged([root_page(good, "event_dialogue_id")]),
        "cut in half": whole[: len(whole) // 8192 * 4096],
        "a text": b"Dette er ingen database.\n" * 400, "a damaged head": b"\0" * 100 + whole[100:],
    }
    for name, content in files.items():
        path = os.path.join(bench.folder, "damaged.db")
        for command in ["serve", "migrate"]:
            with open(path, "wb") as file:
                file.write(content)
            lines, code, _ = bench.refused((command,), KRUMTAP_DATABASE=path, within=10)
            one_line(lines, code, path, "krumtap backup restore")
            with open(path, "rb") as file:
                require(file.read() == content, f"{command} changed the file: {name}")
            for ending in ["-wal", "-shm", ".lock"]:
                if os.path.exists(path + ending):
                    os.remove(path + ending)
    return f"{len(files)} kinds refused by serve and migrate with one line; the files are as they were"


def large_damaged_file(bench):
    """Above 64 MiB it is read through after the start; damage ends the program with a line, and nobody's words went into it."""
    path = settled(bench)
    connection = sqlite3.connect(path)
    # Reading five million rows through takes long enough for people to try. The last one breaks its rule, which is found at the end:
    # a tree of pages is gone through from its other end, and what is wrong there stops the reading at once.
    connection.execute("CREATE TABLE filler (bytes BLOB)")
    connection.execute(
        "INSERT INTO filler WITH RECURSIVE row(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 5000000) SELECT randomblob(30) FROM row")
    connection.execute("INSERT INTO filler VALUES (NULL)")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE filler (bytes BLOB NOT NULL)' WHERE name = 'filler'")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    took, answers = ends_by_itself(bench, path)
    require(answers, "nobody could try to write: it ended too soon to show anything")
    # Damage to a page is found sooner than anybody can try.
    with open(path, "r+b") as file:
        file.seek(-4096, os.SEEK_END)
        file.write(os.urandom(4096))
    ends_by_itself(bench, path)
    return f"ended by itself after {took:.1f} s with one line, and took none of {len(answers)} texts meanwhile; so also with a damaged page"


def ends_by_itself(bench, path):
    """(seconds, what those who tried to write were answered)"""
    server = bench.server(path)
    began, answers = time.monotonic(), []
    server.spawn()

    def has_ended():
        try:
            client = server.client(network(), timeout=15)
            answers.append(client.post("/start", {"subject": "Cykelsti", "text": "Vi mangler en cykelsti.", "kind": "idea"}).status)
        except ConnectionRefusedError:
            pass
        except (OSError, http.client.HTTPException):
            answers.append(None)
        return not server.is_alive()

    wait_until(has_ended, 15, "it went on with a damaged file", pause=0.01)
    took = time.monotonic() - began
    require(303 not in answers, "it took a text into a damaged file")
    require(server.process.returncode == 1, f"exit code {server.process.returncode}")
    said = server.log()
    require("damaged" in said and path in said and "krumtap backup restore" in said, f"it did not say why: {said[-300:]}")
    return took, answers


def newer_file(bench):
    """A file that a newer program has used."""
    path = settled(bench)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO migration (name) VALUES ('2031-01-01-create-the-future')")
    connection.commit()
    connection.close()
    for command in [("serve",), ("migrate",), ("migrate", "--check")]:
        lines, code, _ = bench.refused(command, KRUMTAP_DATABASE=path)
        one_line(lines, code, path, "newer", "2031-01-01-create-the-future")
    return "serve and migrate refused with one line"


def held_file(bench):
    """Another program holds the file: writing waits, says so, and works again afterwards."""
    server, ledger = bench.server(), Ledger()
    marks = books.before(server.database)
    server.start()
    citizen = Citizen(server, ledger)
    token = citizen.start()
    require(token, "nobody could write")
    form = {"subject": "Cykelsti", "text": "Vi mangler en cykelsti.", "kind": "idea"}

    def post(_):
        began = time.monotonic()
        client = server.client(network(), timeout=60)
        answer = client.post("/start", form)
        client.close()
        return answer.status, "Det kan vi ikke lige nu" in answer.text, time.monotonic() - began

    holder = sqlite3.connect(server.database, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            waiting, together = pool.submit(post, 0), []
            reader, reads = server.client(), []
            while not (waiting.done() and together and all(done.done() for done in together)):
                if waiting.done() and not together:
                    together = [pool.submit(post, number) for number in range(6)]
                began = time.monotonic()
                page = reader.get(f"/d/{token}")
                require(page.status == 200, f"reading gave {page.status}")
                reads.append(time.monotonic() - began)
                time.sleep(0.05)
            alone, waits = waiting.result(), [done.result() for done in together]
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    for status, has_words, _ in [alone, *waits]:
        require(status == 503 and has_words, f"{status} instead of a 503 page in words")
    require(max(reads) <= 1, f"reading took {max(reads):.1f} s meanwhile")
    wait_until(lambda: citizen.reply(token), 3, "writing did not work again")
    server.stop()
    books.settle(server.database, marks, ledger)
    slowest = max(wait for _, _, wait in waits)
    require(max(alone[2], slowest) <= 8, f"one who wrote alone waited {alone[2]:.1f} s for the 503, the last of six {slowest:.1f} s")
    return (f"503 after {alone[2]:.1f} s alone, {slowest:.1f} s for the last of six; {len(reads)} reads meanwhile, "
            f"the slowest {max(reads) * 1000:.0f} ms; works again")
