"""A copy that is killed on its way goes on; until it is whole nobody serves it."""

import contextlib
import os
import sqlite3
import subprocess
import time

from harness import Server, one_line, require


def tables(path):
    """Rows of each table that is not the engine's own."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = [name for (name,) in connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")]
    rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if not name.startswith("sqlite_")}
    connection.close()
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def is_marked(path):
    if not os.path.exists(path):
        return False
    with contextlib.closing(sqlite3.connect(path)) as books:
        return books.execute("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'unfinished_copy'").fetchone()[0] == 1


def finished(said, code):
    """It has copied, or one before had: then that is a database now, and no target any more."""
    if code:
        one_line(said.strip().splitlines(), code, "holds something already")


def copy_killed_on_its_way(bench):
    """kill -9 in the middle of `krumtap copy`, again and again."""
    source, target = bench.database(), os.path.join(bench.folder, "copy.db")
    environment = Server(bench.binary, source, bench.folder).environment()
    command = [bench.binary, "copy", "--from", source, "--to", target]
    kills, wait = 0, 0.02
    while kills < (100 if bench.is_long else 12):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(wait)
        if process.poll() is not None:
            finished(process.stderr.read(), process.returncode)
            break
        process.kill()
        process.wait()
        kills += 1
        wait *= 1.25
        # Killed before the mark, it is an empty database like any other.
        if kills % 4 == 3 and is_marked(target):
            lines, code, _ = bench.refused(KRUMTAP_DATABASE=target)
            one_line(lines, code, "is an unfinished copy of")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    finished(done.stderr, done.returncode)
    left, right = tables(source), tables(target)
    require(left == right, f"they differ in {[name for name in left if left.get(name) != right.get(name)]}")
    require(kills >= 3, f"only {kills} kills: it was too fast to be killed")
    server = bench.server(target)
    server.start()
    server.stop()
    return f"{kills} kills, {sum(map(len, left.values()))} rows in {len(left)} tables the same; the copy serves"
