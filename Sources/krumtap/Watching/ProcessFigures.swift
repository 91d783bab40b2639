import Foundation

/// What the system says of this process.
struct ProcessFigures: Sendable {
    let residentBytes: Int
    let processorSeconds: Double
    let openFiles: Int

    #if canImport(Glibc)
        private static let ofThisProcess = RUSAGE_SELF.rawValue
    #else
        private static let ofThisProcess = RUSAGE_SELF
    #endif

    /// Nil where the system has no `/proc` (proc(5)).
    static var current: ProcessFigures? {
        guard let sizes = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " "), sizes.count > 1,
            let pages = Int(sizes[1]), let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        else { return nil }
        var usage = rusage()
        getrusage(ofThisProcess, &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return ProcessFigures(
            residentBytes: pages * Int(sysconf(Int32(_SC_PAGESIZE))), processorSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            openFiles: files.count)
    }
}
