import SQLEngine

let createDialogues = Migration("2026-11-23-3-create-dialogues") { dialect in
    """
    CREATE TABLE reference_number (
        prefix TEXT NOT NULL,
        year   \(dialect.integer) NOT NULL,
        last   \(dialect.integer) NOT NULL,
        PRIMARY KEY (prefix, year)
    )\(dialect.strict);

    CREATE TABLE dialogue (
        id             \(dialect.autoID),
        reference      TEXT NOT NULL UNIQUE,
        kind           TEXT NOT NULL CHECK (kind IN ('idea', 'project', 'problem', 'question', 'meeting', 'unknown')),
        subject        TEXT NOT NULL CHECK (subject <> ''),
        scope          TEXT NOT NULL CHECK (scope IN ('area', 'municipality', 'unknown')),
        area_id        \(dialect.integer) REFERENCES area (id),
        place          TEXT,
        starter_id     \(dialect.integer) NOT NULL REFERENCES person (id),
        behalf         TEXT NOT NULL CHECK (behalf IN ('self', 'association', 'forum', 'company', 'other')),
        behalf_name    TEXT,
        stage          TEXT NOT NULL CHECK (stage IN ('unconfirmed', 'with_staff', 'with_citizen', 'closed')),
        owner_id       \(dialect.integer) NOT NULL REFERENCES person (id),
        next_step      TEXT CHECK (next_step IN ('confirm', 'call', 'answer', 'proceed', 'await_reply')),
        due_on         TEXT,
        visibility     TEXT NOT NULL CHECK (visibility IN ('parties', 'everyone')),
        is_name_public \(dialect.integer) NOT NULL CHECK (is_name_public IN (0, 1)),
        started_at     \(dialect.integer) NOT NULL,
        answered_at    \(dialect.integer),
        closed_at      \(dialect.integer),
        ground         TEXT CHECK (ground IN ('answered', 'agreed', 'declined', 'elsewhere', 'withdrawn', 'unreachable')),
        outcome        TEXT,
        last_event_id  \(dialect.integer) NOT NULL,
        CHECK ((scope = 'area') = (area_id IS NOT NULL)),
        CHECK ((behalf = 'self') = (behalf_name IS NULL)),
        -- Nothing is without an owner, a next step and a date.
        CHECK ((stage = 'closed') = (next_step IS NULL) AND (stage = 'closed') = (due_on IS NULL)),
        -- Nothing ends in silence.
        CHECK ((stage = 'closed') = (closed_at IS NOT NULL) AND (stage = 'closed') = (ground IS NOT NULL)
               AND (stage = 'closed') = (outcome IS NOT NULL))
    )\(dialect.strict);
    CREATE INDEX dialogue_starter_id ON dialogue (starter_id);
    CREATE INDEX dialogue_area_id ON dialogue (area_id, stage, due_on, id);
    CREATE INDEX dialogue_owner_id ON dialogue (owner_id, stage, due_on, id);
    -- The desk, nearest date first: of everybody, of a person, of an area. Most dialogues are closed and in none of them.
    CREATE INDEX dialogue_open ON dialogue (due_on, id) WHERE stage <> 'closed';
    CREATE INDEX dialogue_owner_open ON dialogue (owner_id, due_on, id) WHERE stage <> 'closed';
    CREATE INDEX dialogue_area_open ON dialogue (area_id, due_on, id) WHERE stage <> 'closed';
    CREATE INDEX dialogue_new ON dialogue (owner_id, stage, due_on, id) WHERE answered_at IS NULL;
    CREATE INDEX dialogue_visibility ON dialogue (visibility, id);
    CREATE INDEX dialogue_public ON dialogue (area_id, started_at, id) WHERE visibility = 'everyone';
    CREATE INDEX dialogue_outcome ON dialogue (stage, closed_at, id) WHERE visibility = 'everyone';

    -- The words of a message or a staff note. The journal's line says who, when and for whom.
    CREATE TABLE message (
        id          \(dialect.autoID),
        dialogue_id \(dialect.integer) NOT NULL REFERENCES dialogue (id),
        text        TEXT NOT NULL CHECK (text <> ''),
        -- What everybody may read of it once the dialogue is public; NULL while nothing.
        public_text TEXT,
        channel     TEXT CHECK (channel IN ('web', 'mail', 'telephone', 'letter', 'meeting'))
    )\(dialect.strict);
    CREATE INDEX message_dialogue_id ON message (dialogue_id);

    -- The journal: the timeline on the page, the audit log, the source of figures. Append-only.
    CREATE TABLE event (
        id          \(dialect.autoID),
        dialogue_id \(dialect.integer) REFERENCES dialogue (id),
        kind        TEXT NOT NULL,
        at          \(dialect.integer) NOT NULL,
        audience    TEXT NOT NULL CHECK (audience IN ('everyone', 'parties', 'staff')),
        actor_id    \(dialect.integer) REFERENCES person (id),
        part        TEXT NOT NULL CHECK (part IN ('starter', 'party', 'staff', 'system')),
        message_id  \(dialect.integer) REFERENCES message (id),
        -- Who wrote down what the actor said by telephone or at a meeting.
        recorder_id \(dialect.integer) REFERENCES person (id),
        -- How a closing ended: the dialogue's own row forgets it when it is reopened.
        ground      TEXT,
        outcome     TEXT
    )\(dialect.strict);
    CREATE INDEX event_dialogue_id ON event (dialogue_id, id);
    CREATE INDEX event_actor_id ON event (actor_id);
    CREATE INDEX event_message_id ON event (message_id);
    CREATE INDEX event_recorder_id ON event (recorder_id);
    \(dialect.appendOnly("event"))

    -- A secret, revocable address of one dialogue for one person.
    CREATE TABLE access (
        id          \(dialect.autoID),
        dialogue_id \(dialect.integer) NOT NULL REFERENCES dialogue (id),
        person_id   \(dialect.integer) NOT NULL REFERENCES person (id),
        created_at  \(dialect.integer) NOT NULL,
        revoked_at  \(dialect.integer),
        -- The code and the link that prove the starter's e-mail address.
        tries       \(dialect.integer) NOT NULL DEFAULT 0,
        confirmed_at \(dialect.integer)
    )\(dialect.strict);
    CREATE INDEX access_dialogue_id ON access (dialogue_id);
    CREATE INDEX access_person_id ON access (person_id);

    -- What a citizen has typed and not yet sent, at a secret address.
    CREATE TABLE draft (
        id          \(dialect.autoID),
        answers     TEXT NOT NULL,
        created_at  \(dialect.integer) NOT NULL,
        changed_at  \(dialect.integer) NOT NULL,
        dialogue_id \(dialect.integer) REFERENCES dialogue (id)
    )\(dialect.strict);
    CREATE INDEX draft_changed_at ON draft (changed_at);
    CREATE INDEX draft_dialogue_id ON draft (dialogue_id);
    """
}
