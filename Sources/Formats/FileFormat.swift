/// What a file is, by its content. Its name and the type its sender claims say nothing.
package enum FileFormat: String, Sendable, CaseIterable {
    case pdf, jpeg, png, webp, heic, docx, odt, text

    package var isImage: Bool {
        switch self {
        case .jpeg, .png, .webp, .heic: true
        case .pdf, .docx, .odt, .text: false
        }
    }
}

/// A file that was looked into.
package struct SniffedFile: Sendable, Equatable {
    package let format: FileFormat
    /// As the header of an image says, before anything is decoded.
    package let width: Int?
    package let height: Int?

    package init(format: FileFormat, width: Int? = nil, height: Int? = nil) {
        self.format = format
        self.width = width
        self.height = height
    }
}

/// Why a file is none of those we take.
package enum FileRefusal: Error, Sendable, Equatable, CaseIterable {
    case empty
    /// Some other format, or none.
    case otherFormat
    /// It begins as one of ours and is not whole, or is two things at once.
    case damaged
    case tooManyPixels
    /// It carries a program.
    case macros
    /// Unpacked it would be far larger than it looks.
    case bomb
    /// A password keeps everybody from reading it.
    case encrypted
}

package enum FileSniffer {
    package static let maximumPixels = 50_000_000
    /// The longest side: what the formats themselves can carry, more or less.
    package static let maximumSide = 32_768

    /// What the bytes are, from their first bytes and their structure. Pure: decodes and unpacks nothing.
    package static func sniff(_ bytes: [UInt8]) throws(FileRefusal) -> SniffedFile {
        guard !bytes.isEmpty else { throw .empty }
        let reader = ByteReader(bytes)
        if reader.has("%PDF-", at: 0) { return try PDFStructure.check(reader) }
        if let format = imageFormat(reader) { return try image(format, reader) }
        if reader.has("PK\u{3}\u{4}", at: 0) { return SniffedFile(format: try OfficeDocument.format(of: reader)) }
        guard PlainText.mayBeText(reader) else { throw .otherFormat }
        return SniffedFile(format: .text)
    }

    private static func imageFormat(_ reader: ByteReader) -> FileFormat? {
        if reader.big(0, 3) == 0xFFD8FF { return .jpeg }
        if reader.big(0, 4) == 0x8950_4E47, reader.big(4, 4) == 0x0D0A_1A0A { return .png }
        if reader.has("RIFF", at: 0), reader.has("WEBP", at: 8) { return .webp }
        if reader.has("ftyp", at: 4), HEICHeader.isHEIC(reader) { return .heic }
        return nil
    }

    private static func image(_ format: FileFormat, _ reader: ByteReader) throws(FileRefusal) -> SniffedFile {
        let size: ImageSize? =
            switch format {
            case .jpeg: ImageHeader.jpeg(reader)
            case .png: ImageHeader.png(reader)
            case .webp: ImageHeader.webp(reader)
            default: HEICHeader.size(reader)
            }
        guard let size, size.width > 0, size.height > 0 else { throw .damaged }
        guard size.width <= maximumSide, size.height <= maximumSide, size.width * size.height <= maximumPixels else { throw .tooManyPixels }
        return SniffedFile(format: format, width: size.width, height: size.height)
    }
}
