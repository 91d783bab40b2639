/// Tells versions of a page or file apart (FNV-1a, 64 bits): the same in every process and after every restart.
/// No protection against forgery.
struct ContentHash {
    private let value: UInt64

    init(_ bytes: some Sequence<UInt8>) {
        value = bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }

    /// Eight hexadecimal digits for a file name.
    var short: String { Self.hex((value >> 32) ^ (value & 0xffff_ffff), 8) }

    var eTag: String { "\"\(Self.hex(value, 16))\"" }

    private static func hex(_ number: UInt64, _ length: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: length - digits.count) + digits
    }
}
