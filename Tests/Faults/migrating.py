"""`krumtap migrate` killed at any moment: the complete old or the complete new schema, and the same command again finishes."""

import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import time

import books
from harness import Server, require
from preload import SlowDisk

# What the newest migrations made: taken back, a database of today is one of yesterday.
YESTERDAY = """
    DROP TABLE follower; DROP TABLE comment; ALTER TABLE dialogue DROP COLUMN comments;
    UPDATE search_document SET subject = REPLACE(subject, '§', '');
    DELETE FROM migration WHERE name >= '2026-11-23-8';
    """


def look(path):
    """(migrations recorded, everything there is, rows of each table that no migration here is about)"""
    with books.opened(path) as rows:
        things = frozenset(rows.execute("SELECT type, name, COALESCE(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"))
        has_list = rows.execute("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'migration'").fetchone()[0]
        names = tuple(name for (name,) in rows.execute("SELECT name FROM migration ORDER BY name")) if has_list else ()
        require(rows.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the file is damaged")
        require(not rows.execute("PRAGMA foreign_key_check").fetchall(), "a broken reference")
        # Of the search index, which is made anew, only what it is made from.
        tables = rows.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('migration', 'comment', 'follower') "
            "AND name NOT LIKE 'search_document_index%'")
        return names, things, {name: rows.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for (name,) in tables.fetchall()}


def rewind(path, megabytes):
    with contextlib.closing(sqlite3.connect(path)) as rows:
        rows.executescript(YESTERDAY)
        if megabytes:
            rows.execute("CREATE TABLE filler (bytes BLOB)")
            rows.executemany("INSERT INTO filler VALUES (?)", ((os.urandom(1 << 20),) for _ in range(megabytes)))
        rows.commit()
        rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copy_files(source, target):
    for ending in ["", "-wal", "-shm", "-journal"]:
        if os.path.exists(target + ending):
            os.remove(target + ending)
        if os.path.exists(source + ending):
            shutil.copy(source + ending, target + ending)


def migrate_killed(bench):
    """kill -9 at random moments, on a new file and on an older database with data."""
    yesterday, path = bench.database(), os.path.join(bench.folder, "migrating.db")
    rewind(yesterday, 1024 if bench.is_long else 0)
    # Or the moments between two steps would hardly ever be hit.
    environment = Server(bench.binary, path, bench.folder).environment(**SlowDisk(bench).environment)

    def begin():
        return subprocess.Popen(
            [bench.binary, "migrate"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def finish():
        process = begin()
        said, _ = process.communicate(timeout=120)
        require(process.returncode == 0, f"the same command again: {said}")
        return said

    said = []
    for source in [os.path.join(bench.folder, "nothing.db"), yesterday]:
        copy_files(source, path)
        began = time.monotonic()
        require("applied: " in finish(), "it had nothing to do")
        took, new = time.monotonic() - began, look(path)[:2]
        is_new_file = source != yesterday
        # One set of migrations is one schema, whenever and however often it was killed on its way there.
        states, kept = {new[0]: new[1]}, {}
        if not is_new_file:
            names, things, kept = look(source)
            states[names] = things
        rounds, kills = (100 if is_new_file else 20) if bench.is_long else 6, 0
        for _ in range(rounds):
            copy_files(source, path)
            while True:
                process = begin()
                if random.random() < 0.7:
                    while process.poll() is None and not os.path.exists(path + "-wal"):
                        time.sleep(0.002)
                    time.sleep(random.uniform(0, 0.4))
                else:
                    time.sleep(random.uniform(0, took))
                process.kill()
                process.communicate()
                kills += 1
                if os.path.exists(path):
                    names, things, there = look(path)
                    if names:
                        require(states.setdefault(names, things) == things, f"a schema half made, after {names[-1]}")
                    require(names or {name for _, name, _ in things} <= {"migration"}, f"something before the first migration: {things}")
                    wrong = [name for name, count in kept.items() if there[name] != count]
                    require(not wrong, f"rows came or went in {wrong}")
                if random.random() < 0.5:
                    break
            finish()
            require(look(path)[:2] == new, "the same command again did not come to the same schema")
        source_name = "a new file" if is_new_file else "an older database"
        said.append(f"{kills} kills on {source_name} ({len(states)} schemas seen, {took:.2f} s whole)")
    copy_files(path, os.path.join(bench.folder, "served.db"))
    server = bench.server(os.path.join(bench.folder, "served.db"))
    server.start(within=30)
    server.stop()
    return "; ".join(said) + ": always complete, and the same command again finished"
