import CSQLite

/// The memory SQLite takes.
enum SQLiteMemory {
    /// Keeps SQLite from counting it, as long as it has opened nothing yet: whoever may be the first to open something says this before.
    ///
    /// Counting takes one lock of the whole process for each piece of memory, and a search takes and frees thousands of them, on several
    /// connections at once (docs/performance.md has what it cost). Nothing here asks for the count
    /// (https://sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigmemstatus).
    static func leaveUncounted() { _ = isUncounted }

    static let isUncounted = krumtap_sqlite_count_no_memory() == SQLITE_OK
}
