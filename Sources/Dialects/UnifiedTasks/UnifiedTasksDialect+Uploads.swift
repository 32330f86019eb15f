import Core
import DialectKit
import Digests
import Documents
import HTTPMessages

/// `PUT /upload` and the files it leaves behind. Source: unified-tasks.md §4.7.
extension UnifiedTasksDialect {
    func askUpload(_ request: Request) -> Ask {
        let bytes: [UInt8]
        switch request.body {
        case .bytes(let whole): bytes = whole
        case .measured(let head, let length, let digest): return askUpload(head, length, digest, request)
        case .tooLarge: return keyed(.upload, .problem(Refusal(.payloadTooLarge), at: .size), request)
        }
        do throws(Problem) {
            if let form = try form(of: request) { return try askUpload(form, request) }
            let upload = try Upload(bytes, contentType: request.headers["content-type"] ?? "")
            var ask = keyed(.upload, .intent(.upload(upload)), request)
            ask.body = upload.facts
            return ask
        } catch {
            return keyed(.upload, error.wish, request)
        }
    }

    private func form(of request: Request) throws(Problem) -> Multipart? {
        do throws(Multipart.Flaw) {
            return try Multipart(request)
        } catch {
            throw Problem(Refusal(.invalidSyntax, message: error.description), at: .syntax)
        }
    }

    /// A file too long to be held: its form is read as if it ended where what is known of it ends.
    private func askUpload(_ head: [UInt8], _ length: Int, _ digest: String, _ request: Request) -> Ask {
        guard let type = request.headers["content-type"].flatMap({ MediaType($0) }),
            type.isEqual("multipart/form-data"), let boundary = type.parameter("boundary"),
            let part = try? Multipart(head + Array("\r\n--\(boundary)--\r\n".utf8), boundary: boundary)["file"]
        else {
            let message = "A file of more than 64 MiB must come as multipart/form-data, its part `file` first"
            return keyed(.upload, .problem(Refusal(.payloadTooLarge, message: message), at: .size), request)
        }
        // The end of the form is a boundary with two dashes and a line break on each side.
        let content = max(0, length - part.content.startIndex - boundary.utf8.count - 8)
        let kind = FileKind(contentType: part.contentType ?? "", name: part.fileName ?? "", bytes: Array(part.content))
        let upload = Upload(
            .measured(length: content, digest: digest), contentType: kind.contentType, ending: kind.ending)
        var ask = keyed(.upload, .intent(.upload(upload)), request)
        ask.body = upload.facts
        return ask
    }

    private func askUpload(_ form: Multipart, _ request: Request) throws(Problem) -> Ask {
        guard let part = form["file"] else { throw Problem(missing: "file") }
        var ask = keyed(.upload, .intent(.upload(Upload(part))), request)
        ask.form = form
        ask.body = form.node
        return ask
    }

    /// No key is needed, as with the files that tasks make [chosen].
    func askUploaded(_ id: String) -> Ask {
        Ask(step: .download, credential: .notNeeded, wish: .intent(.uploaded(id)))
    }

    /// `file_url` lies at the top [client].
    func uploaded(_ file: UploadedFile, in context: Context) -> Response {
        var writer = JSONWriter(reserving: 160)
        writer.beginObject()
        writer.member("success", true)
        writer.member("file_url", "\(context.base)/files/upload/\(file.name)")
        writer.endObject()
        return Response(status: 200, headers: Self.jsonFields, body: writer.finish())
    }

    /// `{"success": false, "message"}` [client].
    func refusedUpload(_ form: ErrorForm, _ refusal: Refusal, in context: Context) -> Response {
        var writer = JSONWriter(reserving: 96)
        writer.beginObject()
        writer.member("success", false)
        writer.member("message", refusal.message ?? form.message)
        writer.endObject()
        return Response(status: form.status, headers: fields(of: refusal, in: context), body: writer.finish())
    }

    /// Whatever somebody handed in, no browser takes it for a page of this server.
    func fileHandedIn(_ file: UploadedFile) -> Response {
        Response(
            status: 200,
            headers: [
                "Content-Type": file.contentType, "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox",
            ], body: .asset)
    }
}

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
    fileprivate init(_ part: Multipart.Part) {
        let bytes = Array(part.content)
        let kind = FileKind(contentType: part.contentType ?? "", name: part.fileName ?? "", bytes: bytes)
        self.init(.bytes(bytes), contentType: kind.contentType, ending: kind.ending)
    }

    /// Reads the two forms in JSON: `base64` (raw or a data URL), or `url`.
    init(_ bytes: [UInt8], contentType: String) throws(Problem) {
        let type = contentType.prefix { $0 != ";" }.lowercased()
        switch type {
        // curl says the second by itself.
        case "application/json", "application/x-www-form-urlencoded", "": self = try Self.json(bytes)
        default:
            let message = "Send multipart/form-data with a part `file`, or JSON with `base64` or `url`, not \(type)"
            throw Problem(Refusal(.unsupportedMediaType, message: message), at: .syntax)
        }
    }

    private static func json(_ bytes: [UInt8]) throws(Problem) -> Upload {
        guard let root = try? JSONReader.read(bytes).root, case .object(let members) = root.value else {
            throw Problem(Refusal(.invalidSyntax), at: .syntax)
        }
        if let text = members["base64"]?.string, !text.isEmpty { return try decoded(text) }
        if let address = members["url"]?.string, !address.isEmpty {
            guard isWebAddress(address, schemes: ["https", "http"]) else {
                throw Problem(mistyped: "url", expected: "url")
            }
            let kind = FileKind(ending: lastEnding(of: address[...])) ?? .unknown
            return Upload(.address(address), contentType: kind.contentType, ending: kind.ending)
        }
        throw Problem(missing: "file")
    }

    private static func decoded(_ text: String) throws(Problem) -> Upload {
        var (data, type) = (text[...], "")
        if text.hasPrefix("data:"), let comma = text.firstIndex(of: ",") {
            let head = text[..<comma].dropFirst(5)
            guard head.hasSuffix(";base64") else { throw Problem(notBase64: "base64") }
            type = String(head.prefix { $0 != ";" })
            data = text[text.index(after: comma)...]
        }
        guard let bytes = Base64.decode(String(data)), !bytes.isEmpty else { throw Problem(notBase64: "base64") }
        let kind = FileKind(contentType: type, name: "", bytes: bytes)
        return Upload(.bytes(bytes), contentType: kind.contentType, ending: kind.ending)
    }

    /// What rules can match of it, and what makes two uploads the same: the file, not how its form was put together.
    fileprivate var facts: Node {
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

extension Problem {
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
