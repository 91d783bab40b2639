import Crypto
import Foundation

/// How many rows a table has, and a checksum of them that does not depend on their order or on the engine.
package struct TableSum: Sendable, Equatable, CustomStringConvertible {
    package private(set) var rows = 0
    /// The rows' SHA-256 added up, as four numbers: order does not matter, and a row that is there twice counts twice.
    private var sums: [UInt64] = [0, 0, 0, 0]

    init() {}

    /// Adds a row. Each value goes in with its type and its length, so that nothing can run into its neighbour.
    mutating func add(_ row: [SQLValue]) {
        var hash = SHA256()
        for value in row {
            switch value {
            case .null: Self.update(&hash, "n", [])
            case .integer(let value): withUnsafeBytes(of: value.littleEndian) { Self.update(&hash, "i", $0) }
            case .text(var value): value.withUTF8 { Self.update(&hash, "t", UnsafeRawBufferPointer($0)) }
            case .blob(let value): value.withUnsafeBytes { Self.update(&hash, "b", $0) }
            }
        }
        rows += 1
        hash.finalize().withUnsafeBytes { digest in
            for index in 0..<4 { sums[index] &+= UInt64(littleEndian: digest.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)) }
        }
    }

    private static func update(_ hash: inout SHA256, _ type: Character, _ bytes: some Collection<UInt8>) {
        hash.update(data: [type.asciiValue ?? 0])
        withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
        hash.update(data: Array(bytes))
    }

    /// 64 hexadecimal digits.
    package var checksum: String {
        sums.map { sum in
            let digits = String(sum, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    package var description: String { "\(rows) rows, \(checksum.prefix(16))" }
}
