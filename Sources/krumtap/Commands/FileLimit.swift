import Foundation

/// How many files and connections this process may have open.
enum FileLimit {
    /// For the database, standard streams, mail and a margin.
    private static let ownUse = 64

    #if canImport(Glibc)
        private static let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let openFiles = RLIMIT_NOFILE
    #endif

    /// Takes all the system allows, and says for how many connections that is enough: at the limit, accepting would spin.
    static func connections(wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(openFiles, &limit) == 0 else { return wanted }
        limit.rlim_cur = limit.rlim_max
        setrlimit(openFiles, &limit)
        guard getrlimit(openFiles, &limit) == 0 else { return wanted }
        return min(wanted, max(16, Int(clamping: limit.rlim_cur) - ownUse))
    }
}
