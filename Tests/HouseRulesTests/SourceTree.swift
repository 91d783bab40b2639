import Foundation
import Testing

/// The project's own files, as the rules read them.
struct SourceFile: Sendable, CustomTestStringConvertible {
    /// From the project's root: `Sources/Web/Areas/AreaPages.swift`.
    let path: String
    let text: String

    var name: String { String(path.split(separator: "/").last ?? "") }
    var target: String { String(path.split(separator: "/")[1]) }
    var testDescription: String { path }

    /// The text without comments and without doc comments: what the compiler sees, roughly.
    var code: String { text.replacing(/(?m)^\s*\/\/.*$/, with: "").replacing(/\s\/\/ .*/, with: "") }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources = swiftFiles(under: "Sources")
    static let tests = swiftFiles(under: "Tests")

    static func read(_ path: String) throws -> String { try String(contentsOf: root.appending(path: path), encoding: .utf8) }

    private static func swiftFiles(under folder: String) -> [SourceFile] {
        let base = root.appending(path: folder)
        let files = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
        return files.filter { $0.pathExtension == "swift" }.compactMap { file in
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            return SourceFile(path: folder + file.path.dropFirst(base.path.count), text: text)
        }.sorted { $0.path < $1.path }
    }
}
