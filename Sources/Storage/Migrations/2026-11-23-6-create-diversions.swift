import SQLEngine

let createDiversions = Migration("2026-11-23-6-create-diversions") { dialect in
    """
    -- Where citizens are led before they send. What the whole country has is here from the beginning; each municipality adds its own.
    CREATE TABLE diversion (
        id         \(dialect.autoID),
        kind       TEXT NOT NULL CHECK \(oneOf("kind", "emergency", "fault", "casework", "other_authority")),
        title      TEXT NOT NULL,
        title_en   TEXT NOT NULL,
        advice     TEXT NOT NULL,
        advice_en  TEXT NOT NULL,
        telephone  TEXT,
        web        TEXT CHECK (web LIKE 'https://%'),
        -- One on each line.
        triggers   TEXT NOT NULL,
        -- Its place in the list.
        place      \(dialect.integer) NOT NULL,
        version    \(dialect.integer) NOT NULL,
        retired_at \(dialect.integer)
    )\(dialect.strict);
    CREATE INDEX diversion_place ON diversion (place, id);

    -- Every version there was, with whoever made it. Append-only.
    CREATE TABLE diversion_version (
        diversion_id \(dialect.integer) NOT NULL REFERENCES diversion (id),
        version      \(dialect.integer) NOT NULL,
        at           \(dialect.integer) NOT NULL,
        editor_id    \(dialect.integer) NOT NULL REFERENCES person (id),
        act          TEXT NOT NULL CHECK \(oneOf("act", "added", "changed", "retired", "restored", "moved")),
        kind         TEXT NOT NULL,
        title        TEXT NOT NULL,
        title_en     TEXT NOT NULL,
        advice       TEXT NOT NULL,
        advice_en    TEXT NOT NULL,
        telephone    TEXT,
        web          TEXT,
        triggers     TEXT NOT NULL,
        PRIMARY KEY (diversion_id, version)
    )\(dialect.strict);
    CREATE INDEX diversion_version_editor_id ON diversion_version (editor_id);
    \(dialect.appendOnly("diversion_version"))

    INSERT INTO diversion (kind, title, title_en, advice, advice_en, telephone, web, triggers, place, version) VALUES
    ('emergency', 'Er nogen i fare?', 'Is somebody in danger?',
     'Ring 1-1-2 med det samme ved ulykke, brand, vold eller livsfare. Ingen læser med her hele døgnet.',
     'Ring 1-1-2 at once in case of accident, fire, violence or danger to life. Nobody reads along here around the clock.',
     '112', NULL,
     'brand\nildebrand*\nlivsfare\nlivsfarlig\nbevidstløs\nakut hjælp\noverfald*\nselvmord*\ntrussel vold\ngaslugt', 1, 1),
    ('other_authority', 'Noget for politiet?', 'Something for the police?',
     'Politiet hjælper med tyveri, hærværk, chikane og fester, der går over gevind. Haster det ikke, så ring 1-1-4.',
     'The police help with theft, vandalism, harassment and parties out of hand. If it is not urgent, ring 1-1-4.',
     '114', 'https://politi.dk', 'tyveri\nstjål*\nstjæl*\nindbrud*\nhærværk\nnarko*\nfartkontrol\nspritkør*\nringe politi', 2, 1),
    ('casework', 'Er det din egen sag?', 'Is it your own case?',
     'Hjælp, ydelser, byggesager, skat og børns forhold behandles fortroligt. Skriv med Digital Post, så når det dem, der kender din sag – og skriv aldrig CPR-nummer her.',
     'Help, benefits, building permits, tax and matters of children are dealt with in confidence. Write by Digital Post, so that it reaches those who know your case, and never write a CPR number here.',
     NULL, 'https://post.borger.dk',
     'min sag\nmin sagsbehandler\nmin ansøgning\nmit afslag\nafslag\nklage afgørelse\nkontanthjælp*\nsygedagpenge*\nfleksjob*\nførtidspension*\nhjemmehjælp*\nbyggetilladelse*\nbyggesag*\njobcent*\nunderretning*\nplejebolig*', 3, 1),
    ('other_authority', 'Pension, barsel og boligstøtte', 'Pension, parental leave and housing benefit',
     'Det er Udbetaling Danmark, der udbetaler folkepension, boligstøtte, barselsdagpenge og børne- og ungeydelse. Find dem på borger.dk.',
     'Udbetaling Danmark pays state pension, housing benefit, parental leave benefit and child benefit. Find them at borger.dk.',
     NULL, 'https://www.borger.dk', 'folkepension*\nboligstøtte*\nboligsikring*\nbarselsdagpenge*\nbørneydelse*\nbørnepenge*\nudbetaling danmark', 4, 1),
    ('other_authority', 'Motorveje og statens veje', 'Motorways and state roads',
     'Motorveje og de største landeveje er statens. Huller, skilte og støj dér hører til hos Vejdirektoratet.',
     'Motorways and the largest main roads belong to the state. Potholes, signs and noise there are for Vejdirektoratet, the Danish Road Directorate.',
     '+4572443333', 'https://www.vejdirektoratet.dk', 'motorvej*\nstatsvej*\nvejdirektorat*', 5, 1);
    """
}
