import Foundation
import NIOCore

/// An address where nobody can be heard. One line for the operator.
struct CannotListen: Error, CustomStringConvertible {
    let description: String

    /// - Parameter setting: where another address is given.
    init(_ error: IOError, _ address: ListenAddress, setting: String) {
        description =
            switch error.errnoCode {
            case EADDRINUSE: "\(address) is in use by another program. Stop it, or choose another address with \(setting)."
            case EACCES: "\(address) may not be used by this user: ports below 1024 need a privilege."
            case EADDRNOTAVAIL: "\(address) is no address of this machine."
            default: "cannot listen on \(address): \(error.localizedDescription)"
            }
    }
}
