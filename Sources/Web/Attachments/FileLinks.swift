import Domain
import Pictures

/// Makes links of the files of a dialogue for one of its addresses.
struct FileLinks {
    let path: (Attachment.ID) -> String
    let thumbnail: (Attachment.ID) -> String
    let language: Language

    func link(_ attachment: Attachment) -> FileLink {
        let name = attachment.name.text
        return FileLink(
            name: name, details: AttachmentTexts.details(attachment, language), path: path(attachment.id),
            thumbnail: attachment.size.map { size in
                let small = Self.small(size)
                return (thumbnail(attachment.id), AttachmentTexts.preview(name, language), small.width, small.height)
            })
    }

    /// How large the small picture is, so that the page does not jump when it comes.
    static func small(_ size: Attachment.Size) -> Attachment.Size {
        let longest = max(size.width, size.height, 1)
        guard longest > PictureCleaner.thumbnailSide else { return size }
        let side = PictureCleaner.thumbnailSide
        return Attachment.Size(width: max(1, size.width * side / longest), height: max(1, size.height * side / longest))
    }
}
