import Formats

extension Parser {
    /// A file somebody uploads, before anything decodes it.
    static let file = Parser(
        "file",
        seeds: [
            Crafted.pdf, Crafted.jpeg(40, 30), Crafted.png(40, 30), Crafted.lossyWebP(40, 30), Crafted.losslessWebP(40, 30),
            Crafted.extendedWebP(40, 30), Crafted.heic(40, 30, coded: (48, 32)), Crafted.zip(Crafted.word), Crafted.zip(Crafted.writer),
            Crafted.bytes("Kære alle\r\nBlåbær\n"), [0xFF, 0xFE, 0x48, 0, 0xE5, 0],
        ],
        words: [
            "%PDF-1.4\n", "%%EOF", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "PK\u{1}\u{2}", "RIFF", "VP8X", "ftypheic", "hvcC", "ispe", "meta",
            "<svg",
            "#!", "vbaProject.bin", "../",
        ]
    ) { bytes in
        let found = try FileSniffer.sniff(bytes)
        if found.format == .text {
            let text = PlainText.decoded(bytes) ?? ""
            try expect(!text.isEmpty && text.utf8.count <= 3 * bytes.count, "a text without words")
        }
        guard found.format.isImage else { return }
        let (width, height) = (found.width ?? 0, found.height ?? 0)
        try expect(width > 0 && height > 0 && width * height <= FileSniffer.maximumPixels, "a picture of \(width) × \(height)")
    }
}
