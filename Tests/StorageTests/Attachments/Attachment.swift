import Domain

/// Swift Testing has an `Attachment` too.
typealias Attachment = Domain.Attachment
