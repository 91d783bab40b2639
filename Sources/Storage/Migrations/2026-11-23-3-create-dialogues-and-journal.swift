import SQLEngine

let createDialogues = Migration("2026-11-23-3-create-dialogues-and-journal") { dialect in
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
        kind           TEXT NOT NULL CHECK \(oneOf("kind", "idea", "project", "problem", "question", "meeting", "unknown")),
        subject        TEXT NOT NULL CHECK (subject <> ''),
        scope          TEXT NOT NULL CHECK \(oneOf("scope", "area", "municipality", "unknown")),
        area_id        \(dialect.integer) REFERENCES area (id),
        place          TEXT,
        starter_id     \(dialect.integer) NOT NULL REFERENCES person (id),
        behalf         TEXT NOT NULL CHECK \(oneOf("behalf", "self", "association", "forum", "company", "other")),
        behalf_name    TEXT,
        -- Whom the starter thinks should answer.
        guess          TEXT NOT NULL CHECK \(oneOf("guess", "politics", "administration", "unknown")),
        -- What it is, as it stands. "Both" never rests here: it becomes two dialogues.
        clarified_as   TEXT CHECK \(oneOf("clarified_as", "politics", "administration", "local")),
        -- When it was first clarified: the time from the start to here is a figure of the model.
        clarified_at   \(dialect.integer),
        -- The dialogue this one was split from.
        origin_id      \(dialect.integer) REFERENCES dialogue (id),
        stage          TEXT NOT NULL
            CHECK \(oneOf("stage", "unconfirmed", "with_staff", "with_citizen", "closed", "solved", "partly_solved")),
        owner_id       \(dialect.integer) NOT NULL REFERENCES person (id),
        -- As what the owner has it, and the department that was asked.
        holder         TEXT NOT NULL CHECK \(oneOf("holder", "facilitator", "officer", "politician")),
        department_id  \(dialect.integer) REFERENCES organization (id),
        next_step      TEXT CHECK \(oneOf("next_step", "confirm", "call", "clarify", "answer", "proceed", "await_reply")),
        due_on         TEXT,
        visibility     TEXT NOT NULL CHECK (visibility IN ('parties', 'everyone')),
        is_name_public \(dialect.integer) NOT NULL CHECK (is_name_public IN (0, 1)),
        -- Whether others may read along, as the starter has said.
        consent        TEXT NOT NULL CHECK \(oneOf("consent", "private", "public", "public_named")),
        -- Was public and was taken back: a stub says so.
        withdrawn_at   \(dialect.integer),
        started_at     \(dialect.integer) NOT NULL,
        answered_at    \(dialect.integer),
        closed_at      \(dialect.integer),
        ground         TEXT CHECK \(oneOf("ground", "answered", "agreed", "declined", "elsewhere", "withdrawn", "unreachable")),
        outcome        TEXT,
        -- When the parties were asked whether it was solved; once for each closing.
        judgement_asked_at \(dialect.integer),
        last_event_id  \(dialect.integer) NOT NULL,
        CHECK ((scope = 'area') = (area_id IS NOT NULL)),
        CHECK ((behalf = 'self') = (behalf_name IS NULL)),
        CHECK ((clarified_as IS NULL) = (clarified_at IS NULL)),
        CHECK (holder = 'officer' OR department_id IS NULL),
        CHECK (visibility = 'parties' OR withdrawn_at IS NULL),
        -- Open is what has no end.
        CHECK (\(oneOf("stage", "unconfirmed", "with_staff", "with_citizen")) = (closed_at IS NULL)),
        -- Nothing is without an owner, a next step and a date.
        CHECK ((closed_at IS NULL) = (next_step IS NOT NULL) AND (closed_at IS NULL) = (due_on IS NOT NULL)),
        -- Nothing ends in silence.
        CHECK ((closed_at IS NULL) = (ground IS NULL) AND (closed_at IS NULL) = (outcome IS NULL)),
        CHECK (closed_at IS NOT NULL OR judgement_asked_at IS NULL)
    )\(dialect.strict);
    CREATE INDEX dialogue_starter_id ON dialogue (starter_id);
    CREATE INDEX dialogue_area_id ON dialogue (area_id, stage, due_on, id);
    CREATE INDEX dialogue_owner_id ON dialogue (owner_id, stage, due_on, id);
    -- The desk, nearest date first: of everybody, of a person, of an area. Most dialogues are closed and in none of them.
    CREATE INDEX dialogue_open ON dialogue (due_on, id) WHERE closed_at IS NULL;
    CREATE INDEX dialogue_owner_open ON dialogue (owner_id, due_on, id) WHERE closed_at IS NULL;
    CREATE INDEX dialogue_area_open ON dialogue (area_id, due_on, id) WHERE closed_at IS NULL;
    -- With what decides whose it is, so that counting reads no rows.
    CREATE INDEX dialogue_holder_open ON dialogue (holder, stage, due_on, id, owner_id, department_id, scope, area_id)
        WHERE closed_at IS NULL;
    CREATE INDEX dialogue_department_id ON dialogue (department_id, due_on, id);
    CREATE INDEX dialogue_origin_id ON dialogue (origin_id);
    -- Closed, and nobody has asked yet whether it was solved.
    CREATE INDEX dialogue_to_judge ON dialogue (closed_at, id) 
        WHERE stage = 'closed' AND judgement_asked_at IS NULL AND ground NOT IN ('withdrawn', 'unreachable');
    CREATE INDEX dialogue_new ON dialogue (owner_id, stage, due_on, id) WHERE answered_at IS NULL;
    CREATE INDEX dialogue_visibility ON dialogue (visibility, id);
    CREATE INDEX dialogue_public ON dialogue (area_id, started_at, id) WHERE visibility = 'everyone';
    CREATE INDEX dialogue_outcome ON dialogue (visibility, closed_at, id) WHERE visibility = 'everyone' AND closed_at IS NOT NULL;

    -- The words of a message or a staff note. The journal's line says who, when and for whom.
    CREATE TABLE message (
        id          \(dialect.autoID),
        dialogue_id \(dialect.integer) NOT NULL REFERENCES dialogue (id),
        text        TEXT NOT NULL CHECK (text <> ''),
        -- What everybody may read of it once the dialogue is public; NULL while nothing.
        public_text TEXT,
        channel     TEXT CHECK \(oneOf("channel", "web", "mail", "telephone", "letter", "meeting"))
    )\(dialect.strict);
    CREATE INDEX message_dialogue_id ON message (dialogue_id);

    -- The journal: the timeline on the page, the audit log, the source of figures. Append-only.
    CREATE TABLE event (
        id          \(dialect.autoID),
        dialogue_id \(dialect.integer) REFERENCES dialogue (id),
        kind        TEXT NOT NULL,
        at          \(dialect.integer) NOT NULL,
        audience    TEXT NOT NULL CHECK \(oneOf("audience", "everyone", "parties", "staff")),
        actor_id    \(dialect.integer) REFERENCES person (id),
        part        TEXT NOT NULL CHECK \(oneOf("part", "starter", "party", "staff", "system")),
        message_id  \(dialect.integer) REFERENCES message (id),
        -- Who wrote down what the actor said by telephone or at a meeting.
        recorder_id \(dialect.integer) REFERENCES person (id),
        -- How a closing ended: the dialogue's own row forgets it when it is reopened.
        ground      TEXT,
        outcome     TEXT,
        clarified_as TEXT CHECK \(oneOf("clarified_as", "politics", "administration", "both", "local")),
        verdict     TEXT CHECK \(oneOf("verdict", "yes", "partly", "no")),
        -- Whom the act concerns besides its actor: who was given the dialogue, who was invited, to whom it was forwarded.
        about_id    \(dialect.integer) REFERENCES person (id),
        about_name  TEXT,
        due_on      TEXT,
        -- The other dialogue of a split.
        linked_id   \(dialect.integer) REFERENCES dialogue (id)
    )\(dialect.strict);
    CREATE INDEX event_dialogue_id ON event (dialogue_id, id);
    CREATE INDEX event_actor_id ON event (actor_id);
    CREATE INDEX event_message_id ON event (message_id);
    CREATE INDEX event_recorder_id ON event (recorder_id);
    CREATE INDEX event_about_id ON event (about_id);
    CREATE INDEX event_linked_id ON event (linked_id);
    \(dialect.appendOnly("event"))

    -- Somebody invited into one dialogue besides its starter, until they leave.
    CREATE TABLE party (
        id          \(dialect.autoID),
        dialogue_id \(dialect.integer) NOT NULL REFERENCES dialogue (id),
        person_id   \(dialect.integer) NOT NULL REFERENCES person (id),
        -- The forum, association or company they speak for.
        behalf_name TEXT,
        invited_at  \(dialect.integer) NOT NULL,
        left_at     \(dialect.integer),
        UNIQUE (dialogue_id, person_id)
    )\(dialect.strict);
    CREATE INDEX party_person_id ON party (person_id);

    -- A secret, revocable address of one dialogue for one person.
    CREATE TABLE access (
        id          \(dialect.lastingID),
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
        id          \(dialect.lastingID),
        answers     TEXT NOT NULL,
        created_at  \(dialect.integer) NOT NULL,
        changed_at  \(dialect.integer) NOT NULL,
        dialogue_id \(dialect.integer) REFERENCES dialogue (id)
    )\(dialect.strict);
    CREATE INDEX draft_changed_at ON draft (changed_at);
    CREATE INDEX draft_dialogue_id ON draft (dialogue_id);
    """
}
