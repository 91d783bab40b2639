import SQLEngine

let createComments = Migration("2026-11-23-8-create-comments") { dialect in
    """
    -- Whether others may say something to a public dialogue: wanted by the starter, open when staff agrees.
    ALTER TABLE dialogue ADD COLUMN comments TEXT NOT NULL DEFAULT 'none' CHECK \(oneOf("comments", "none", "wanted", "open"));

    -- Support and experiences from outside. The row outlives words and address, so that an old link never opens somebody else's.
    CREATE TABLE comment (
        id           \(dialect.lastingID),
        dialogue_id  \(dialect.integer) NOT NULL REFERENCES dialogue (id),
        person_id    \(dialect.integer) NOT NULL REFERENCES person (id),
        -- The address as it is compared: one of each kind from each. Gone once it was withdrawn.
        email_key    TEXT CHECK (email_key <> ''),
        kind         TEXT NOT NULL CHECK (kind IN ('support', 'experience')),
        text         TEXT CHECK (text <> ''),
        state        TEXT NOT NULL CHECK \(oneOf("state", "unconfirmed", "waiting", "shown", "refused", "withdrawn")),
        asked_at     \(dialect.integer) NOT NULL,
        confirmed_at \(dialect.integer),
        decided_at   \(dialect.integer),
        decided_by   \(dialect.integer) REFERENCES person (id),
        reason       TEXT CHECK (reason <> ''),
        withdrawn_at \(dialect.integer),
        UNIQUE (dialogue_id, email_key, kind),
        CHECK ((email_key IS NULL) = (state = 'withdrawn')),
        CHECK ((withdrawn_at IS NULL) = (state <> 'withdrawn')),
        CHECK (state <> 'withdrawn' OR text IS NULL),
        CHECK (kind = 'support' OR text IS NOT NULL OR state = 'withdrawn'),
        -- Nothing is shown before its writer has said that it is theirs, and nothing is refused without a word.
        CHECK (NOT \(oneOf("state", "waiting", "shown", "refused")) OR confirmed_at IS NOT NULL),
        CHECK ((state = 'refused') = (reason IS NOT NULL)),
        CHECK ((decided_at IS NULL) = (decided_by IS NULL))
    )\(dialect.strict);
    CREATE INDEX comment_dialogue_id ON comment (dialogue_id, state, id);
    CREATE INDEX comment_person_id ON comment (person_id);
    CREATE INDEX comment_decided_by ON comment (decided_by);
    CREATE INDEX comment_waiting ON comment (state, id, dialogue_id) WHERE state = 'waiting';
    CREATE INDEX comment_unconfirmed ON comment (asked_at, id) WHERE state = 'unconfirmed';
    """
}
