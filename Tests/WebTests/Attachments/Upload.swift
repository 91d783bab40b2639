import Foundation
import HTTPTypes
import Testing

@testable import Web

/// A form with files, as a browser sends it.
struct Upload {
    struct File {
        var name: String
        var type = "application/octet-stream"
        var bytes: [UInt8]
    }

    var fields: [String: String] = [:]
    var files: [File] = []

    static let boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
    static let type = "multipart/form-data; boundary=\(boundary)"

    var body: [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            bytes += Array("--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for file in files {
            let name = file.name.replacing("\"", with: "%22")
            bytes += Array(
                "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(name)\"\r\nContent-Type: \(file.type)\r\n\r\n"
                    .utf8)
            bytes += file.bytes + [0x0D, 0x0A]
        }
        return bytes + Array("--\(Self.boundary)--\r\n".utf8)
    }
}

/// Small files that are what they say.
enum Sample {
    static let pdf = Array("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n".utf8)
    /// One red pixel.
    static let png: [UInt8] = Array(
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")
            ?? Data())
}
