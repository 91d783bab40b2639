package import Domain

/// Words for people in both languages, side by side: leaving one out does not compile.
package struct Words: Sendable {
    private let da: String
    private let en: String

    package init(da: String, en: String) {
        self.da = da
        self.en = en
    }

    package func callAsFunction(_ language: Language) -> String {
        switch language {
        case .da: da
        case .en: en
        }
    }
}
