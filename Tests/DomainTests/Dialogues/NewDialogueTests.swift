import Domain
import Testing

struct MatterTests {
    @Test func `everything missing is said at once`() throws {
        let invalid = try #require(throws: Invalid<Matter.Field>.self) { try Matter(text: " \r\n\t ", subject: "\u{a0} ", kind: "") }
        #expect(invalid.problems == [.text: .missing, .subject: .missing, .kind: .needsChoice])
    }

    @Test(arguments: Dialogue.Kind.allCases)
    func `every kind is a kind`(kind: Dialogue.Kind) throws {
        #expect(try Matter(text: "Hej", subject: "Hej", kind: kind.rawValue).kind == kind)
    }

    @Test(arguments: ["IDEA", "idé", " idea", "idea\u{0}"])
    func `no other word is a kind`(kind: String) {
        #expect(throws: Invalid<Matter.Field>(.kind, .needsChoice)) { try Matter(text: "Hej", subject: "Hej", kind: kind) }
    }

    /// One character as a person counts: a letter, a letter with its own accent, a family, a flag, a line ending.
    @Test(arguments: ["x", "å", "e\u{301}", "👩‍👩‍👧‍👦", "🇩🇰"])
    func `a subject may have 120 characters of any kind and no more`(character: String) throws {
        let most = String(repeating: character, count: 120)
        #expect(try Matter(text: "Hej", subject: most, kind: "idea").subject == most)
        #expect(throws: Invalid<Matter.Field>(.subject, .tooLong(limit: 120, length: 121))) {
            try Matter(text: "Hej", subject: most + character, kind: "idea")
        }
    }

    @Test(arguments: ["x", "å", "e\u{301}", "👩‍👩‍👧‍👦", "🇩🇰"])
    func `a text may have 10 000 characters of any kind and no more`(character: String) throws {
        let most = String(repeating: character, count: 10_000)
        #expect(try Matter(text: most, subject: "Hej", kind: "idea").text == most)
        #expect(throws: Invalid<Matter.Field>(.text, .tooLong(limit: 10_000, length: 10_001))) {
            try Matter(text: most + character, subject: "Hej", kind: "idea")
        }
    }

    @Test func `a browser's line ending is one character`() throws {
        let lines = "a" + String(repeating: "\r\n", count: 9_998) + "b"
        #expect(try Matter(text: lines, subject: "Hej", kind: "idea").text == lines)
    }

    @Test func `space around does not count, lines within stay, a subject is one line`() throws {
        let padded = "  " + String(repeating: "x", count: 120) + "\n"
        let matter = try Matter(text: "\n  Første linje\r\n\r\n  anden linje  \n", subject: padded, kind: "idea")
        #expect(matter.text == "Første linje\r\n\r\n  anden linje")
        #expect(matter.subject == String(repeating: "x", count: 120))
        #expect(try Matter(text: "x", subject: " Cykelsti\r\n  til\tØrslev ", kind: "idea").subject == "Cykelsti til Ørslev")
    }
}

struct WhereaboutsTests {
    @Test func `an area has to be chosen, the whole municipality and don't know are choices`() throws {
        let area = Area.ID(3)
        #expect(try Whereabouts(scope: "area", area: area, place: "").scope == .area(area))
        #expect(try Whereabouts(scope: "municipality", area: nil, place: "").scope == .municipality)
        #expect(try Whereabouts(scope: "unknown", area: nil, place: "").scope == .unknown)
        #expect(throws: Invalid<Whereabouts.Field>(.area, .needsChoice)) { try Whereabouts(scope: "area", area: nil, place: "") }
        for scope in ["", "Area", "4450"] {
            #expect(throws: Invalid<Whereabouts.Field>(.scope, .needsChoice)) { try Whereabouts(scope: scope, area: area, place: "") }
        }
    }

    @Test func `an area left over from before does not count when another choice is made`() throws {
        #expect(try Whereabouts(scope: "municipality", area: Area.ID(3), place: "").scope == .municipality)
    }

