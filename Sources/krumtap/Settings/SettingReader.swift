import Formats

/// Takes settings out of the environment and the file one by one, and collects what is wrong with them.
struct SettingReader {
    private let environment: [String: String]
    private let file: [String: String]
    private(set) var faults: [String]

    /// `readFile` gives the text of a file, or throws.
    init(environment: [String: String], readFile: (String) throws -> String) {
        self.environment = environment.filter { $0.key.hasPrefix(Setting.prefix) }
        faults = []
        guard let path = environment["KRUMTAP_CONFIG"], !path.isEmpty else {
            file = [:]
            checkNames()
            return
        }
        do {
            let read = SettingsFile(try readFile(path), name: path)
            file = read.values
            faults += read.faults
        } catch {
            file = [:]
            faults.append("KRUMTAP_CONFIG: the file \(path) cannot be read.")
        }
        if file["KRUMTAP_CONFIG"] != nil { faults.append("KRUMTAP_CONFIG: a settings file cannot name another one.") }
        checkNames()
    }

    /// What is given and not empty. The environment counts before the file.
    subscript(name: String) -> String? {
        let value = environment[name] ?? file[name]
        return value?.isEmpty == false ? value : nil
    }

    mutating func fault(_ name: String, _ words: String) { faults.append("\(name): \(words)") }

    /// The value through `read`, or the standard when it is not given; a fault, and the standard, when `read` gives nil.
    mutating func value<Value>(_ name: String, standard: Value, expected: String, _ read: (String) -> Value?) -> Value {
        guard let text = self[name] else { return standard }
        if let value = read(text) { return value }
        fault(name, "\"\(text)\" is not \(expected).")
        return standard
    }

    private mutating func checkNames() {
        let known = Setting.all.map(\.name)
        for name in Set(environment.keys).union(file.keys).sorted() where !known.contains(name) {
            let nearest = known.min { Self.distance($0, name) < Self.distance($1, name) }
            let hint = nearest.flatMap { Self.distance($0, name) <= 4 ? " Did you mean \($0)?" : nil }
            fault(name, "there is no such setting.\(hint ?? "")")
        }
    }

    /// How many letters to change, add or take away (Levenshtein).
    private static func distance(_ first: String, _ second: String) -> Int {
        let second = Array(second)
        var row = Array(0...second.count)
        for (index, letter) in first.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in second.indices {
                let change = diagonal + (letter == second[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, diagonal + 1)
            }
        }
        return row[second.count]
    }
}
