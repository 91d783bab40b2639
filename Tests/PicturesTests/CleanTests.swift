import Foundation
import Testing

@testable import Formats
@testable import Pictures

struct CleanTests {
    @Test(arguments: FileFormat.allCases.filter(\.isImage))
    func `the system reads every kind of picture we take`(format: FileFormat) {
        #expect(PictureCleaner.canRead(format))
    }

    @Test func `the place a photo was taken is gone, and the photo stands upright`() throws {
        let photo = try Picture.photo(orientation: 6)
        #expect(Picture.holds(photo, "GPSSECRET") && Picture.holds(photo, "Exif") && Picture.holds(photo, "xmp-secret"))
        #expect(try FileSniffer.sniff(photo) == SniffedFile(format: .jpeg, width: 32, height: 16))

        let clean = try PictureCleaner.cleanNow(photo)
        // Turned by a quarter.
        #expect((clean.width, clean.height) == (16, 32))
        #expect(try FileSniffer.sniff(clean.bytes) == SniffedFile(format: .jpeg, width: 16, height: 32))
        for trace in ["Exif", "GPSSECRET", "xmp", "http", "ICC_PROFILE", "Photoshop", "comment-secret"] {
            #expect(!Picture.holds(clean.bytes, trace) && !Picture.holds(clean.thumbnail, trace), "\(trace)")
        }
        #expect(Picture.segments(clean.bytes).allSatisfy { ![0xE1, 0xE2, 0xED, 0xFE].contains($0) })
    }

    @Test(arguments: [(1, 32, 16), (3, 32, 16), (6, 16, 32), (8, 16, 32)])
    func `every way a camera was held is put right`(orientation: UInt8, width: Int, height: Int) throws {
        let clean = try PictureCleaner.cleanNow(try Picture.photo(orientation: orientation))
        #expect((clean.width, clean.height) == (width, height))
    }

    @Test func `a HEIC becomes a JPEG`() throws {
        let clean = try PictureCleaner.cleanNow(Picture.heic)
        #expect(clean.format == .jpeg)
        #expect(try FileSniffer.sniff(clean.bytes) == SniffedFile(format: .jpeg, width: 32, height: 16))
    }

    @Test func `a WebP stays one, without its metadata`() throws {
        #expect(Picture.holds(Picture.webp, "EXIF"))
        let clean = try PictureCleaner.cleanNow(Picture.webp)
        #expect(clean.format == .webp)
        #expect(!Picture.holds(clean.bytes, "EXIF") && !Picture.holds(clean.bytes, "Exif"))
        #expect(try FileSniffer.sniff(clean.bytes) == SniffedFile(format: .webp, width: 32, height: 16))
        // Still a picture to whoever opens it.
        #expect(try PictureCleaner.cleanNow(clean.bytes).width == 32)
    }

    @Test func `what hides behind a picture is gone`() throws {
        let hidden = Array("PK\u{3}\u{4}<?php system('id'); ?><script>alert(1)</script>".utf8)
        let png = Picture.png(40, 30)
        let text = Picture.pngWithText("<?php system('id'); ?>")
        for bytes in [png + hidden, text, try Picture.photo(orientation: 1) + hidden, Picture.webp + hidden] {
            #expect(Picture.holds(bytes, "<?php"))
            let clean = try PictureCleaner.cleanNow(bytes)
            #expect(!Picture.holds(clean.bytes, "<?php") && !Picture.holds(clean.bytes, "<script"))
        }
    }

    @Test func `a thumbnail is small, and no larger than its picture`() throws {
        let large = try PictureCleaner.cleanNow(Picture.png(1200, 600))
        #expect((large.width, large.height) == (1200, 600))
        #expect(try FileSniffer.sniff(large.thumbnail) == SniffedFile(format: .jpeg, width: 480, height: 240))
        let small = try PictureCleaner.cleanNow(Picture.png(40, 30))
        #expect(try FileSniffer.sniff(small.thumbnail) == SniffedFile(format: .jpeg, width: 40, height: 30))
    }

    @Test func `sixty megapixels are refused before they are decoded`() {
        let started = ContinuousClock.now
        #expect(throws: FileRefusal.tooManyPixels) { try PictureCleaner.cleanNow(Picture.png(8000, 7500, hasPixels: false)) }
        #expect(ContinuousClock.now - started < .seconds(1))
    }

    @Test func `what cannot be decoded is damaged, and the next picture is cleaned`() async throws {
        let cleaner = PictureCleaner()
        let png = Picture.png(40, 30)
        await #expect(throws: FileRefusal.damaged) { try await cleaner.clean(Array(png.prefix(png.count - 30))) }
        await #expect(throws: FileRefusal.damaged) { try await cleaner.clean(Picture.png(8000, 4000, hasPixels: false)) }
        await #expect(throws: FileRefusal.damaged) { try await cleaner.clean(Array(Picture.heic.prefix(460))) }
        #expect(try await cleaner.clean(png).width == 40)
    }
}
