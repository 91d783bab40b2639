import SQLEngine

let createSearch = Migration("2026-11-23-7-create-search") { dialect in
    """
    -- What dialogues are about, as the municipality names it. A retired theme stays on what has it.
    CREATE TABLE theme (
        id         \(dialect.autoID),
        slug       TEXT NOT NULL UNIQUE CHECK (slug <> ''),
        name_da    TEXT NOT NULL CHECK (name_da <> ''),
        name_en    TEXT NOT NULL CHECK (name_en <> ''),
        position   \(dialect.integer) NOT NULL,
        retired_at \(dialect.integer)
    )\(dialect.strict);
    ALTER TABLE dialogue ADD COLUMN theme_id \(dialect.integer) REFERENCES theme (id);
    CREATE INDEX dialogue_theme_id ON dialogue (theme_id, started_at, id);
    -- The public lists, newest first; `dialogue_public` has them by area.
    CREATE INDEX dialogue_public_new ON dialogue (visibility, started_at, id) WHERE visibility = 'everyone';
    CREATE INDEX dialogue_public_theme ON dialogue (theme_id, started_at, id) WHERE visibility = 'everyone';

    -- The stems of a dialogue's words. `SearchIndex` writes them in the transaction that changes the words.
    CREATE TABLE search_document (
        dialogue_id  \(dialect.integer) NOT NULL PRIMARY KEY REFERENCES dialogue (id),
        -- Of the heading, whoever may read it.
        subject      TEXT NOT NULL,
        -- What everybody may read; empty while the dialogue is between its parties.
        open_words   TEXT NOT NULL,
        -- What only the parties and staff may read.
        closed_words TEXT NOT NULL
    )\(dialect.strict);
    \(dialect.createFullText(SearchFields.text))
    """
}
