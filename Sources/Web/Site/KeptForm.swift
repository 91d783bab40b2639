import Synchronization

/// The form of a request that may fail after it was read. Whoever has typed a page must not lose it to a full disk.
final class KeptForm: Sendable {
    private let form = Mutex<FormFields?>(nil)

    func keep(_ fields: FormFields) { form.withLock { $0 = fields } }

    var fields: FormFields? { form.withLock { $0 } }
}
