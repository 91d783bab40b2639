import Foundation
import OutsideInput
import Testing

@testable import Formats

struct FileSnifferTests {
    private func sniff(_ bytes: [UInt8]) -> Result<SniffedFile, FileRefusal> {
        do throws(FileRefusal) { return .success(try FileSniffer.sniff(bytes)) } catch { return .failure(error) }
    }

    private func picture(_ format: FileFormat) -> Result<SniffedFile, FileRefusal> {
        .success(SniffedFile(format: format, width: 640, height: 480))
    }

    @Test func `a text of nothing but accents is looked through at once`() throws {
        let bytes = Array(String(repeating: "\u{323}\u{301}", count: 100_000).utf8)
        #expect(try ContinuousClock().measure { _ = try FileSniffer.sniff(bytes) } < .seconds(10))
    }

    @Test func `every kind we take is known by its content`() {
        #expect(sniff(Crafted.pdf) == .success(SniffedFile(format: .pdf)))
        #expect(sniff(Crafted.jpeg(640, 480)) == picture(.jpeg))
        #expect(sniff(Crafted.png(640, 480)) == picture(.png))
        #expect(sniff(Crafted.lossyWebP(640, 480)) == picture(.webp))
        #expect(sniff(Crafted.losslessWebP(640, 480)) == picture(.webp))
        #expect(sniff(Crafted.extendedWebP(640, 480)) == picture(.webp))
        #expect(sniff(Crafted.heic(640, 480)) == picture(.heic))
        #expect(sniff(Crafted.zip(Crafted.word)) == .success(SniffedFile(format: .docx)))
        #expect(sniff(Crafted.zip(Crafted.writer)) == .success(SniffedFile(format: .odt)))
        #expect(sniff(Crafted.bytes("Lygten på hjørnet er gået ud.\r\n")) == .success(SniffedFile(format: .text)))
    }

