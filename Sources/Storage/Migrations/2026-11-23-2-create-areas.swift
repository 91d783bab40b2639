import SQLEngine

let createAreas = Migration("2026-11-23-2-create-areas") { dialect in
    """
    CREATE TABLE area (
        id               \(dialect.autoID),
        slug             TEXT NOT NULL UNIQUE,
        name             TEXT NOT NULL UNIQUE,
        also_called      TEXT,
        main_town        TEXT NOT NULL,
        population       \(dialect.integer),
        population_year  \(dialect.integer),
        population_scope TEXT CHECK (population_scope IN ('area', 'town')),
        -- A GeoJSON MultiPolygon geometry (RFC 7946).
        boundary         TEXT NOT NULL,
        CHECK ((population IS NULL) = (population_year IS NULL) AND (population IS NULL) = (population_scope IS NULL))
    )\(dialect.strict);

    -- Names are not unique: there is a Mogenstrup in Regstrup and one in Undløse.
    CREATE TABLE place (
        id      \(dialect.autoID),
        area_id \(dialect.integer) NOT NULL REFERENCES area (id),
        name    TEXT NOT NULL,
        UNIQUE (area_id, name)
    )\(dialect.strict);

    CREATE TABLE parish (
        code    TEXT NOT NULL PRIMARY KEY,
        area_id \(dialect.integer) NOT NULL REFERENCES area (id),
        name    TEXT NOT NULL
    )\(dialect.strict);
    CREATE INDEX parish_area_id ON parish (area_id);

    -- Popolo: anything people are members of.
    CREATE TABLE organization (
        id         \(dialect.autoID),
        kind       TEXT NOT NULL CHECK \(oneOf("kind", "forum", "community", "working_group", "department", "council", "committee")),
        name       TEXT NOT NULL CHECK (name <> ''),
        form       TEXT CHECK \(oneOf("form", "lokalforum", "lokalraad", "laug")),
        area_id    \(dialect.integer) REFERENCES area (id),
        CHECK (kind <> 'forum' OR (form IS NOT NULL AND area_id IS NOT NULL))
    )\(dialect.strict);
    CREATE INDEX organization_area_id ON organization (area_id);

    -- Popolo: person x organization x role, dated. until_on is the first day after; NULL while open.
    CREATE TABLE membership (
        id              \(dialect.autoID),
        person_id       \(dialect.integer) NOT NULL REFERENCES person (id),
        organization_id \(dialect.integer) NOT NULL REFERENCES organization (id),
        role            TEXT NOT NULL
            CHECK \(oneOf("role", "facilitator", "officer", "politician", "secretariat", "administrator", "contact", "member")),
        title           TEXT,
        from_on         TEXT NOT NULL,
        until_on        TEXT,
        CHECK (until_on IS NULL OR until_on > from_on)
    )\(dialect.strict);
    CREATE INDEX membership_person_id ON membership (person_id);
    CREATE INDEX membership_organization_id ON membership (organization_id);

    -- Who serves an area as Fælles-skaber, on which dates. Never overwritten.
    CREATE TABLE facilitator (
        id        \(dialect.autoID),
        area_id   \(dialect.integer) NOT NULL REFERENCES area (id),
        person_id \(dialect.integer) NOT NULL REFERENCES person (id),
        from_on   TEXT NOT NULL,
        until_on  TEXT,
        CHECK (until_on IS NULL OR until_on > from_on)
    )\(dialect.strict);
    CREATE INDEX facilitator_area_id ON facilitator (area_id, from_on);
    CREATE INDEX facilitator_person_id ON facilitator (person_id);
    """
}
