"""Compares the database with what was acknowledged, and looks for half actions. Reads files nobody has open."""

import contextlib
import os
import shutil
import sqlite3
import tempfile

from harness import Failed

# Each counts rows that must not be. `:dialogue`, `:event`, … are the highest numbers before the test.
HALF = {
    "a dialogue whose beginning has no line in the journal with its words": """
        SELECT COUNT(*) FROM dialogue d WHERE NOT EXISTS (
            SELECT 1 FROM event e JOIN message m ON m.id = e.message_id
            WHERE e.dialogue_id = d.id AND e.kind = 'started' AND m.dialogue_id = d.id)""",
    "a message that is not in exactly one line of the journal": """
        SELECT COUNT(*) FROM message m
        WHERE (SELECT COUNT(*) FROM event e WHERE e.message_id = m.id AND e.dialogue_id = m.dialogue_id) <> 1""",
    "a line of the journal without its words": """
        SELECT COUNT(*) FROM event WHERE kind IN ('started', 'answered', 'asked', 'replied', 'noted') AND message_id IS NULL""",
    "a dialogue that does not know its newest line": """
        SELECT COUNT(*) FROM dialogue d WHERE d.last_event_id <> (SELECT MAX(e.id) FROM event e WHERE e.dialogue_id = d.id)""",
    "a dialogue without an address for its starter": """
        SELECT COUNT(*) FROM dialogue d WHERE NOT EXISTS (
            SELECT 1 FROM access a WHERE a.dialogue_id = d.id AND a.person_id = d.starter_id)""",
    "a mail about nothing that happened": """
        SELECT COUNT(*) FROM outbox o WHERE o.dialogue_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM event e
            WHERE e.dialogue_id = o.dialogue_id AND e.id = CAST(substr(o.key, instr(o.key, ':') + 1) AS INTEGER))""",
    "a beginning without its mail": """
        SELECT COUNT(*) FROM event e WHERE e.kind = 'started' AND e.id > :event AND NOT EXISTS (
            SELECT 1 FROM outbox o WHERE o.key BETWEEN 'confirm_start:' || e.id || ':' AND 'confirm_start:' || e.id || ';'
                OR o.key BETWEEN 'call_starter:' || e.id || ':' AND 'call_starter:' || e.id || ';')""",
    "a reply without the mail to whoever has it": """
        SELECT COUNT(*) FROM event e JOIN dialogue d ON d.id = e.dialogue_id
        WHERE e.kind = 'replied' AND e.id > :event AND d.stage <> 'unconfirmed'
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.key BETWEEN 'replied:' || e.id || ':' AND 'replied:' || e.id || ';')""",
    "a message without its file": """
        SELECT COUNT(*) FROM message m WHERE m.text LIKE 'Se bilaget.%' AND m.id > :message AND NOT EXISTS (
            SELECT 1 FROM attachment a JOIN attachment_content c ON c.attachment_id = a.id WHERE a.message_id = m.id)""",
    "a file without its content, or content without its file": """
        SELECT (SELECT COUNT(*) FROM attachment) + (SELECT COUNT(*) FROM attachment_content)
            - 2 * (SELECT COUNT(*) FROM attachment a JOIN attachment_content c ON c.attachment_id = a.id AND length(c.bytes) > 0)""",
    "a started dialogue without the draft it was": """
        SELECT COUNT(*) FROM dialogue d WHERE d.id > :dialogue AND (SELECT COUNT(*) FROM draft WHERE dialogue_id = d.id) <> 1""",
    "a sent draft that kept its words, or one unsent without": """
        SELECT COUNT(*) FROM draft WHERE (dialogue_id IS NOT NULL) <> (answers = '{}')""",
    "a person who started nothing": """
        SELECT COUNT(*) FROM person p WHERE p.id > :person AND NOT EXISTS (SELECT 1 FROM dialogue WHERE starter_id = p.id)""",
    "a dialogue started twice": """
        SELECT COUNT(*) FROM (SELECT 1 FROM dialogue WHERE id > :dialogue GROUP BY subject HAVING COUNT(*) > 1)""",
    "words written twice": """
        SELECT COUNT(*) FROM (SELECT 1 FROM message WHERE id > :message GROUP BY text HAVING COUNT(*) > 1)""",
    "replies and the keys of their forms that do not match": """
        SELECT ABS((SELECT COUNT(*) FROM command WHERE key GLOB '[0-9]*:key*')
                   - (SELECT COUNT(*) FROM event WHERE kind = 'replied' AND id > :event))""",
    "a reference that is there twice, or one too high": """
        SELECT ABS((SELECT COUNT(DISTINCT reference) FROM dialogue) - (SELECT SUM(last) FROM reference_number))""",
}


@contextlib.contextmanager
def opened(path):
    """A copy, so that reading leaves everything as the crash left it."""
    folder = tempfile.mkdtemp(prefix="krumtap-books-")
    try:
        for ending in ["", "-wal", "-journal"]:
            if os.path.exists(path + ending):
                shutil.copy(path + ending, os.path.join(folder, "copy.db" + ending))
        connection = sqlite3.connect(os.path.join(folder, "copy.db"))
        try:
            yield connection
        finally:
            connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def before(path):
    """The highest numbers there are: what comes later came from the test."""
    with opened(path) as books:
        names = ["dialogue", "event", "message", "person"]
        return {name: books.execute(f"SELECT COALESCE(MAX(id), 0) FROM {name}").fetchone()[0] for name in names}


def problems(path, marks, ledger):
    """Everything that is wrong: acknowledged and not there, halved, or damaged."""
    found = []
    with opened(path) as books:
        try:
            verdict = books.execute("PRAGMA integrity_check").fetchall()
        except sqlite3.DatabaseError as error:
            verdict = [(str(error),)]
        if verdict != [("ok",)]:
            return [f"the file is damaged: {verdict[:3]}"]
        found += [f"a broken reference: {row}" for row in books.execute("PRAGMA foreign_key_check").fetchall()]
        for words, query in HALF.items():
            count = books.execute(query, {name: value for name, value in marks.items() if f":{name}" in query}).fetchone()[0]
            if count:
                found.append(f"{count} × {words}")
        found += lost(books, ledger)
    return found


def lost(books, ledger):
    found = []
    started = "SELECT d.id FROM dialogue d JOIN access a ON a.dialogue_id = d.id WHERE d.subject = ? AND a.id = ?"
    replied = """SELECT 1 FROM message m JOIN access a ON a.dialogue_id = m.dialogue_id JOIN command c ON c.key = a.dialogue_id || ':' || ?
                 WHERE m.text = ? AND a.id = ?"""
    for subject, token in list(ledger.started):
        if not books.execute(started, (subject, number(token))).fetchone():
            found.append(f"lost: the dialogue “{subject}”")
    for token, text, key in list(ledger.replied):
        if not books.execute(replied, (key, text, number(token))).fetchone():
            found.append(f"lost: the message “{text}”")
    return found


def number(token):
    """The row a secret address belongs to stands before its dash, base 36."""
    return int(token.split("-")[0], 36)


def settle(path, marks, ledger):
    """Raises when anything is wrong; how much was acknowledged."""
    found = problems(path, marks, ledger)
    if found:
        raise Failed(f"{len(found)} problems: " + "; ".join(found[:4]))
    return len(ledger.started) + len(ledger.replied)
