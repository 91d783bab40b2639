import CMalloc

/// Memory that is free again.
enum FreeMemory {
    private static let kept: Int32 = 8 << 20
    private static let step: Int32 = 1 << 20

    /// Keeps some megabytes of it, where the C library would hand all but 128 kB back to the kernel.
    ///
    /// SQLite takes some 90 kB of pages for each list in a CHECK and each RETURNING, and frees them when the statement ends: a dozen times
    /// for one row of `dialogue`. The kernel would be asked for each of them, page by page (docs/performance.md has what that costs).
    static func keepSome() {
        #if canImport(Glibc)
            _ = mallopt(M_TRIM_THRESHOLD, kept)
            _ = mallopt(M_TOP_PAD, step)
        #endif
    }
}
