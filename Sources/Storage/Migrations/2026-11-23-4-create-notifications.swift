import SQLEngine

let createNotifications = Migration("2026-11-23-4-create-notifications") { dialect in
    """
    -- Mail to be sent. It holds what to say, not the words: those are composed at delivery.
    CREATE TABLE outbox (
        id              \(dialect.autoID),
        -- Says which mail this is: the same act never makes two.
        key             TEXT NOT NULL UNIQUE,
        kind            TEXT NOT NULL,
        recipient_id    \(dialect.integer) NOT NULL REFERENCES person (id),
        dialogue_id     \(dialect.integer) REFERENCES dialogue (id),
        -- The row the mail is about besides the dialogue: an access or a sign-in.
        subject_id      \(dialect.integer),
        created_at      \(dialect.integer) NOT NULL,
        state           TEXT NOT NULL CHECK \(oneOf("state", "waiting", "sent", "failed")),
        attempts        \(dialect.integer) NOT NULL DEFAULT 0,
        next_attempt_at \(dialect.integer) NOT NULL,
        last_problem    TEXT,
        sent_at         \(dialect.integer)
    )\(dialect.strict);
    CREATE INDEX outbox_waiting ON outbox (next_attempt_at, id) WHERE state = 'waiting';
    CREATE INDEX outbox_recipient_id ON outbox (recipient_id);
    CREATE INDEX outbox_dialogue_id ON outbox (dialogue_id, recipient_id, id);
    CREATE INDEX outbox_delayed ON outbox (id, created_at) WHERE state = 'waiting' AND last_problem IS NOT NULL;
    CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed';
    """
}
