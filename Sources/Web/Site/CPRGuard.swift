import Domain

/// A form holds what looks like a CPR number, and its writer has not yet said what to do. Nothing of the form is stored before that, in
/// no draft either: the words are only in the page that asks.
struct CPRFound: Error, Sendable {
    struct Place: Sendable {
        let field: String
        /// 1 for the first line.
        let line: Int
        let certainty: CPRNumber.Certainty
        /// What would stand there.
        let masked: String
    }

    let places: [Place]
    /// Found behind `?` and not in a form.
    let isQuery: Bool
    /// Files came along. They are not kept either, and have to be chosen again.
    var hasFiles = false

    /// Only where all of it may be something else.
    var mayBeSent: Bool { !isQuery && places.allSatisfy { $0.certainty == .hint } }
}

/// What a writer can answer, in the field `cpr` of the form that is sent again.
enum CPRChoice: String {
    /// Hide the last four digits wherever a number was found.
    case mask
    /// It is none; only for what may be something else.
    case keep

    static let field = "cpr"
}

extension FormFields {
    /// The form as it may be stored. Every form passes here, so that no room can forget it.
    ///
    /// Throws `CPRFound` as long as the writer has not chosen. Whoever reads a form in another way than `read` calls this.
    package func withoutNumbers(hasFiles: Bool = false) throws -> FormFields {
        let choice = CPRChoice(rawValue: self[CPRChoice.field])
        if choice == .mask {
            return map { CPRGuard.isFree($0) ? CPRNumber.mask($1) : $1 }
        }
        let places = CPRGuard.places(in: self).filter { choice != .keep || $0.certainty == .certain }
        guard places.isEmpty else { throw CPRFound(places: places, isQuery: false, hasFiles: hasFiles) }
        return self
    }

    /// What stands behind `?` is in the browser's history already; it is neither searched nor shown. Only what is certain counts.
    func withoutNumbersInQuery() throws -> FormFields {
        let places = CPRGuard.places(in: self).filter { $0.certainty == .certain }
        guard places.isEmpty else { throw CPRFound(places: places, isQuery: true) }
        return self
    }
}

enum CPRGuard {
    /// Fields that hold no words: addresses, codes and numbers of rows.
    private static let exempt: Set<String> = ["email", "phone", "code", "key", "seen", "efter", "person", "receiver", CPRChoice.field]

    static func isFree(_ field: String) -> Bool { !exempt.contains(field) }

    static func places(in fields: FormFields) -> [CPRFound.Place] {
        fields.all.filter { isFree($0.name) }.flatMap { field in
            CPRNumber.find(in: field.value).map { number in
                CPRFound.Place(
                    field: field.name, line: 1 + field.value[..<number.range.lowerBound].count { $0.isNewline },
                    certainty: number.certainty, masked: number.masked)
            }
        }
    }
}