    @Test(arguments: ["x", "ø", "🇩🇰"])
    func `a place may have 200 characters`(character: String) throws {
        let most = String(repeating: character, count: 200)
        #expect(try Whereabouts(scope: "unknown", area: nil, place: " \(most) ").place == most)
        #expect(throws: Invalid<Whereabouts.Field>(.place, .tooLong(limit: 200, length: 201))) {
            try Whereabouts(scope: "unknown", area: nil, place: most + character)
        }
    }

    @Test(arguments: ["", "  ", "\r\n"])
    func `no place is no place`(place: String) throws {
        #expect(try Whereabouts(scope: "unknown", area: nil, place: place).place == nil)
    }
}

struct ContactTests {
    @Test func `a name and one way to answer are enough`() throws {
        let byMail = try contact(email: "anna@example.dk")
        #expect(byMail.email?.text == "anna@example.dk" && byMail.phone == nil)
        let byTelephone = try contact(phone: "59 18 12 34")
        #expect(byTelephone.email == nil && byTelephone.phone != nil)
        let both = try contact(email: "anna@example.dk", phone: "59 18 12 34")
        #expect(both.email != nil && both.phone != nil)
    }

    @Test func `with neither the problem is shown at the first`() {
        #expect(throws: Invalid<Contact.Field>(.email, .missing)) { try contact() }
        #expect(throws: Invalid<Contact.Field>(.email, .missing)) { try contact(email: " ", phone: "\t") }
    }

    @Test func `an address that is none is a problem also when there is a telephone`() {
        #expect(throws: Invalid<Contact.Field>(.email, .malformed)) { try contact(email: "anna", phone: "59 18 12 34") }
    }

    @Test func `everything missing is said at once`() throws {
        let invalid = try #require(throws: Invalid<Contact.Field>.self) {
            try Contact(name: " ", email: "", phone: "", behalf: "", behalfName: "")
        }
        #expect(invalid.problems == [.name: .missing, .email: .missing, .behalf: .needsChoice])
    }

    @Test(arguments: ["x", "æ", "👩‍👩‍👧‍👦"])
    func `a name may have 120 characters`(character: String) throws {
        let most = String(repeating: character, count: 120)
        #expect(try contact(name: "  \(most) ", email: "anna@example.dk").name == most)
        #expect(throws: Invalid<Contact.Field>(.name, .tooLong(limit: 120, length: 121))) {
            try contact(name: most + character, email: "anna@example.dk")
        }
    }

    @Test(arguments: Dialogue.Behalf.Kind.allCases)
    func `on behalf of others needs their name, oneself needs none`(kind: Dialogue.Behalf.Kind) throws {
        let named = try contact(email: "anna@example.dk", behalf: kind.rawValue, behalfName: " Jyderup  Borgerforening ")
        #expect(named.behalf == .init(kind: kind, name: kind == .oneself ? nil : "Jyderup Borgerforening"))
        if kind == .oneself {
            #expect(try contact(email: "anna@example.dk", behalf: kind.rawValue).behalf == .oneself)
        } else {
            #expect(throws: Invalid<Contact.Field>(.behalfName, .missing)) {
                try contact(email: "anna@example.dk", behalf: kind.rawValue, behalfName: " ")
            }
        }
    }

    @Test func `the name of an association may have 160 characters`() throws {
        let most = String(repeating: "å", count: 160)
        #expect(try contact(email: "anna@example.dk", behalf: "association", behalfName: most).behalf.name == most)
        #expect(throws: Invalid<Contact.Field>(.behalfName, .tooLong(limit: 160, length: 161))) {
            try contact(email: "anna@example.dk", behalf: "association", behalfName: most + "å")
        }
        // Oneself has no such name, however long the one left in the field.
        #expect(try contact(email: "anna@example.dk", behalfName: most + "å").behalf == .oneself)
    }

    private func contact(
        name: String = "Anna Sørensen", email: String = "", phone: String = "", behalf: String = "self", behalfName: String = ""
    ) throws -> Contact {
        try Contact(name: name, email: email, phone: phone, behalf: behalf, behalfName: behalfName)
    }
}
