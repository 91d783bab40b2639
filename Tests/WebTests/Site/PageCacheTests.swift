import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

struct PageCacheTests {
    @Test func `a public page is made once until the content changes`() async throws {
        let site = TestSite()
        try await site.run { (client) async throws in
            let first = try await client.execute(uri: "/omraader", method: .get)
            let second = try await client.execute(uri: "/omraader", method: .get)
            #expect(site.calls.value == 2)
            #expect(second.text == first.text)
            #expect(second.field("ETag") == first.field("ETag"))
            #expect(second.field("X-Request-ID") != first.field("X-Request-ID"))
            site.version.add()
            _ = try await client.execute(uri: "/omraader", method: .get)
            #expect(site.calls.value == 3)
        }
        #expect(site.lines.all.count { $0.contains("\"route\": /omraader") } == 3)
    }

    @Test func `language and query are part of the address`() async throws {
        let site = TestSite()
        try await site.run { (client) async throws in
            for path in ["/omraader", "/en/omraader", "/omraader?x=1", "/omraader?x=2"] {
                _ = try await client.execute(uri: path, method: .get)
            }
            #expect(site.calls.value == 5)
            #expect(try await client.execute(uri: "/en/omraader", method: .get).text.contains("<html lang=\"en\">"))
            #expect(site.calls.value == 5)
        }
    }

    @Test func `whoever has a session neither gives nor gets a kept page`() async throws {
        let site = TestSite(staff: TestSite.fatima)
        try await site.run { (client) async throws in
            let session: HTTPFields = [.cookie: "krumtap=fatima"]
            #expect(try await client.execute(uri: "/omraader", method: .get, headers: session).text.contains("Fatima Lund"))
            #expect(try await !client.execute(uri: "/omraader", method: .get).text.contains("Fatima Lund"))
            #expect(try await client.execute(uri: "/omraader", method: .get, headers: session).text.contains("Fatima Lund"))
            #expect(site.calls.value == 4)
        }
    }

    @Test func `pages for one person and pages about errors are not kept`() async throws {
        let site = TestSite()
        try await site.run { (client) async throws in
            for _ in 1...2 {
                #expect(try await client.execute(uri: "/kontakt?fail=busy", method: .get).status.code == 503)
                #expect(try await client.execute(uri: "/", method: .get).status == .ok)
            }
            #expect(site.calls.value == 5)
        }
    }

    @Test func `a page the browser has is not sent again`() async throws {
        try await TestSite().run { (client) async throws in
            let eTag = try #require(try await client.execute(uri: "/omraader", method: .get).field("ETag"))
            for known in [eTag, "W/\(eTag)", "\"x\", \(eTag)", "*"] {
                let response = try await client.execute(uri: "/omraader", method: .get, headers: [.ifNoneMatch: known])
                #expect(response.status == .notModified)
                #expect(response.body.readableBytes == 0)
                #expect(response.field("ETag") == eTag)
                #expect(response.field("Cache-Control") == "public, no-cache")
            }
            let other = try await client.execute(uri: "/omraader", method: .get, headers: [.ifNoneMatch: "\"x\""])
            #expect(other.status == .ok)
            // The first answer, before anything is kept, knows it as well.
            let fresh = try await client.execute(uri: "/omraader?fresh=1", method: .get, headers: [.ifNoneMatch: eTag])
            #expect(fresh.status == .ok)
        }
    }

    private static func answer(_ count: Int) -> PageCache.Answer {
        PageCache.Answer(body: ByteBuffer(repeating: 65, count: count), fields: [:], route: nil)
    }

    @Test func `a minute is the longest`() {
        let cache = PageCache()
        let now = ContinuousClock.now
        cache.keep(Self.answer(1), as: "a", version: 1, now: now)
        #expect(cache.find("a", version: 1, now: now + .seconds(59)) != nil)
        #expect(cache.find("a", version: 1, now: now + .seconds(60)) == nil)
    }

    @Test func `what was read before a change is never kept`() {
        let cache = PageCache()
        cache.keep(Self.answer(1), as: "new", version: 2)
        cache.keep(Self.answer(1), as: "late", version: 1)
        #expect(cache.find("late", version: 2) == nil)
        #expect(cache.find("late", version: 1) == nil)
        #expect(cache.find("new", version: 2) != nil)
        #expect(cache.find("new", version: 3) == nil)
    }

    @Test func `it does not grow without end`() {
        let cache = PageCache(maximumCount: 3, maximumBytes: 1000)
        for key in ["a", "b", "c", "d"] { cache.keep(Self.answer(10), as: key, version: 1) }
        #expect(["a", "b", "c", "d"].map { cache.find($0, version: 1) != nil } == [false, true, true, true])
        cache.keep(Self.answer(10), as: "b", version: 1)
        cache.keep(Self.answer(10), as: "e", version: 1)
        #expect(["b", "c", "d", "e"].map { cache.find($0, version: 1) != nil } == [true, false, true, true])

        let small = PageCache(maximumCount: 100, maximumBytes: 1000)
        for key in 1...20 { small.keep(Self.answer(100), as: "\(key)", version: 1) }
        #expect((1...20).count { small.find("\($0)", version: 1) != nil } == 10)
        small.keep(Self.answer(126), as: "too large", version: 1)
        #expect(small.find("too large", version: 1) == nil)
    }
}
