/// Who has a desk.
package enum DeskPolicy {
    package struct Open: Sendable {
        package let staff: Viewer.Staff
    }

    package static func permitOpen(_ viewer: Viewer) throws(Forbidden) -> Permit<Open> {
        guard case .staff(let staff) = viewer else { throw Forbidden(reason: "the desk is for signed-in staff") }
        return Permit(Open(staff: staff))
    }
}

/// The desk's tables. Each is an address of its own.
package enum DeskView: String, Sendable, CaseIterable {
    case mine, department, politician, citizen, overdue, new, unconfirmed, all
}
