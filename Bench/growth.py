"""Grows a database that `krumtap demo` made into one of ten or a hundred times its years, set by set, on either engine.

What is over is there as many times as asked, each copy with people, messages, journal, reference, search words and a mail of its own. What is
open, and the town hall itself, is there once: history grows with the years, the work on people's desks does not. Files are not copied.
Copies of one dialogue lie beside each other, so numbers follow the time as they do in a database that was lived in, and the messages
of a thread lie apart.
"""

# The columns of each table that hold another table's number, by what they refer to. `self`: the row's own.
PEOPLE = {"starter_id", "owner_id", "person_id", "actor_id", "recorder_id", "about_id", "decided_by"}
REFERENCES = {"dialogue_id": "dialogue", "origin_id": "dialogue", "linked_id": "dialogue", "message_id": "message", "last_event_id": "event"}
# Tables that grow, by the column that says which dialogue a row belongs to.
GROWING = {"person": None, "dialogue": "id", "message": "dialogue_id", "event": "dialogue_id", "party": "dialogue_id",
           "access": "dialogue_id", "comment": "dialogue_id", "follower": "dialogue_id", "search_document": "dialogue_id"}
# As many as there are copies, of what is over.
NUMBERED = {"person", "dialogue", "message", "event", "party", "access", "comment", "follower"}
MADE = {"migration", "outbox", "content_touch"}


def preparation(times):
    """Statements before the rows: the copies, what is over, and the last number of the town hall's own people."""
    return [
        "CREATE TABLE base.copy (k BIGINT PRIMARY KEY)",
        f"WITH RECURSIVE n(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM n WHERE k < {times - 1}) INSERT INTO base.copy SELECT k FROM n",
        "CREATE TABLE base.past (id BIGINT PRIMARY KEY)",
        # The parts of a split are copied together or not at all.
        """INSERT INTO base.past SELECT d.id FROM base.dialogue d WHERE d.closed_at IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM base.dialogue o WHERE o.closed_at IS NULL AND (o.id = d.origin_id OR o.origin_id = d.id))""",
    ]


def rows(table, columns, times, town):
    """The statement that fills a table. `town`: the last number of the town hall's people, who stay who they are."""
    names = ", ".join(columns)
    if table not in GROWING:
        values = ", ".join(value(table, column, times, town, "0") for column in columns)
        return f"INSERT INTO main.{table} ({names}) SELECT {values} FROM base.{table} t"
    values = ", ".join(value(table, column, times, town, "c.k") for column in columns)
    owner = GROWING[table]
    copied = f"t.id > {town}" if owner is None else f"t.{owner} IN (SELECT id FROM base.past)"
    key = "dialogue_id" if table == "search_document" else "id"
    return (f"INSERT INTO main.{table} ({names}) SELECT {values} FROM base.{table} t CROSS JOIN base.copy c "
            f"WHERE c.k = 0 OR {copied} ORDER BY t.{key}, c.k")


def value(table, column, times, town, copy):
    name = f"t.{column}"
    if (column == "id" and table in NUMBERED and table != "person") or column in REFERENCES:
        return f"({name} - 1) * {times} + 1 + {copy}"
    if column in PEOPLE or (column == "id" and table == "person"):
        return f"CASE WHEN {name} <= {town} THEN {name} ELSE ({name} - {town} - 1) * {times} + {town + 1} + {copy} END"
    if (table, column) == ("dialogue", "reference"):
        number = f"(CAST(substr({name}, 10) AS INTEGER) - 1) * {times} + 1 + {copy}"
        return (f"substr({name}, 1, 9) || CASE WHEN {number} < 10000 THEN substr(CAST({number} + 10000 AS TEXT), 2) "
                f"ELSE CAST({number} AS TEXT) END")
    if (table, column) == ("reference_number", "last"):
        return f"{name} * {times}"
    return name


# The mail that asked each starter to confirm; a dialogue's later mails are not there.
MAILS = """
INSERT INTO main.outbox (id, key, kind, recipient_id, dialogue_id, created_at, state, attempts, next_attempt_at, sent_at)
SELECT d.id, 'confirm_start:' || d.last_event_id || ':' || p.id, 'confirm_start', p.id, d.id, d.started_at, 'sent', 1, d.started_at, d.started_at
FROM main.dialogue d JOIN main.person p ON p.id = d.starter_id WHERE p.email IS NOT NULL ORDER BY d.id
"""
