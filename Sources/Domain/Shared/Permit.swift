/// Proof that a policy allowed `Action`. Only policies in this module can make one,
/// so a store method that asks for a permit cannot be called without a decision.
package struct Permit<Action: Sendable>: Sendable {
    package let action: Action
    init(_ action: Action) { self.action = action }
}

/// The viewer may not do this. The reason is for the log, never for the page.
package struct Forbidden: Error, Sendable, Equatable {
    package let reason: String
    package init(reason: String) { self.reason = reason }
}

/// Absent, or not visible to this viewer: the page is the same for both.
package struct NotFound: Error, Sendable, Equatable {
    package init() {}
}
