import Domain

/// The desk's views as they are named in addresses.
enum DeskPaths {
    static func name(of view: DeskView) -> String {
        switch view {
        case .mine: "mig"
        case .department: "forvaltning"
        case .politician: "politiker"
        case .citizen: "borger"
        case .overdue: "over"
        case .new: "nye"
        case .unconfirmed: "ubekraeftede"
        case .all: "alle"
        }
    }

    static func view(named name: String) -> DeskView? { DeskView.allCases.first { self.name(of: $0) == name } }
}
