/// Which of the public dialogues a list holds.
package struct DialogueFilter: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        case open, closed, solved
    }

    package let areaID: Area.ID?
    package let themeID: Theme.ID?
    package let state: State?

    package init(areaID: Area.ID? = nil, themeID: Theme.ID? = nil, state: State? = nil) {
        self.areaID = areaID
        self.themeID = themeID
        self.state = state
    }
}
