import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension OpenRouterDialect {
    /// The answer to a generation: one document, or a stream of events. Source: openrouter.md §3.1.3, §6.
    func images(_ view: JobView, in context: Context) -> Response {
        // What fails before the first event is an ordinary error [docs].
        if view.state == .failed { return failed(view, in: context) }
        if Facts(view.job).streams { return stream(view, in: context) }
        return Response(
            status: 200, headers: headers("application/json", view.job),
            body: .parts(Facts(view.job).isChat ? chatDocument(view, in: context) : document(view, in: context)))
    }

    private func failed(_ view: JobView, in context: Context) -> Response {
        let failure = view.failure ?? Creation.Failure(.generationFailed, message: nil)
        var context = context
        context.refused = RefusedRequest(model: view.job.request.model, prompt: view.job.request.prompt)
        return envelope(Refusal(failure.error.reason, message: failure.message), in: context)
    }

    func headers(_ contentType: String, _ job: Job) -> Headers {
        var fields = Headers(reservingBytes: 160, fields: 5)
        fields.append("Content-Type", contentType)
        fields.append("X-Generation-Id", job.id)
        return fields
    }

    /// All or nothing: never a part of the pictures [docs]. `created` is when it was completed.
    private func document(_ view: JobView, in context: Context) -> [BodyPart] {
        var text = PartsText()
        text.add("{\"created\":\((view.ended ?? context.now).unixSeconds),\"data\":[")
        for index in view.job.request.assets.indices {
            text.add(index == 0 ? "{\"b64_json\":\"" : ",{\"b64_json\":\"")
            text.add(BodyPart.base64(asset: index))
            text.add("\"\(mediaType(of: view.job.request.assets[index], context.settings))}")
        }
        text.add("]")
        if let usage = usage(of: view.job, context.settings) {
            text.add(",\"usage\":")
            text.add(usage)
        }
        text.add("}")
        return text.finish()
    }

    /// Left out, never null, where it is not known [docs].
    func mediaType(of asset: Asset, _ settings: Settings) -> String {
        settings.flag(SettingName.mediaType) ? ",\"media_type\":\"\(asset.format.mimeType)\"" : ""
    }
}
