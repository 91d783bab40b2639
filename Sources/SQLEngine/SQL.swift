/// SQL text with bound values: `"WHERE id = \(id)"` binds, it never splices.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Part: Sendable {
        case text(StaticString)
        case name(String)
        case value(SQLValue)
    }

    private(set) var parts: [Part]

    package init(stringLiteral text: StaticString) { parts = [.text(text)] }
    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// A table or column as the engine's own catalogue calls it, quoted. For this target alone: stores write their names out.
    init(name: String) { parts = [.name(name)] }

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
        var text = ""
        var values: [SQLValue] = []
        for part in parts {
            switch part {
            case .text(let literal): literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
            case .name(let name): text += "\"\(name.replacing("\"", with: "\"\""))\""
            case .value(let value):
                values.append(value)
                text += placeholder(values.count)
            }
        }
        return (text, values)
    }
}

extension Sequence<SQL> {
    package func joined(separator: SQL) -> SQL {
        var iterator = makeIterator()
        guard var result = iterator.next() else { return "" }
        while let next = iterator.next() { result = "\(result)\(separator)\(next)" }
        return result
    }
}
