import SQLEngine

let createAttachments = Migration("2026-11-23-5-create-attachments") { dialect in
    """
    -- A file: of a draft, or waiting in a dialogue for the message it was sent with (that was refused), or of a message.
    CREATE TABLE attachment (
        id          \(dialect.lastingID),
        draft_id    \(dialect.integer) REFERENCES draft (id),
        dialogue_id \(dialect.integer) REFERENCES dialogue (id),
        message_id  \(dialect.integer) REFERENCES message (id),
        -- Who put it there; NULL in a draft, which nobody has signed yet.
        person_id   \(dialect.integer) REFERENCES person (id),
        name        TEXT NOT NULL CHECK (name <> ''),
        kind        TEXT NOT NULL CHECK \(oneOf("kind", "pdf", "jpeg", "png", "webp", "docx", "odt", "text")),
        byte_count  \(dialect.integer) NOT NULL CHECK (byte_count > 0),
        -- SHA-256 of the content.
        digest      \(dialect.blob) NOT NULL,
        width       \(dialect.integer),
        height      \(dialect.integer),
        -- Everybody may read it, as long as the dialogue and some words of the message are public.
        is_public   \(dialect.integer) NOT NULL DEFAULT 0 CHECK (is_public IN (0, 1)),
        created_at  \(dialect.integer) NOT NULL,
        CHECK ((draft_id IS NULL) <> (dialogue_id IS NULL)),
        CHECK (message_id IS NULL OR dialogue_id IS NOT NULL),
        CHECK (draft_id IS NOT NULL OR person_id IS NOT NULL),
        CHECK (is_public = 0 OR message_id IS NOT NULL),
        CHECK ((width IS NULL) = (height IS NULL)),
        CHECK (\(oneOf("kind", "jpeg", "png", "webp")) = (width IS NOT NULL))
    )\(dialect.strict);
    CREATE INDEX attachment_draft_id ON attachment (draft_id, id);
    CREATE INDEX attachment_dialogue_id ON attachment (dialogue_id, id);
    CREATE INDEX attachment_message_id ON attachment (message_id);
    CREATE INDEX attachment_person_id ON attachment (person_id);
    -- What waits for a message, oldest first.
    CREATE INDEX attachment_waiting ON attachment (created_at) WHERE message_id IS NULL AND dialogue_id IS NOT NULL;

    -- Apart, so that reading a list of files reads no file. The small picture first: it is read without the large one.
    CREATE TABLE attachment_content (
        attachment_id \(dialect.integer) NOT NULL UNIQUE REFERENCES attachment (id),
        thumbnail     \(dialect.blob),
        bytes         \(dialect.blob) NOT NULL
    )\(dialect.strict);

    -- Who fetched a file that is not public, and when.
    CREATE TABLE attachment_reading (
        id            \(dialect.autoID),
        attachment_id \(dialect.integer) NOT NULL REFERENCES attachment (id),
        person_id     \(dialect.integer) NOT NULL REFERENCES person (id),
        read_at       \(dialect.integer) NOT NULL
    )\(dialect.strict);
    CREATE INDEX attachment_reading_attachment_id ON attachment_reading (attachment_id, read_at);
    CREATE INDEX attachment_reading_person_id ON attachment_reading (person_id, read_at);
    \(dialect.appendOnly("attachment_reading"))
    """
}