    @Test func `an empty file is empty`() { #expect(sniff([]) == .failure(.empty)) }

    @Test(arguments: [
        "<!DOCTYPE html><script>alert(1)</script>", "  \n<svg onload=alert(1)>", "<?php system($_GET['c']); ?>",
        "<?xml version='1.0'?><svg/>",
        "#!/bin/sh\nrm -rf ~", "GIF89a=1;alert(1)//", "\u{FEFF}<html>", "x\n%PDF-1.4 hidden", "{\\rtf1 hej}", "MZ\u{90}\0\u{3}",
        "Rar!\u{1A}\u{7}", "   \n ", "BM\0\0", "\u{1B}[31mred",
    ])
    func `other formats and programs are refused`(text: String) { #expect(sniff(Crafted.bytes(text)) == .failure(.otherFormat)) }

    @Test func `Windows' letters become ours, and words that begin as a format does stay words`() {
        #expect(PlainText.decoded([0x42, 0x6C, 0xE5, 0x62, 0xE6, 0x72, 0x20, 0x80]) == "Blåbær €")
        #expect(PlainText.decoded([0xFF, 0xFE, 0x61, 0, 0xF8, 0]) == "aø")
        #expect(PlainText.decoded([0x61, 0, 0x62]) == nil)
        #expect(sniff(Crafted.bytes("BMX-banen mangler lys")) == .success(SniffedFile(format: .text)))
        #expect(sniff(Crafted.bytes("PK-udvalget mødes 2 < 3")) == .success(SniffedFile(format: .text)))
    }

    @Test(arguments: [
        (8000, 7500, FileRefusal.tooManyPixels), (33_000, 10, .tooManyPixels), (0, 480, .damaged), (65_535, 65_535, .tooManyPixels),
    ])
    func `pixels are counted before anything is decoded`(width: Int, height: Int, refusal: FileRefusal) {
        for bytes in [Crafted.jpeg(width, height), Crafted.png(width, height), Crafted.heic(width, height)] {
            #expect(sniff(bytes) == .failure(refusal))
        }
        #expect(sniff(Crafted.png(10_000, 5000)) == .success(SniffedFile(format: .png, width: 10_000, height: 5000)))
    }

    @Test func `a picture coded larger than its container says is counted as what it is`() {
        #expect(sniff(Crafted.heic(640, 480, coded: (640, 480))) == picture(.heic))
        #expect(sniff(Crafted.heic(640, 480, coded: (16_384, 16_384))) == .failure(.tooManyPixels))
        #expect(sniff(Crafted.heic(640, 480, brand: "avif")) == .failure(.otherFormat))
    }

    @Test func `a picture cut short is damaged`() {
        for whole in [Crafted.jpeg(640, 480), Crafted.png(640, 480), Crafted.extendedWebP(640, 480)] {
            for length in 16..<min(24, whole.count - 6) { #expect(sniff(Array(whole.prefix(length))) == .failure(.damaged)) }
        }
    }

    @Test func `a PDF with something before, behind or instead of its end is refused`() {
        #expect(sniff(Crafted.bytes("\n") + Crafted.pdf) == .failure(.otherFormat))
        #expect(sniff(Crafted.pdf + Crafted.bytes("<script>")) == .failure(.damaged))
        #expect(sniff(Crafted.pdf + Crafted.zip(Crafted.word)) == .failure(.damaged))
        // The archive's comment ends as a PDF does.
        #expect(sniff(Crafted.pdf + Crafted.zip(Crafted.word, comment: Crafted.bytes("%%EOF"))) == .failure(.damaged))
        #expect(sniff(Array(Crafted.pdf.dropLast(6))) == .failure(.damaged))
        #expect(sniff(Crafted.bytes("%PDF-x.4 %%EOF")) == .failure(.damaged))
        #expect(sniff(Crafted.pdf + [0x0D, 0x0A, 0, 0]) == .success(SniffedFile(format: .pdf)))
    }
}

struct OfficeDocumentTests {
    private func refusal(_ bytes: [UInt8]) -> FileRefusal? {
        do throws(FileRefusal) {
            _ = try FileSniffer.sniff(bytes)
            return nil
        } catch { return error }
    }

    private func word(_ more: Crafted.Member...) -> [UInt8] { Crafted.zip(Crafted.word + more) }

    @Test func `an archive that is no document is refused`() {
        #expect(refusal(Crafted.zip([.init(name: "hej.txt")])) == .otherFormat)
        #expect(refusal(Crafted.zip([.init(name: "[Content_Types].xml"), .init(name: "xl/workbook.xml")])) == .otherFormat)
        // OpenDocument's spreadsheet, and one whose type is packed.
        #expect(
            refusal(Crafted.zip([.init(name: "mimetype", content: Crafted.bytes("application/vnd.oasis.opendocument.sheet"))]))
                == .otherFormat)
        var packed = Crafted.writer
        packed[0].method = 8
        #expect(refusal(Crafted.zip(packed)) == .otherFormat)
    }

    @Test(arguments: [
        "word/vbaProject.bin", "WORD/VBAPROJECT.BIN", "word/activeX/activeX1.xml", "Basic/Standard/Module1.xml", "x/setup.exe",
    ])
    func `a document with a program in it is refused`(name: String) { #expect(refusal(word(.init(name: name))) == .macros) }

    @Test(arguments: ["../../etc/passwd", "/etc/passwd", "word\\x", "WORD/document.xml", "word/document.xml"])
    func `members that would land elsewhere or twice are refused`(name: String) {
        #expect(refusal(word(.init(name: name))) == .damaged)
    }

    @Test func `a bomb is known by what it says it holds`() {
        let packed = [UInt8](repeating: 0, count: 40_000)
        #expect(refusal(word(.init(name: "word/media/a", content: packed, size: 200 << 20, method: 8))) == .bomb)
        #expect(refusal(word(.init(name: "word/media/a", content: packed, size: 10 << 20, method: 8))) == .bomb)
        #expect(refusal(word(.init(name: "word/media/a", content: packed, size: 5 << 20, method: 8))) == nil)
        #expect(refusal(word(.init(name: "word/media/a", content: packed, size: 4_294_967_295, method: 8))) == .bomb)
    }

    @Test func `members that share bytes are refused`() { #expect(refusal(word(.init(name: "word/x", offset: 0))) == .damaged) }

    @Test func `a password is a password`() { #expect(refusal(word(.init(name: "word/x", flags: 1))) == .encrypted) }

    @Test func `an archive with something before or behind it is refused`() {
        #expect(refusal(Crafted.zip(Crafted.word, after: Crafted.bytes("<script>"))) == .damaged)
        #expect(refusal(Array(Crafted.zip(Crafted.word).dropLast(1))) == .damaged)
        #expect(refusal(Crafted.zip(Crafted.word, comment: Crafted.bytes("skrevet af Anna"))) == nil)
        var gif = Crafted.zip(Crafted.word)
        gif.insert(contentsOf: Crafted.bytes("GIF89a\0"), at: 0)
        #expect(refusal(gif) == .otherFormat)
    }

    @Test func `noise never stops the reader`() {
        var random = SystemRandomNumberGenerator()
        let seeds = [
            Crafted.zip(Crafted.word), Crafted.heic(640, 480, coded: (640, 480)), Crafted.jpeg(640, 480), Crafted.extendedWebP(9, 9),
            Crafted.pdf,
        ]
        for seed in seeds {
            for _ in 0..<1500 {
                var bytes = seed
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    bytes[Int.random(in: 8..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                _ = refusal(Array(bytes.dropLast(Int.random(in: 0..<8, using: &random))))
            }
        }
    }
}
