/// What a Prometheus server reads: the text exposition format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
package struct PrometheusText: Sendable {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package enum Kind: String, Sendable { case counter, gauge, histogram }

    package struct Sample: Sendable {
        let suffix: String
        let labels: [(name: String, value: String)]
        let value: Double

        package init(_ value: Double, _ labels: [(name: String, value: String)] = []) {
            (self.suffix, self.labels, self.value) = ("", labels, value)
        }

        fileprivate init(_ suffix: String, _ value: Double, _ labels: [(name: String, value: String)] = []) {
            (self.suffix, self.labels, self.value) = (suffix, labels, value)
        }
    }

    package private(set) var text = ""

    package init() {}

    /// Adds a family of samples. Without any it is left out.
    package mutating func add(_ name: String, _ kind: Kind, help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            text += name + sample.suffix
            if !sample.labels.isEmpty {
                text += "{" + sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }.joined(separator: ",") + "}"
            }
            text += " \(Self.number(sample.value))\n"
        }
    }

    package mutating func add(_ name: String, _ kind: Kind, help: String, _ value: Double?) {
        add(name, kind, help: help, value.map { [Sample($0)] } ?? [])
    }

    /// - Parameters:
    ///   - bounds: upper bounds, ascending; `counts` has one more, for what lies above all of them. Not added up yet.
    ///   - sum: of all that was observed.
    package mutating func addHistogram(_ name: String, help: String, bounds: [Double], counts: [Int], sum: Double) {
        var samples: [Sample] = []
        var total = 0
        for (bound, count) in zip(bounds.map(Self.number) + ["+Inf"], counts) {
            total += count
            samples.append(Sample("_bucket", Double(total), [(name: "le", value: bound)]))
        }
        samples += [Sample("_sum", sum), Sample("_count", Double(total))]
        add(name, .histogram, help: help, samples)
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var out = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        if quotes { out = out.replacing("\"", with: "\\\"") }
        return out
    }
}
