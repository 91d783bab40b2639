import Domain
import Foundation

/// The words about files.
enum AttachmentTexts {
    static let add = Words(da: "Vedhæft filer", en: "Attach files")
    static let files = Words(da: "Filer", en: "Files")
    private static let megabytes = Attachment.byteLimit / 1024 / 1024

    static func hint(_ language: Language) -> String {
        Words(
            da:
                "Højst \(Attachment.messageLimit) filer på hver \(megabytes) MB: billeder (jpg, png, webp, heic), pdf, Word (docx), OpenDocument (odt) eller tekst (txt). Vi fjerner sted og andre skjulte oplysninger fra billeder.",
            en:
                "At most \(Attachment.messageLimit) files of \(megabytes) MB each: pictures (jpg, png, webp, heic), pdf, Word (docx), OpenDocument (odt) or text (txt). We remove the place and other hidden details from pictures."
        )(language)
    }

    static let ready = Words(da: "Filer, der sendes med", en: "Files that will be sent")
    static let readyHint = Words(da: "Fjern fluebenet ved dem, der ikke skal med.", en: "Untick those that should not be sent.")

    static func problem(_ name: String, _ problem: Attachment.Problem, _ language: Language) -> String {
        let name = name.isEmpty ? Words(da: "Filen", en: "The file")(language) : "»\(name)«"
        return "\(name) \(why(problem)(language))"
    }

    private static func why(_ problem: Attachment.Problem) -> Words {
        switch problem {
        case .empty: Words(da: "er tom. Vælg den igen.", en: "is empty. Choose it again.")
        case .tooLarge:
            Words(
                da: "er større end \(megabytes) MB. Gør den mindre, eller del den op.",
                en: "is larger than \(megabytes) MB. Make it smaller, or split it.")
        case .otherFormat:
            Words(
                da: "er en type, vi ikke kan tage imod. Gem den som pdf, jpg, png, docx, odt eller txt.",
                en: "is of a type we cannot take. Save it as pdf, jpg, png, docx, odt or txt.")
        case .damaged:
            Words(
                da: "kan ikke læses. Måske er den ikke hel. Gem den igen, og prøv en gang til.",
                en: "cannot be read. Perhaps it is not whole. Save it anew, and try again.")
        case .tooManyPixels:
            Words(
                da: "har flere end \(Attachment.pixelLimit / 1_000_000) millioner billedpunkter. Gør billedet mindre.",
                en: "has more than \(Attachment.pixelLimit / 1_000_000) million pixels. Make the picture smaller.")
        case .macros:
            Words(
                da: "har makroer eller programmer i sig. Gem den uden, eller som pdf.",
                en: "has macros or programs in it. Save it without them, or as pdf.")
        case .bomb:
            Words(
                da: "fylder alt for meget, når den pakkes ud. Gem den som pdf.", en: "is far too large when unpacked. Save it as pdf.")
        case .encrypted: Words(da: "har en adgangskode. Gem den uden.", en: "has a password. Save it without one.")
        case .tooMany:
            Words(
                da: "er én for meget: der kan være \(Attachment.messageLimit) filer i en besked. Send den i den næste.",
                en: "is one too many: a message can have \(Attachment.messageLimit) files. Send it in the next one.")
        case .dialogueFull:
            Words(
                da: "er der ikke plads til: en dialog kan have \(Attachment.dialogueByteLimit / 1024 / 1024) MB filer i alt.",
                en: "does not fit: a dialogue can have \(Attachment.dialogueByteLimit / 1024 / 1024) MB of files in all.")
        case .dayFull:
            Words(
                da: "kom ikke med: der er sendt for meget herfra i dag. Prøv igen i morgen.",
                en: "was not taken: too much has been sent from here today. Try again tomorrow.")
        }
    }

    static func kind(_ kind: Attachment.Kind, _ language: Language) -> String {
        switch kind {
        case .pdf: "pdf"
        case .jpeg, .png, .webp: Words(da: "billede", en: "picture")(language)
        case .docx: "Word"
        case .odt: "OpenDocument"
        case .text: Words(da: "tekst", en: "text")(language)
        }
    }

    /// `billede, 1,2 MB`.
    static func details(_ attachment: Attachment, _ language: Language) -> String {
        "\(kind(attachment.kind, language)), \(size(attachment.byteCount, language))"
    }

    static func size(_ bytes: Int, _ language: Language) -> String {
        guard bytes >= 1_000_000 else { return "\(max(1, (bytes + 500) / 1000)) kB" }
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10)\(language == .da ? "," : ".")\(tenths % 10) MB"
    }

    static func preview(_ name: String, _ language: Language) -> String {
        Words(da: "Lille udgave af \(name)", en: "Small version of \(name)")(language)
    }
}
