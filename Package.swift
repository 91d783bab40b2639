// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// Tests may reach members through any import; products may not.
let relaxed: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny"), .treatAllWarnings(as: .error)]

let package = Package(
    name: "krumtap",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .systemLibrary(name: "CVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
        .target(name: "CPictures", dependencies: ["CVips"]),
        .target(name: "Pictures", dependencies: ["CPictures", "Formats"], swiftSettings: strict),
        .target(name: "WebAssets"),
        .target(name: "HolbaekData"),
        .target(name: "Markup", swiftSettings: strict),
        .target(name: "Formats", swiftSettings: strict),
        .target(name: "Domain", swiftSettings: strict),
        .target(
            name: "SQLEngine",
            dependencies: [
                "CPostgres", "CSQLite", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "Storage",
            dependencies: ["Domain", "SQLEngine", "CStemmer", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(name: "Mail", dependencies: ["Formats", "CCurl"], swiftSettings: strict),
        .target(
            name: "Web",
            dependencies: [
                "Domain", "Storage", "Markup", "Formats", "Pictures", "WebAssets",
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: strict),
        .target(
            name: "Demo", dependencies: ["Domain", "Storage", "SQLEngine", "Formats", "Pictures", "HolbaekData"], swiftSettings: strict),
        .executableTarget(
            name: "krumtap",
            dependencies: [
                "Domain", "SQLEngine", "Storage", "Formats", "Mail", "Web", "Demo", "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .testTarget(name: "HouseRulesTests", swiftSettings: relaxed),
        .testTarget(name: "MarkupTests", dependencies: ["Markup"], swiftSettings: relaxed),
        .testTarget(name: "FormatsTests", dependencies: ["Formats", "OutsideInput"], swiftSettings: relaxed),
        .testTarget(name: "PicturesTests", dependencies: ["Pictures", "Formats"], swiftSettings: relaxed),
        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: relaxed),
        .target(name: "PostgresPeer", dependencies: ["SQLEngine"], path: "Tests/PostgresPeer", swiftSettings: relaxed),
        .testTarget(name: "SQLEngineTests", dependencies: ["SQLEngine", "PostgresPeer"], swiftSettings: relaxed),
        .testTarget(
            name: "StorageTests", dependencies: ["Storage", "SQLEngine", "Domain", "PostgresPeer", "OutsideInput"], swiftSettings: relaxed),
        .testTarget(name: "MailTests", dependencies: ["Mail", "Formats"], exclude: ["Peers"], swiftSettings: relaxed),
        .testTarget(name: "KrumtapTests", dependencies: ["krumtap", "SQLEngine", "Storage", "Domain"], swiftSettings: relaxed),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Storage", "SQLEngine", "Domain", "Formats", "Demo", "PostgresPeer",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: relaxed),
        .target(
            name: "OutsideInput", dependencies: ["Domain", "Formats"], path: "Tests/OutsideInput", swiftSettings: relaxed),
        .testTarget(name: "OutsideInputTests", dependencies: ["OutsideInput"], swiftSettings: relaxed),
        .testTarget(name: "DemoTests", dependencies: ["Demo", "Storage", "SQLEngine", "Domain", "PostgresPeer"], swiftSettings: relaxed),
    ]
)

// Linked with libFuzzer, which brings the `main`: `Tools/fuzz`.
if Context.environment["FUZZ"] != nil {
    package.targets.append(.executableTarget(name: "fuzz", dependencies: ["OutsideInput"], path: "Tests/Fuzz", swiftSettings: relaxed))
}
