import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

struct AssetsTests {
    @Test(arguments: [
        (Assets.stylesheetPath, "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        (Assets.scriptPath, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/favicon.svg", "image/svg+xml; charset=utf-8", "public, max-age=86400"),
        ("/assets/krumtap.00000000.css", "text/css; charset=utf-8", "public, max-age=60"),
        ("/robots.txt", "text/plain; charset=utf-8", "public, max-age=86400"),
    ])
    func `files say what they are and how long they hold`(path: String, type: String, cache: String) async throws {
        try await TestSite().run { (client) async throws in
            let response = try await client.execute(uri: path, method: .get)
            #expect(response.status == .ok)
            #expect(response.field("Content-Type") == type)
            #expect(response.field("Cache-Control") == cache)
            #expect(response.body.readableBytes > 20)
        }
    }

    @Test(arguments: [Assets.stylesheetPath, "/favicon.svg"])
    func `a file the browser has is not sent again`(path: String) async throws {
        try await TestSite().run { (client) async throws in
            let eTag = try #require(try await client.execute(uri: path, method: .get).field("ETag"))
            let response = try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: eTag])
            #expect(response.status == .notModified)
            #expect(response.body.readableBytes == 0)
        }
    }

    @Test func `names hold eight digits of the content`() {
        #expect(Assets.stylesheetPath.wholeMatch(of: /\/assets\/krumtap\.[0-9a-f]{8}\.css/) != nil)
        #expect(Assets.scriptPath.wholeMatch(of: /\/assets\/krumtap\.[0-9a-f]{8}\.js/) != nil)
    }

    @Test(arguments: [
        "/assets/", "/assets/krumtap.css/x", "/assets/../Package.swift", "/assets/other.00000000.css", "/.well-known/security.txt",
    ])
    func `other files do not exist`(path: String) async throws {
        try await TestSite().run { (client) async throws in #expect(try await client.execute(uri: path, method: .get).status == .notFound) }
    }

    @Test func `whoever finds a hole knows whom to tell`() async throws {
        try await TestSite(origin: "https://dialog.example.dk", securityContact: "mailto:hul@example.dk").run { (client) async throws in
            let text = try await client.execute(uri: "/.well-known/security.txt", method: .get).text
            #expect(text.hasPrefix("Contact: mailto:hul@example.dk\nExpires: 20"))
            #expect(text.hasSuffix("Z\nPreferred-Languages: da, en\nCanonical: https://dialog.example.dk/.well-known/security.txt\n"))
        }
    }

    @Test func `search engines stay out of secret addresses, and of a demo`() async throws {
        try await TestSite().run { (client) async throws in
            let text = try await client.execute(uri: "/robots.txt", method: .get).text
            #expect(text.contains("Disallow: /d/\n") && text.contains("Disallow: /en/d/\n") && !text.contains("Disallow: /\n"))
        }
        try await TestSite(isDemo: true).run { (client) async throws in
            #expect(try await client.execute(uri: "/robots.txt", method: .get).text == "User-agent: *\nDisallow: /\n")
        }
    }

    @Test func `the accessibility statement is where the law wants it`() async throws {
        try await TestSite(accessibilityURL: "https://was.digst.dk/example-dk").run { (client) async throws in
            let response = try await client.execute(uri: "/was", method: .get)
            #expect(response.status == .found)
            #expect(response.field("Location") == "https://was.digst.dk/example-dk")
        }
        try await TestSite().run { (client) async throws in
            #expect(try await client.execute(uri: "/en/was", method: .get).field("Location") == "/en/tilgaengelighed")
        }
    }
}
