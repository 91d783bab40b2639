import CPictures
package import Formats
import Foundation

/// A picture encoded anew: upright, in sRGB, with nothing left of what its file carried besides pixels.
package struct CleanPicture: Sendable, Equatable {
    package let format: FileFormat
    package let bytes: [UInt8]
    package let width: Int
    package let height: Int
    /// A JPEG of at most `PictureCleaner.thumbnailSide` pixels a side.
    package let thumbnail: [UInt8]
}

/// Cleans pictures with libvips, one at a time and on a thread of its own: it blocks, and a large picture takes seconds and memory.
package struct PictureCleaner: Sendable {
    package static let thumbnailSide = 480
    /// A picture that takes longer is refused.
    package static let maximumSeconds: Int32 = 20

    private let queue = DispatchQueue(label: "pictures", qos: .utility)

    package init() {}

    /// Throws `FileRefusal.damaged` for what cannot be decoded, and what `FileSniffer` refuses.
    package func clean(_ bytes: [UInt8]) async throws -> CleanPicture {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try Self.cleanNow(bytes) }) }
        }
    }

    /// The same, on the caller's thread.
    package static func cleanNow(_ bytes: [UInt8]) throws -> CleanPicture {
        // The pixels are counted before anything is decoded.
        let sniffed = try FileSniffer.sniff(bytes)
        guard let format = Self.formats[sniffed.format], krumtap_pictures_start() == 0 else { throw FileRefusal.damaged }
        var picture = krumtap_picture()
        defer { krumtap_picture_free(&picture) }
        let failed = krumtap_picture_clean(bytes, bytes.count, format, FileSniffer.maximumPixels, maximumSeconds, &picture)
        guard failed == 0, let base = picture.bytes else { throw FileRefusal.damaged }
        let kept = sniffed.format == .heic ? FileFormat.jpeg : sniffed.format
        var clean = Array(UnsafeBufferPointer(start: base, count: picture.count))
        // libvips 8.14.1 writes an EXIF chunk of its own into a WebP, asked not to or not.
        if kept == .webp { clean = try WebPChunks.onlyPicture(clean) }
        var small = krumtap_picture()
        defer { krumtap_picture_free(&small) }
        guard let again = Self.formats[kept],
            krumtap_picture_shrink(clean, clean.count, again, Int32(thumbnailSide), maximumSeconds, &small) == 0, let start = small.bytes
        else { throw FileRefusal.damaged }
        return CleanPicture(
            format: kept, bytes: clean, width: Int(picture.width), height: Int(picture.height),
            thumbnail: Array(UnsafeBufferPointer(start: start, count: small.count)))
    }

    /// Whether the system's libvips reads the format; a build of it may lack some.
    package static func canRead(_ format: FileFormat) -> Bool {
        guard let wanted = formats[format], krumtap_pictures_start() == 0 else { return false }
        return krumtap_pictures_loaders() & (1 << Int32(wanted.rawValue)) != 0
    }

    private static let formats: [FileFormat: krumtap_picture_format] = [
        .jpeg: KRUMTAP_JPEG, .png: KRUMTAP_PNG, .webp: KRUMTAP_WEBP, .heic: KRUMTAP_HEIC,
    ]
}
