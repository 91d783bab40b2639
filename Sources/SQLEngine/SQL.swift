/// SQL text with bound values: `"WHERE id = \(id)"` binds, it never splices.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Part: Sendable {
        case text(StaticString)
        case name(String)
        case value(SQLValue)
        /// A value without which no good plan can be made.
        case decisive(SQLValue)
    }

    private(set) var parts: [Part]

    fileprivate init(parts: [Part]) { self.parts = parts }

    package init(stringLiteral text: StaticString) { parts = [.text(text)] }
    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// A table or column as the engine's own catalogue calls it, quoted. For this target alone: stores write their names out.
    init(name: String) { parts = [.name(name)] }

    /// A value bound like others, in a statement that PostgreSQL plans anew each time it is run, knowing the value. It could else come to
    /// keep one plan for all.
    init(decisive value: some SQLConvertible) { parts = [.decisive(value.sqlValue)] }

    /// Worth keeping prepared.
    var isKept: Bool { !parts.contains { if case .decisive = $0 { true } else { false } } }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(2 * interpolationCount + 1) }

        package mutating func appendLiteral(_ text: StaticString) { parts.append(.text(text)) }
        package mutating func appendInterpolation(_ value: some SQLConvertible) { parts.append(.value(value.sqlValue)) }
        package mutating func appendInterpolation(_ value: (some SQLConvertible)?) { parts.append(.value(value?.sqlValue ?? .null)) }
        package mutating func appendInterpolation(_ fragment: SQL) { parts += fragment.parts }
    }

    /// Renders placeholders the way one engine wants them.
    func render(placeholder: (Int) -> String) -> (text: String, values: [SQLValue]) {
        var text: [UInt8] = []
        text.reserveCapacity(64 * parts.count)
        var values: [SQLValue] = []
        for part in parts {
            switch part {
            case .text(let literal): literal.withUTF8Buffer { text.append(contentsOf: $0) }
            case .name(let name): text.append(contentsOf: "\"\(name.replacing("\"", with: "\"\""))\"".utf8)
            case .value(let value), .decisive(let value):
                values.append(value)
                text.append(contentsOf: placeholder(values.count).utf8)
            }
        }
        return (String(decoding: text, as: UTF8.self), values)
    }
}

extension Sequence<SQL> {
    package func joined(separator: SQL) -> SQL {
        var parts: [SQL.Part] = []
        for (index, fragment) in enumerated() { parts += index == 0 ? fragment.parts : separator.parts + fragment.parts }
        return SQL(parts: parts)
    }
}
