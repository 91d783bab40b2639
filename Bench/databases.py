"""The databases that are measured: made once, kept in a folder, and copied for each run, which writes."""

import glob
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time

import growth

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = "/var/tmp/krumtap-bench"


class Keeper:
    """Makes what is not there, and brings what is there up to date. A note is written last: without one a database is made anew."""

    def __init__(self, binary, folder, smallest):
        self.binary, self.folder, self.smallest = binary, folder, smallest

    def note(self, name):
        return os.path.join(self.folder, f"{name}.json")

    def made(self, name, address, make):
        """Seconds it took, now or the first time."""
        if os.path.exists(self.note(name)):
            clean = {name: value for name, value in os.environ.items() if not name.startswith("KRUMTAP_")}
            subprocess.run([self.binary, "migrate"], env=clean | {"KRUMTAP_MODE": "demo", "KRUMTAP_DATABASE": address}, check=True,
                           stdout=subprocess.DEVNULL)
        else:
            began = time.monotonic()
            make()
            with open(self.note(name), "w", encoding="ascii") as file:
                json.dump({"seconds": round(time.monotonic() - began)}, file)
        with open(self.note(name), encoding="ascii") as file:
            return json.load(file)["seconds"]

    def run(self, *command):
        subprocess.run([self.binary, *command], check=True, stdout=subprocess.DEVNULL)

    def times(self, dialogues):
        """How many copies of what is over give about so many dialogues."""
        books = sqlite3.connect(f"file:{self.file(self.smallest)}?mode=ro", uri=True)
        every, past = books.execute("SELECT COUNT(*), COUNT(closed_at) FROM dialogue").fetchone()
        books.close()
        return max(1, round((dialogues - (every - past)) / past))

    def file(self, dialogues):
        return os.path.join(self.folder, f"krumtap-{dialogues}.db")


