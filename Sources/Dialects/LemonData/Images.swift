import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension LemonDataDialect {
    /// Finished images in the answer to their request: no status, no id (lemondata.md §3.1 A).
    func images(_ view: JobView, in context: Context) -> Response {
        guard view.state == .completed else { return refused(view, in: context) }
        let request = view.job.request
        return Response(
            status: 200, headers: settledHeaders(of: view.job, in: context),
            body: request.wantsBase64 ? embedded(view) : linked(view, in: context))
    }

    private func linked(_ view: JobView, in context: Context) -> Response.Body {
        var writer = JSONWriter(reserving: 512)
        writer.beginObject()
        writer.member("created", Int(view.created.unixSeconds))
        writer.name("data")
        writer.beginArray()
        for (index, asset) in view.job.request.assets.enumerated() {
            writer.beginObject()
            writer.member("url", link(view, index, asset, in: context))
            if let prompt = revisedPrompt(of: view.job.request) { writer.member("revised_prompt", prompt) }
            writer.endObject()
        }
        writer.endArray()
        writer.member("billing_transaction_id", transaction(of: view.job))
        writer.endObject()
        return .bytes(writer.finish())
    }

    /// The same with each file itself in the place of its address.
    private func embedded(_ view: JobView) -> Response.Body {
        let prompt = revisedPrompt(of: view.job.request).map { prompt in
            ",\"revised_prompt\":" + String(decoding: Node(.string(prompt)).json(), as: UTF8.self)
        }
        var parts: [BodyPart] = [.text("{\"created\":\(view.created.unixSeconds),\"data\":[")]
        for index in view.job.request.assets.indices {
            parts.append(.text((index == 0 ? "" : ",") + "{\"b64_json\":\""))
            parts.append(.base64(asset: index))
            parts.append(.text("\"\(prompt ?? "")}"))
        }
        return .parts(parts + [.text("],\"billing_transaction_id\":\"\(transaction(of: view.job))\"}")])
    }

    /// An inline answer comes when it has been settled (lemondata.md §3.1 A [docs-successor]).
    private func settledHeaders(of job: Job, in context: Context) -> Headers {
        var fields = jsonHeaders(in: context)
        fields.append("X-Billing-Transaction-ID", transaction(of: job))
        return fields
    }

    /// What failed is an error of its request.
    private func refused(_ view: JobView, in context: Context) -> Response {
        let failure = view.failure ?? Creation.Failure(.generationFailed, message: nil)
        return envelope(Refusal(failure.error.reason, message: failure.message), in: context)
    }

    /// Models that rewrite prompts say how they did [brief]; how exactly is [chosen].
    private func revisedPrompt(of request: Creation) -> String? {
        models[request.model]?.revisesPrompts == true ? "\(request.prompt), in fine detail and soft light" : nil
    }

    /// `…/files/{task or request id}/{index}.{ext}` (lemondata.md §1 [chosen]).
    func link(_ view: JobView, _ index: Int, _ asset: Asset, in context: Context) -> String {
        let folder = TaskID.folder(of: view.job.id, isTask: view.job.request.isTask)
        let mark = LinkMark.query(of: view.linkReading)
        return "\(context.base)/files/\(folder)/\(index).\(asset.format.rawValue)\(mark)"
    }

    /// On every answer with JSON; the recommended client reads that name [sdk].
    func jsonHeaders(in context: Context) -> Headers {
        var fields = Headers(reservingBytes: 256, fields: 6)
        fields.append("Content-Type", "application/json")
        fields.append("X-Request-ID", context.requestID)
        return fields
    }
}
