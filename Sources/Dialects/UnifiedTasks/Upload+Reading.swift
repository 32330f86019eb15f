import Core
import DialectKit
import Digests
import Documents

/// The id in the name of an uploaded file.
func uploadID(_ name: String) -> String {
    String(name.prefix { $0 != "." })
}

/// The id of the uploaded file that an address leads to; nil for any other address.
func uploadedFile(in address: String) -> String? {
    let parts = address.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count > 3, let name = parts.last, parts.dropLast().suffix(2).elementsEqual(["files", "upload"]) else {
        return nil
    }
    return uploadID(String(name.prefix { $0 != "?" && $0 != "#" }))
}

extension Upload {
    init(_ part: Multipart.Part) {
        let bytes = Array(part.content)
        let kind = FileKind(contentType: part.contentType ?? "", name: part.fileName ?? "", bytes: bytes)
        self.init(.bytes(bytes), contentType: kind.contentType, ending: kind.ending)
    }

    /// Reads the two forms in JSON: `base64` (raw or a data URL), or `url`.
    init(_ bytes: [UInt8], contentType: String) throws(Rejection) {
        let type = contentType.prefix { $0 != ";" }.lowercased()
        switch type {
        // curl says the second by itself.
        case "application/json", "application/x-www-form-urlencoded", "": self = try Self.json(bytes)
        default:
            let message = "Send multipart/form-data with a part `file`, or JSON with `base64` or `url`, not \(type)"
            throw Rejection(Refusal(.unsupportedMediaType, message: message), at: .syntax)
        }
    }

    private static func json(_ bytes: [UInt8]) throws(Rejection) -> Upload {
        guard let root = try? JSONReader.read(bytes).root, case .object(let members) = root.value else {
            throw Rejection(Refusal(.invalidSyntax), at: .syntax)
        }
        if let text = members["base64"]?.string, !text.isEmpty { return try decoded(text) }
        if let address = members["url"]?.string, !address.isEmpty {
            guard isWebAddress(address, schemes: ["https", "http"]) else {
                throw Rejection(mistyped: "url", expected: "url")
            }
            let kind = FileKind(ending: lastEnding(of: address[...])) ?? .unknown
            return Upload(.address(address), contentType: kind.contentType, ending: kind.ending)
        }
        throw Rejection(missing: "file")
    }

    private static func decoded(_ text: String) throws(Rejection) -> Upload {
        let url = DataURL(text)
        // Raw, it is read alike: programs break it into lines.
        let decoded = url.map { $0.isBase64 ? $0.bytes() : nil } ?? Base64.decodeForgiving(text.utf8)
        guard let bytes = decoded, !bytes.isEmpty else { throw Rejection(notBase64: "base64") }
        let kind = FileKind(contentType: url?.mediaType ?? "", name: "", bytes: bytes)
        return Upload(.bytes(bytes), contentType: kind.contentType, ending: kind.ending)
    }

    /// What rules can match of it, and what makes two uploads the same: the file, not how its form was put together.
    var facts: Node {
        switch content {
        case .address(let address): ["url": Node(.string(address))]
        // The hash is that of the form, whose boundary each sending draws anew.
        case .measured(let length, _):
            ["content_type": Node(.string(contentType)), "bytes": Node(.number(Number(length)))]
        case .bytes(let bytes):
            [
                "content_type": Node(.string(contentType)), "bytes": Node(.number(Number(bytes.count))),
                "sha256": Node(.string(SHA256.digest(bytes.span).hex)),
            ]
        }
    }
}

extension Rejection {
    fileprivate init(notBase64 name: String) {
        let message = "Invalid value for \(name): must be base64 or a base64 data URL"
        self.init(Refusal(.invalidInput, message: message, param: name), at: .fields)
    }
}

/// What follows the last dot of the last segment; empty without one.
func lastEnding(of path: Substring) -> Substring {
    let file = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: ".") else { return "" }
    return file[file.index(after: dot)...]
}
