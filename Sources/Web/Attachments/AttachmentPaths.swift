import Domain

// Files have the address of their dialogue and their own number, which opens nothing by itself.
extension Paths {
    func threadFile(_ token: String, _ id: Attachment.ID) -> String { "\(thread(token))/fil/\(id.rawValue)" }
    func workbenchFile(_ reference: Reference, _ id: Attachment.ID) -> String { "\(workbench(reference))/fil/\(id.rawValue)" }
    func publicFile(_ reference: Reference, _ id: Attachment.ID) -> String { "\(dialogue(reference))/fil/\(id.rawValue)" }

    /// The small picture beside a file's own address.
    static func thumbnail(_ file: String) -> String { file + "/lille" }
}
