/// A row's number, which cannot be mistaken for another entity's.
package struct Identifier<Entity>: Hashable, Sendable, RawRepresentable, Comparable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
