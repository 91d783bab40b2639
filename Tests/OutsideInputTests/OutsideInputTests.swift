import Foundation
import OutsideInput
import Testing

/// The short form of `Tools/fuzz`: the same parsers and the same things that must hold, with inputs that are the same each time.
struct OutsideInputTests {
    @Test(arguments: Parser.all)
    func `whatever comes in, what must hold holds`(parser: Parser) {
        for seed in parser.seeds { check(parser, seed) }
        var mutations = Mutations(of: parser)
        for _ in 0..<1_000 { check(parser, mutations.next()) }
    }

    @Test(arguments: Parser.all)
    func `no input of 32 kB takes a second`(parser: Parser) throws {
        for input in Mutations.stretched(parser, to: 32 << 10) {
            let start = Self.processorSeconds
            check(parser, input)
            let used = Self.processorSeconds - start
            #expect(used < 1, "\(String(decoding: input.prefix(60), as: UTF8.self).debugDescription)… took \(used) s")
        }
    }

    private func check(_ parser: Parser, _ input: [UInt8]) {
        do { try parser.check(input) } catch {
            Issue.record("\(error); given \(Data(input.prefix(2_000)).base64EncodedString())")
        }
    }

    /// Of this thread alone: others work at the same time.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
