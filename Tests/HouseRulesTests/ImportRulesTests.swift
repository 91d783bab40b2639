import Foundation
import Testing

/// SwiftPM lets a target import what its dependencies import, so the layers are held here.
struct ImportRulesTests {
    static let allowed: [String: Set<String>] = [
        "Markup": [],
        "Domain": ["Foundation"],
        "Formats": ["Foundation"],
        "SQLEngine": ["CPostgres", "CSQLite", "Crypto", "Foundation", "GRDB", "GRDBSQLite", "Synchronization"],
        "Storage": ["CStemmer", "Crypto", "Domain", "Foundation", "SQLEngine"],
        "Pictures": ["CPictures", "Formats", "Foundation"],
        "Mail": ["CCurl", "Formats", "Foundation"],
        "Web": [
            "Domain", "Storage", "Markup", "Formats", "Pictures", "WebAssets", "Foundation", "Synchronization", "Hummingbird",
            "HummingbirdCore",
            "HTTPTypes",
            "NIOCore", "NIOExtras", "NIOHTTP1", "NIOHTTPTypes", "NIOHTTPTypesHTTP1", "NIOPosix", "Logging", "ServiceLifecycle",
        ],
        "Demo": ["Domain", "Formats", "Foundation", "HolbaekData", "Pictures", "SQLEngine", "Storage"],
    ]

    /// The executable wires everything; the C targets hold files.
    static let free: Set<String> = [
        "krumtap", "WebAssets", "HolbaekData", "CCurl", "CMalloc", "CPostgres", "CSQLite", "CStemmer", "CVips", "CPictures",
    ]

    @Test(arguments: allowed.keys.sorted())
    func `a target imports only what its layer may`(target: String) throws {
        let allowed = try #require(Self.allowed[target])
        for file in SourceFile.sources where file.target == target {
            for line in file.text.matches(of: /(?m)^(?:@testable |package |public |internal )?import (\w+)/) {
                #expect(allowed.contains(String(line.1)), "\(file.path) imports \(line.1)")
            }
        }
    }

    private static let users = [
        "Sources/Storage/Shared/Secrets.swift", "Sources/krumtap/Backup/BackupManifest.swift", "Sources/SQLEngine/Copy/TableSum.swift",
    ]

    /// `Crypto` makes and checks what must not be guessed, in one file; the others are sums of what was copied.
    @Test func `only secrets and checksums use cryptography`() {
        for file in SourceFile.sources where file.text.contains("import Crypto") {
            #expect(Self.users.contains(file.path), "\(file.path)")
        }
    }

    @Test func `every target has its rule`() throws {
        let targets = try FileManager.default.contentsOfDirectory(atPath: SourceFile.root.appending(path: "Sources").path)
        #expect(Set(targets).subtracting(Self.free) == Set(Self.allowed.keys))
    }
}
