import Foundation
import SQLEngine
import Storage
import Testing

struct SecretsTests {
    private static let purposes: [Secrets.Purpose] = [.access, .confirm, .draft, .signIn]
    private static let secrets = Secrets(key: Array(repeating: 7, count: 32))

    /// Computed by hand with `openssl dgst -sha256 -mac HMAC`.
    @Test func `a token is a number and 160 bits`() {
        #expect(Self.secrets.token(.access, 35) == "z-h23Li_z9FHJtRiTfyQsBe5akZN4")
    }

    @Test(arguments: purposes)
    func `a token opens what it was made for and nothing else`(purpose: Secrets.Purpose) {
        for id: Int64 in [1, 42, 4711, .max] {
            let token = Self.secrets.token(purpose, id)
            for other in Self.purposes { #expect((Self.secrets.id(ofToken: token, other) == id) == (other == purpose)) }
            #expect(Secrets(key: Array(repeating: 8, count: 32)).id(ofToken: token, purpose) == nil)
        }
    }

    @Test func `a token with one letter changed, added or taken away opens nothing`() {
        let token = Self.secrets.token(.access, 4711)
        let letters = Array(token)
        for index in letters.indices {
            var changed = letters
            changed[index] = letters[index] == "a" ? "b" : "a"
            #expect(Self.secrets.id(ofToken: String(changed), .access) == nil)
            var shorter = letters
            shorter.remove(at: index)
            #expect(Self.secrets.id(ofToken: String(shorter), .access) == nil)
        }
        let around = [token + "a", " " + token, token + "\n", token.uppercased()]
        for text in around + ["", "-", "1", "1-", "æ-ø", String(repeating: "1", count: 500)] {
            #expect(Self.secrets.id(ofToken: text, .access) == nil)
        }
    }

    @Test func `codes are six digits, spread, and differ by purpose`() {
        let codes = (1...2000).map { Self.secrets.code(.confirm, $0) }
        #expect(codes.allSatisfy { $0.utf8.count == 6 && $0.allSatisfy(\.isNumber) })
        #expect(Set(codes).count > 1980)
        #expect(codes.contains { $0.hasPrefix("0") })
        #expect(Self.secrets.code(.confirm, 1) != Self.secrets.code(.signIn, 1))
    }

    @Test(arguments: TestEngine.available)
    func `the key is made once and then read`(engine: TestEngine) async throws {
        let (database, other) = (try await engine.freshDatabase(), try await engine.freshDatabase())
        let first = try await Secrets.load(from: database).token(.access, 1)
        #expect(try await Secrets.load(from: database).token(.access, 1) == first)
        #expect(try await Secrets.load(from: other).token(.access, 1) != first)
        let tokens = (0..<100).map { _ in Secrets.randomToken() }
        #expect(Set(tokens).count == 100)
    }
}
