"""The recipe for PostgreSQL's backup in docs/operations.md, run as it stands there."""

import os
import re
import subprocess

from harness import ROOT, Skipped, need_tools, require

TABLES = ["dialogue", "message", "event", "attachment", "person", "secret"]


def commands():
    """The lines to type of the section on PostgreSQL, in their order."""
    with open(os.path.join(ROOT, "docs/operations.md"), encoding="utf-8") as file:
        section = re.search(r"(?ms)^## PostgreSQL$(.*?)^## ", file.read())[1]
    blocks = re.findall(r"(?m)(?:^    .*\n)+", section)
    return [line for block in blocks for line in re.split(r"\n(?=    (?! ))", block) if re.match(r"\s*(create|pg_|psql|sha256sum)", line)]


def backup_recipe_of_postgres(bench):
    """Dumped, restored and numbered on: the same rows, and no number a second time."""
    need_tools("psql", "pg_dump", "bash")
    tool = os.path.join(ROOT, "Tools/postgres")
    started = subprocess.run(
        [tool, "start"], env=os.environ | {"KRUMTAP_TEST_FSYNC": "on"}, capture_output=True, text=True, check=False, timeout=90)
    if started.returncode:
        raise Skipped(started.stderr.strip())
    address = started.stdout.strip()
    bench.later(lambda: subprocess.run([tool, "stop", address], check=False, timeout=60))
    host = address.split("host=")[1]
    # Tools/postgres has the recipe's user already, as the superuser.
    environment = os.environ | {"PGHOST": host, "PGUSER": "krumtap"}

    def type_in(command):
        done = subprocess.run(
            ["bash", "-c", command], cwd=bench.folder, env=environment, capture_output=True, text=True, check=False, timeout=60)
        require(done.returncode == 0, f"{command.strip()}: {done.stderr}")
        return done.stdout.strip()

    def counts(database):
        return [type_in(f"psql {database} -Atqc 'SELECT COUNT(*) FROM {table}'") for table in TABLES]

    typed = [command for command in commands() if not command.strip().startswith("createuser")]
    kinds = [command.split()[0] for command in typed]
    require(kinds == ["createdb", "pg_dump", "sha256sum", "psql", "createdb", "pg_restore", "psql"], f"the recipe has changed: {kinds}")
    type_in(typed[0])
    database = f"postgres://krumtap@/krumtap?host={host}"
    made = bench.server(database).environment()
    filled = [bench.binary, "demo", "--database", database, "--dialogues", "6"]
    subprocess.run(filled, env=made, check=True, capture_output=True, timeout=120)
    numbers = "psql krumtap -Atqc \"SELECT nextval(pg_get_serial_sequence('draft', 'id'))\""
    before, given = counts("krumtap"), int(type_in(numbers))
    for command in typed[1:]:
        type_in(command)
    require(counts("krumtap") == before and counts("krumtap_before") == before, f"{counts('krumtap')} rows instead of {before}")
    require(int(type_in(numbers)) > given + 1_000_000, "a number may be given twice")
    server = bench.server(database)
    server.start()
    require(server.client().get("/omraader/jyderup").status == 200, "what was restored does not serve")
    # The dump is what its checksum says, or it is refused.
    with open(os.path.join(bench.folder, "krumtap.dump"), "r+b") as file:
        file.seek(1000)
        file.write(b"changed")
    damaged = subprocess.run(["bash", "-c", typed[2]], cwd=bench.folder, capture_output=True, check=False, timeout=60)
    require(damaged.returncode != 0, "a damaged dump is not noticed")
    return f"{len(typed)} lines as they stand; {before[2]} events and all else there again, numbers go on 100 million later"
