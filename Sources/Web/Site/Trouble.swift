import Domain
import HTTPTypes
import Hummingbird
import Storage

/// Why a request ends without what was asked for, as far as the person is told.
enum Trouble: Error, Sendable, Equatable {
    case malformed
    case unreadable
    case forbidden
    case crossSite
    /// Nobody is signed in any longer, and a form was sent.
    case signedOut
    case notFound
    case otherMethod
    case tooSlow
    case tooLarge
    case otherType
    case otherHost
    case tooOften(retryAfter: Int)
    case broken
    case unavailable
}

extension Trouble {
    /// The one map from errors to what becomes of them. `isUnavailable` comes from whoever knows the database's errors.
    init(_ error: any Error, isUnavailable: Bool) {
        switch error {
        case let trouble as Trouble: self = trouble
        case is NotFound: self = .notFound
        case is Forbidden: self = .forbidden
        case let exceeded as UsageStore.Exceeded: self = .tooOften(retryAfter: exceeded.retryAfter)
        case let unreadable as FormFields.Unreadable: self.init(unreadable)
        case let error as HTTPError: self.init(error.status)
        default: self = isUnavailable ? .unavailable : .broken
        }
    }

    private init(_ unreadable: FormFields.Unreadable) {
        self =
            switch unreadable {
            case .malformed, .tooManyFields: .unreadable
            case .otherType: .otherType
            case .tooLarge: .tooLarge
            case .tooSlow: .tooSlow
            }
    }

    /// What the router itself refuses.
    private init(_ status: HTTPResponse.Status) {
        self =
            switch status {
            case .notFound: .notFound
            case .methodNotAllowed: .otherMethod
            case .contentTooLarge: .tooLarge
            case .badRequest: .malformed
            default: .broken
            }
    }
}

/// What somebody who knows the database says about an error.
package struct Diagnosis: Sendable {
    /// Busy, full or out of reach: nothing was written, and it may work in a moment.
    package let isUnavailable: Bool
    /// For the log: never what a person wrote.
    package let words: String

    package init(isUnavailable: Bool, words: String) {
        self.isUnavailable = isUnavailable
        self.words = words
    }
}
