import SQLEngine

let createFollowers = Migration("2026-11-23-9-create-followers") { dialect in
    """
    -- Who is told of news in a public dialogue. The row outlives the address, so that an old link never opens somebody else's.
    CREATE TABLE follower (
        id           \(dialect.lastingID),
        dialogue_id  \(dialect.integer) NOT NULL REFERENCES dialogue (id),
        person_id    \(dialect.integer) NOT NULL REFERENCES person (id),
        -- The address as it is compared; gone when the following ended.
        email_key    TEXT CHECK (email_key <> ''),
        asked_at     \(dialect.integer) NOT NULL,
        confirmed_at \(dialect.integer),
        ended_at     \(dialect.integer),
        UNIQUE (dialogue_id, email_key),
        CHECK ((email_key IS NULL) = (ended_at IS NOT NULL))
    )\(dialect.strict);
    CREATE INDEX follower_person_id ON follower (person_id);
    CREATE INDEX follower_waiting ON follower (asked_at, id) WHERE confirmed_at IS NULL AND ended_at IS NULL;
    """
}
