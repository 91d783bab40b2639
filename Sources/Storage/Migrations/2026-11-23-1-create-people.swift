import SQLEngine

let createPeople = Migration("2026-11-23-1-create-people") { dialect in
    """
    -- Words and numbers a municipality may change.
    CREATE TABLE setting (
        name  TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    )\(dialect.strict);

    -- The key that secret addresses and codes are derived from. In the database, so that one file is the whole backup.
    CREATE TABLE secret (
        name  TEXT NOT NULL PRIMARY KEY,
        value \(dialect.blob) NOT NULL
    )\(dialect.strict);

    CREATE TABLE person (
        id          \(dialect.autoID),
        name        TEXT NOT NULL CHECK (name <> ''),
        email       TEXT,
        -- The address as it is compared: lower case.
        email_key   TEXT,
        phone       TEXT,
        language    TEXT NOT NULL CHECK (language IN ('da', 'en')),
        created_at  \(dialect.integer) NOT NULL
    )\(dialect.strict);
    CREATE INDEX person_email_key ON person (email_key);

    CREATE TABLE session (
        token_hash   \(dialect.blob) NOT NULL PRIMARY KEY,
        person_id    \(dialect.integer) NOT NULL REFERENCES person (id),
        created_at   \(dialect.integer) NOT NULL,
        last_seen_at \(dialect.integer) NOT NULL
    )\(dialect.strict);
    CREATE INDEX session_person_id ON session (person_id);

    -- One attempt to sign in: a code and a link, bound to the browser that asked.
    CREATE TABLE sign_in (
        id           \(dialect.lastingID),
        person_id    \(dialect.integer) REFERENCES person (id),
        browser_hash \(dialect.blob) NOT NULL,
        created_at   \(dialect.integer) NOT NULL,
        tries        \(dialect.integer) NOT NULL DEFAULT 0,
        ended_at     \(dialect.integer)
    )\(dialect.strict);
    CREATE INDEX sign_in_person_id ON sign_in (person_id);
    CREATE INDEX sign_in_browser_hash ON sign_in (browser_hash);

    -- Rate limits: how often in a window. The bucket is a keyed hash, never an address.
    CREATE TABLE usage_count (
        bucket    TEXT NOT NULL,
        window_at \(dialect.integer) NOT NULL,
        uses      \(dialect.integer) NOT NULL,
        PRIMARY KEY (bucket, window_at)
    )\(dialect.strict);
    CREATE INDEX usage_count_window_at ON usage_count (window_at);

    -- Commands already carried out, by the form's own key: a double click or a retried commit happens once.
    CREATE TABLE command (
        key     TEXT NOT NULL PRIMARY KEY,
        done_at \(dialect.integer) NOT NULL
    )\(dialect.strict);
    CREATE INDEX command_done_at ON command (done_at);
    """
}
