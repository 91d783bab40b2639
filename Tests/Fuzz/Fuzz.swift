import Foundation
import OutsideInput

// The two functions libFuzzer calls. `Tools/fuzz` builds and runs this; it says how.

/// `FUZZ_PARSER` names the parser.
private let parser: Parser = {
    let name = ProcessInfo.processInfo.environment["FUZZ_PARSER"] ?? ""
    guard let parser = Parser.all.first(where: { $0.name == name }) else {
        for parser in Parser.all { print(parser.name) }
        exit(2)
    }
    return parser
}()

/// Writes the seeds into the folder `FUZZ_SEEDS`, from where libFuzzer reads them.
@_cdecl("LLVMFuzzerInitialize")
func writeSeeds(_ count: UnsafeMutableRawPointer?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
    let folder = URL(filePath: ProcessInfo.processInfo.environment["FUZZ_SEEDS"] ?? "seeds")
    do {
        for (index, seed) in parser.seeds.enumerated() { try Data(seed).write(to: folder.appending(path: "seed-\(index)")) }
        // libFuzzer takes no longer ones.
        let words = parser.words.filter { (1...64).contains($0.count) }.map { word in
            "\"\(word.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())\"\n"
        }
        try Data(words.joined().utf8).write(to: folder.appending(path: "../\(parser.name).words"))
    } catch { give("up: \(folder.path) cannot be written") }
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
func check(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let start = processorSeconds
    do { try parser.check(Array(UnsafeBufferPointer(start: bytes, count: count))) } catch { give("finding: \(error)") }
    let used = processorSeconds - start
    if used > 1 { give("finding: it took \(used) s") }
    return 0
}

/// libFuzzer keeps the input of a process that is aborted.
private func give(_ what: String) -> Never {
    FileHandle.standardError.write(Data((what + "\n").utf8))
    abort()
}

private var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
