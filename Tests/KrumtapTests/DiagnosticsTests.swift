import Testing

@testable import SQLEngine
@testable import krumtap

/// Which errors are the database's for now, and get the page with a button that sends the form again.
struct DiagnosticsTests {
    @Test(
        arguments: [
            (.busy, true), (.full, true), (.unavailable, true), (.corrupt, true), (.inDoubt, true), (.constraint, false), (.other, false),
        ] as [(SQLFailure.Kind, Bool)])
    func `a database that does not serve now is no fault of the program`(kind: SQLFailure.Kind, isUnavailable: Bool) {
        #expect(Diagnostics.diagnose(SQLFailure(kind: kind, code: 1, message: "words")).isUnavailable == isUnavailable)
    }

    /// It was restarted, or took over, with settings under which it could lose something.
    @Test func `a server that is refused on the way does not serve now, and the log says why`() {
        let diagnosis = Diagnostics.diagnose(PostgresRefusal.notDurable(setting: "fsync=off"))
        #expect(diagnosis.isUnavailable)
        #expect(diagnosis.words == "The server runs with fsync=off, so an acknowledged message could be lost. Refusing to start.")
    }
}
