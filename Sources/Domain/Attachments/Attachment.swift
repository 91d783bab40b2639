package import Foundation

/// A file somebody has put into a dialogue, without its content.
package struct Attachment: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Attachment>

    package let id: ID
    package let name: AttachmentName
    package let kind: Kind
    package let byteCount: Int
    /// Of a picture.
    package let size: Size?
    /// Everybody may read it once the dialogue and its message are public.
    package let isPublic: Bool
    package let createdAt: Date

    package init(id: ID, name: AttachmentName, kind: Kind, byteCount: Int, size: Size?, isPublic: Bool, createdAt: Date) {
        self.id = id
        self.name = name
        self.kind = kind
        self.byteCount = byteCount
        self.size = size
        self.isPublic = isPublic
        self.createdAt = createdAt
    }

    /// Pixels.
    package struct Size: Sendable, Equatable {
        package let width: Int
        package let height: Int

        package init(width: Int, height: Int) {
            self.width = width
            self.height = height
        }
    }

    /// What is kept. A HEIC becomes a JPEG before it gets here.
    package enum Kind: String, Sendable, CaseIterable {
        case pdf, jpeg, png, webp, docx, odt, text

        package var isImage: Bool { self == .jpeg || self == .png || self == .webp }

        /// The end of its name, and others that are as right.
        package var suffixes: [String] {
            switch self {
            case .pdf: ["pdf"]
            case .jpeg: ["jpg", "jpeg"]
            case .png: ["png"]
            case .webp: ["webp"]
            case .docx: ["docx"]
            case .odt: ["odt"]
            case .text: ["txt"]
            }
        }

        package var contentType: String {
            switch self {
            case .pdf: "application/pdf"
            case .jpeg: "image/jpeg"
            case .png: "image/png"
            case .webp: "image/webp"
            case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            case .odt: "application/vnd.oasis.opendocument.text"
            case .text: "text/plain; charset=utf-8"
            }
        }
    }
}

// The limits. The rules, the pages and the form reader all read them here.
extension Attachment {
    /// A file as it is sent, and as it is kept.
    package static let byteLimit = 10 * 1024 * 1024
    package static let messageLimit = 10
    /// All files of a dialogue, or of a draft, together.
    package static let dialogueByteLimit = 50 * 1024 * 1024
    package static let pixelLimit = 50_000_000
    /// What one network, or one member of staff, may send in a day.
    package static let dayByteLimit = 200 * 1024 * 1024
    /// How long a file waits for its message, after a form was refused.
    package static let heldHours = 24

    /// The types as a file input names them.
    package static let acceptedSuffixes = ["pdf", "jpg", "jpeg", "png", "webp", "heic", "heif", "docx", "odt", "txt"]
}

/// A file that passed every rule: sniffed, cleaned, named.
package struct NewAttachment: Sendable, Equatable {
    package let name: AttachmentName
    package let kind: Attachment.Kind
    package let bytes: [UInt8]
    package let size: Attachment.Size?
    package let thumbnail: [UInt8]?

    /// Throws `Attachment.Problem` for an empty or too large file, and for a picture without size or thumbnail.
    package init(
        name: String, kind: Attachment.Kind, bytes: [UInt8], size: Attachment.Size? = nil, thumbnail: [UInt8]? = nil
    ) throws(Attachment.Problem) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= Attachment.byteLimit else { throw .tooLarge }
        if let size, size.width * size.height > Attachment.pixelLimit { throw .tooManyPixels }
        guard kind.isImage == (size != nil), kind.isImage == (thumbnail != nil) else { throw .damaged }
        self.name = AttachmentName(name, kind)
        self.kind = kind
        self.bytes = bytes
        self.size = size
        self.thumbnail = thumbnail
    }
}

extension Attachment {
    /// Why a file is not taken. The words are in the pages' texts.
    package enum Problem: String, Error, Sendable, CaseIterable {
        case empty, tooLarge, otherFormat, damaged, tooManyPixels, macros, bomb, encrypted
        /// More files than a message may carry.
        case tooMany
        /// The dialogue's files would be too large together.
        case dialogueFull
        /// Too much from one place in a day.
        case dayFull
    }
}
