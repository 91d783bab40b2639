/// The languages Krumtap speaks. Danish first, English complete beside it.
package enum Language: String, Sendable, CaseIterable, Hashable {
    case da, en
}