class SQLite(Keeper):
    name = "sqlite"

    def make(self, dialogues):
        make = self.invent if dialogues == self.smallest else lambda: self.grow(dialogues)
        return self.made(f"sqlite-{dialogues}", self.file(dialogues), make)

    def invent(self):
        path = self.file(self.smallest)
        self.remove(path)
        self.run("demo", "--database", path, "--dialogues", str(self.smallest))
        books = sqlite3.connect(path, isolation_level=None)
        self.join_pieces(books, "search_document_index")
        books.close()

    @staticmethod
    def join_pieces(books, index):
        """The search index in one piece, as the best of nights leaves it (`SQLConnection.joinPieces`)."""
        books.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('usermerge', 2)")
        joined = 2
        while joined > 1:
            before = books.total_changes
            books.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', 1000)")
            joined = books.total_changes - before

    @staticmethod
    def remove(path):
        for ending in ("", "-wal", "-shm", ".lock"):
            if os.path.exists(path + ending):
                os.remove(path + ending)

    def grow(self, dialogues):
        times, path = self.times(dialogues), self.file(dialogues)
        self.remove(path)
        base = path + ".base"
        shutil.copyfile(self.file(self.smallest), base)
        books = sqlite3.connect(path, isolation_level=None)
        books.execute(f"ATTACH '{base}' AS base")
        for setting in ("main.journal_mode = OFF", "main.synchronous = OFF", "base.synchronous = OFF", "cache_size = -1000000", "threads = 2",
                        "foreign_keys = OFF"):
            books.execute(f"PRAGMA {setting}").fetchall()
        for statement in growth.preparation(times):
            books.execute(statement)
        tables, others = self.shape(books)
        for name, text in tables:
            books.execute(text)
        town = books.execute("SELECT MAX(person_id) FROM base.membership").fetchone()[0]
        for name, _ in tables:
            columns = [row[1] for row in books.execute(f"PRAGMA base.table_info({name})")]
            books.execute(growth.rows(name, columns, times, town))
        books.execute(growth.MAILS)
        for text in others:
            books.execute(text)
            if found := re.match(r"CREATE VIRTUAL TABLE (\w+)", text):
                books.execute(f"INSERT INTO {found[1]} ({found[1]}) VALUES ('rebuild')")
                self.join_pieces(books, found[1])
        books.execute("DETACH base")
        books.execute("PRAGMA journal_mode = WAL").fetchall()
        books.close()
        os.remove(base)

    @staticmethod
    def shape(books):
        """Tables with their statements; then what comes after the rows: indexes, triggers and the full text."""
        found = books.execute("SELECT type, name, tbl_name, sql FROM base.sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        virtual = [name for _, name, _, text in found if text.startswith("CREATE VIRTUAL")]
        own = [row for row in found if not row[1].startswith("sqlite_") and row[1] not in ("copy", "past")
               and not any(row[2].startswith(f"{name}_") for name in virtual)]
        tables = [(name, text) for kind, name, _, text in own if kind == "table" and name not in virtual]
        return tables, [text for kind, name, _, text in own if kind != "table" or name in virtual]

    def open(self, dialogues):
        """A copy to write in: its address, and what removes it."""
        path = os.path.join(self.folder, "run.db")
        self.remove(path)
        subprocess.run(["cp", "--reflink=auto", self.file(dialogues), path], check=True)
        return path, lambda: self.remove(path)

    @staticmethod
    def ask(address, statement):
        books = sqlite3.connect(address, timeout=30)
        try:
            with books:
                return books.execute(statement).fetchall()
        finally:
            books.close()

    @staticmethod
    def size(address):
        return sum(os.path.getsize(address + ending) for ending in ("", "-wal") if os.path.exists(address + ending))

    def close(self):
        pass


class Postgres(Keeper):
    name = "postgres"

    # As Tools/postgres makes one for tests, but durable, and kept. What is made at once in large amounts need not go through the log as well.
    settings = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 200
shared_buffers = 128MB
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
maintenance_work_mem = 512MB
"""

    def __init__(self, binary, folder, smallest):
        super().__init__(binary, folder, smallest)
        self.home = os.path.join(folder, "postgres")
        os.makedirs(self.home, exist_ok=True)
        if os.getuid() == 0:
            shutil.chown(self.home, "postgres")
        self.data = os.path.join(self.home, "data")
        if not os.path.exists(os.path.join(self.data, "bench.conf")):
            self.program("initdb", f"--pgdata={self.data}", "--username=krumtap", "--auth=trust", "--encoding=UTF8", "--lc-collate=C",
                         "--lc-ctype=C.UTF-8")
            with open(os.path.join(self.data, "bench.conf"), "w", encoding="ascii") as file:
                file.write(self.settings.format(folder=self.home))
            with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as file:
                file.write("include 'bench.conf'\n")
            os.chmod(os.path.join(self.data, "bench.conf"), 0o644)
        self.control("start")

    def program(self, name, *arguments):
        """Runs one of the server's own programs; it refuses to run as root."""
        found = shutil.which(name) or next(iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None)
        if not found:
            sys.exit("PostgreSQL is not installed (Debian: postgresql), or: --engines sqlite")
        other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run([*other, found, *arguments], cwd=self.home, check=True, stdout=subprocess.DEVNULL)

    def control(self, what, *more):
        self.program("pg_ctl", f"--pgdata={self.data}", f"--log={os.path.join(self.home, 'postgres.log')}", "--wait", *more, what)

    def address(self, name):
        return f"postgres://krumtap@/{name}?host={self.home}"

    def close(self):
        self.control("stop", "--mode=fast")

    def script(self, name, text):
        subprocess.run(["psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", self.address(name)], input="SET client_min_messages = warning;\n" + text, text=True,
                       check=True, stdout=subprocess.DEVNULL)

    def recreate(self, name, template="template0"):
        self.script("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE);\nCREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY;")

    def make(self, dialogues):
        name = f"krumtap_{dialogues}"
        make = (lambda: self.invent(name)) if dialogues == self.smallest else lambda: self.grow(name, dialogues)
        return self.made(f"postgres-{dialogues}", self.address(name), make)

    def invent(self, name):
        self.recreate(name)
        self.run("copy", "--from", self.file(self.smallest), "--to", self.address(name))
        self.script(name, "VACUUM (ANALYZE);")

    def grow(self, name, dialogues):
        times, smallest = self.times(dialogues), f"krumtap_{self.smallest}"
        shape = os.path.join(self.folder, "shape.dump")
        subprocess.run(["pg_dump", "--schema-only", "--format=custom", f"--file={shape}", self.address(smallest)], check=True)
        self.recreate(name, smallest)
        self.script(name, "ALTER SCHEMA public RENAME TO base; CREATE SCHEMA public;")
        before = subprocess.run(["pg_restore", "--section=pre-data", "--no-owner", "--file=-", shape], check=True, text=True,
                                stdout=subprocess.PIPE).stdout.replace("CREATE SCHEMA public;", "")
        listed = self.ask(self.address(name), """SELECT table_name, string_agg(column_name, ',' ORDER BY ordinal_position)
            FROM information_schema.columns WHERE table_schema = 'base' AND is_generated = 'NEVER' GROUP BY 1""")
        town = int(self.ask(self.address(name), "SELECT MAX(person_id) FROM base.membership")[0][0])
        fill = [growth.rows(table, columns.split(","), times, town) for table, columns in listed]
        # In the transaction that makes the tables, so that nothing is written twice.
        everything = [*growth.preparation(times), before, *fill, growth.MAILS]
        self.script(name, "BEGIN;\n" + ";\n".join(everything).replace(" main.", " public.") + ";\nCOMMIT;")
        subprocess.run(["pg_restore", "--section=post-data", "--no-owner", "--jobs=2", f"--dbname={self.address(name)}", shape], check=True)
        os.remove(shape)
        numbers = "".join(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM {table}), false);\n"
                          for table, columns in listed if "id" in columns.split(",") and table != "setting")
        self.script(name, numbers + "DROP SCHEMA base CASCADE;\nVACUUM (ANALYZE);")

    def open(self, dialogues):
        self.recreate("run", f"krumtap_{dialogues}")
        # So that the server does not write the copy to the disk while it is measured.
        self.script("postgres", "CHECKPOINT;")
        return self.address("run"), lambda: self.script("postgres", "DROP DATABASE IF EXISTS run WITH (FORCE);")

    @staticmethod
    def ask(address, statement):
        said = subprocess.run(["psql", "--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--field-separator=\t",
                               "--set=ON_ERROR_STOP=1", address], input=statement, check=True, text=True, stdout=subprocess.PIPE).stdout
        return [tuple(line.split("\t")) for line in said.splitlines()]

    def size(self, address):
        return int(self.ask(address, "SELECT pg_database_size(current_database())")[0][0])
