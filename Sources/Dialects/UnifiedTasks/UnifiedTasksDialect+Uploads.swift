import Core
import DialectKit
import Documents
import HTTPMessages

/// `PUT /upload` and the files it leaves behind. Source: unified-tasks.md §4.7.
extension UnifiedTasksDialect {
    func parseUpload(_ request: Request) -> ParsedRequest {
        let bytes: [UInt8]
        switch request.body {
        case .bytes(let whole): bytes = whole
        case .measured(let head, let length, let digest): return parseUpload(head, length, digest, request)
        case .tooLarge: return keyed(.upload, .rejected(Refusal(.payloadTooLarge), at: .size), request)
        }
        do throws(Rejection) {
            if let form = try form(of: request) { return try parseUpload(form, request) }
            let upload = try Upload(bytes, contentType: request.headers["content-type"] ?? "")
            var parsed = keyed(.upload, .upload(upload), request)
            parsed.body = upload.facts
            return parsed
        } catch {
            return keyed(.upload, .rejected(error), request)
        }
    }

    private func form(of request: Request) throws(Rejection) -> Multipart? {
        do throws(Multipart.Flaw) {
            return try Multipart(request)
        } catch {
            throw Rejection(Refusal(.invalidSyntax, message: error.description), at: .syntax)
        }
    }

    /// A file too long to be held: its form is read as if it ended where what is known of it ends.
    private func parseUpload(_ head: [UInt8], _ length: Int, _ digest: String, _ request: Request) -> ParsedRequest {
        guard let type = request.headers["content-type"].flatMap({ MediaType($0) }),
            type.isEqual("multipart/form-data"), let boundary = type.parameter("boundary"),
            let part = try? Multipart(head + Array("\r\n--\(boundary)--\r\n".utf8), boundary: boundary)["file"]
        else {
            let message = "A file of more than 64 MiB must come as multipart/form-data, its part `file` first"
            return keyed(.upload, .rejected(Refusal(.payloadTooLarge, message: message), at: .size), request)
        }
        // The end of the form is a boundary with two dashes and a line break on each side.
        let content = max(0, length - part.content.startIndex - boundary.utf8.count - 8)
        let kind = FileKind(contentType: part.contentType ?? "", name: part.fileName ?? "", bytes: Array(part.content))
        let upload = Upload(
            .measured(length: content, digest: digest), contentType: kind.contentType, ending: kind.ending)
        var parsed = keyed(.upload, .upload(upload), request)
        parsed.body = upload.facts
        return parsed
    }

    private func parseUpload(_ form: Multipart, _ request: Request) throws(Rejection) -> ParsedRequest {
        guard let part = form["file"] else { throw Rejection(missing: "file") }
        var parsed = keyed(.upload, .upload(Upload(part)), request)
        parsed.form = form
        parsed.body = form.node
        return parsed
    }

    /// No key is needed, as with the files that tasks make [chosen].
    func parseUploaded(_ id: String) -> ParsedRequest {
        ParsedRequest(step: .download, credential: .notNeeded, operation: .uploaded(id))
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
