/// The problems with a form, one per field, first problem wins.
package struct Invalid<Field: Hashable & Sendable>: Error, Equatable, Sendable {
    package private(set) var problems: [Field: Problem] = [:]

    package init() {}
    package init(_ field: Field, _ problem: Problem) { problems[field] = problem }

    package var isEmpty: Bool { problems.isEmpty }

    package mutating func add(_ field: Field, _ problem: Problem) {
        if problems[field] == nil { problems[field] = problem }
    }

    package mutating func check(_ field: Field, _ holds: Bool, _ problem: Problem) {
        if !holds { add(field, problem) }
    }
}

/// What can be wrong with a value a person typed. The words are in the pages' texts.
package enum Problem: Hashable, Sendable {
    case missing
    case tooLong(limit: Int, length: Int)
    case malformed
    case unknown
    case outOfRange
    /// Somebody has it already.
    case taken
    case needsChoice
    case expired
    case wrong(triesLeft: Int)
}
