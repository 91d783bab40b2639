import SQLEngine
import Web

/// What the log is told of an error: never what a person wrote.
enum Diagnostics {
    static func diagnose(_ error: any Error) -> Diagnosis {
        Diagnosis(isUnavailable: isUnavailable(error), words: words(error))
    }

    private static func isUnavailable(_ error: any Error) -> Bool {
        switch error {
        case let failure as SQLFailure: [.busy, .full, .unavailable, .corrupt, .inDoubt].contains(failure.kind)
        // A server that was restarted, or took over, with settings under which it could lose something.
        case is PostgresRefusal: true
        default: false
        }
    }

    /// The error's type, and more only where it is known to be harmless.
    static func words(_ error: any Error) -> String {
        switch error {
        case let failure as SQLFailure: failure.description
        case let refusal as SQLiteRefusal: refusal.description
        case let refusal as PostgresRefusal: refusal.description
        case let fault as BackupManifest.Fault: fault.description
        case let mismatch as SQLRow.Mismatch: "column \(mismatch.position) is no \(mismatch.expected)"
        default: String(reflecting: type(of: error))
        }
    }
}
