/// A text document of Word or LibreOffice: a ZIP archive with certain members, without programs, that unpacks to a
/// reasonable size.
enum OfficeDocument {
    static let maximumUnpacked = 150 << 20
    /// XML packs well; this is far above any document written by hand and far below a bomb.
    static let maximumRatio = 150
    /// Below this the ratio says nothing.
    static let smallUnpacked = 4 << 20

    static func format(of reader: ByteReader) throws(FileRefusal) -> FileFormat {
        let directory = try ZipDirectory(reader)
        let names = directory.entries.map(\.name)
        let format: FileFormat
        if names.contains("[Content_Types].xml"), names.contains("word/document.xml") {
            format = .docx
        } else if isOpenDocument(directory, reader) {
            format = .odt
        } else {
            throw .otherFormat
        }
        try check(directory, names)
        return format
    }

    /// OpenDocument 1.3, part 2, 3.3: the first member is `mimetype`, not packed.
    private static func isOpenDocument(_ directory: ZipDirectory, _ reader: ByteReader) -> Bool {
        guard let first = directory.entries.min(by: { $0.offset < $1.offset }), first.name == "mimetype", first.method == 0,
            let extra = reader.little(28, 2)
        else { return false }
        let type: StaticString = "application/vnd.oasis.opendocument.text"
        return first.size == type.utf8CodeUnitCount && reader.has(type, at: 30 + 8 + extra)
            && directory.entries.contains { $0.name == "content.xml" }
    }

    private static func check(_ directory: ZipDirectory, _ names: [String]) throws(FileRefusal) {
        guard Set(names.map { $0.lowercased() }).count == names.count, !names.contains(where: isUnsafe) else { throw .damaged }
        guard !names.contains(where: isProgram) else { throw .macros }
        guard !directory.entries.contains(where: \.isEncrypted) else { throw .encrypted }
        guard directory.entries.allSatisfy({ $0.method == 8 || $0.method == 0 && $0.size == $0.packedSize }) else { throw .damaged }
        let unpacked = directory.entries.reduce(0) { $0 + $1.size }
        let packed = directory.entries.reduce(0) { $0 + $1.packedSize }
        guard unpacked <= maximumUnpacked, unpacked <= smallUnpacked || unpacked <= packed * maximumRatio else { throw .bomb }
    }

    private static func isUnsafe(_ name: String) -> Bool {
        name.isEmpty || name.hasPrefix("/") || name.contains("\\") || name.contains("\0") || name.split(separator: "/").contains("..")
    }

    private static func isProgram(_ name: String) -> Bool {
        let name = name.lowercased()
        let isMacro = name.hasSuffix("vbaproject.bin") || name.hasSuffix("vbadata.xml") || name.contains("/activex/")
        return isMacro || name.hasPrefix("basic/") || name.hasPrefix("scripts/") || name.hasSuffix(".exe") || name.hasSuffix(".dll")
    }
}
