import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension OpenRouterDialect {
    /// The pictures of a job as a chat completion has them. Source: openrouter.md §9.
    func chatDocument(_ view: JobView, in context: Context) -> [BodyPart] {
        let job = view.job
        var text = PartsText()
        addHead(of: job, "chat.completion", created: (view.ended ?? context.now).unixSeconds, to: &text)
        text.add(
            #","choices":[{"index":0,"logprobs":null,"finish_reason":"stop","native_finish_reason":"stop","message":"#)
        text.add(#"{"role":"assistant","content":"#)
        text.add(Node(.string(words(of: job))))
        text.add(#","refusal":null,"reasoning":null,"#)
        addPictures(of: job, to: &text)
        text.add("}}]")
        addUsage(of: job, context.settings, to: &text)
        text.add("}")
        return text.finish()
    }

    /// What the model says, half-way to the picture.
    func chatProgress(of view: JobView) -> [EventStream.Event] {
        let job = view.job
        let said = chunk(of: view) { text in
            text.add(#"[{"index":0,"delta":{"role":"assistant","content":"#)
            text.add(Node(.string(words(of: job))))
            text.add(#"},"logprobs":null,"finish_reason":null,"native_finish_reason":null}]"#)
        }
        return [EventStream.Event(at: job.plan.queued + job.plan.running / 2, .partial, data: said)]
    }

    /// The pictures, the end of the choice, and the usage, which has no choice [docs].
    func chatFinals(of view: JobView, at time: Duration, _ settings: Settings) -> [EventStream.Event] {
        let job = view.job
        let pictures = chunk(of: view) { text in
            text.add(#"[{"index":0,"delta":{"role":"assistant","content":"","#)
            addPictures(of: job, to: &text)
            text.add(#"},"logprobs":null,"finish_reason":null,"native_finish_reason":null}]"#)
        }
        let end = chunk(of: view) { text in
            text.add(#"[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":"stop","#)
            text.add(#""native_finish_reason":"stop"}]"#)
        }
        var events = [pictures, end]
        if usage(of: job, settings) != nil {
            events.append(chunk(of: view, ending: { addUsage(of: job, settings, to: &$0) }) { $0.add("[]") })
        }
        return events.map { EventStream.Event(at: time, .final, data: $0) }
    }

    /// An error in the middle of a stream: a chunk with a choice that ended by it [docs].
    func chatFailure(of view: JobView, _ error: SemanticError, message: String?) -> [BodyPart] {
        let isLimit = error == .rateLimited
        return chunk(
            of: view,
            ending: { text in
                text.add(#","error":"#)
                text.add([
                    "code": isLimit ? "rate_limit_exceeded" : "server_error",
                    "message": Node(.string(message ?? failureMessage(error))),
                ])
            },
            choices: { $0.add(#"[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"error"}]"#) })
    }

    /// Models that also speak do so in one sentence; the others have an empty one [chosen].
    private func words(of job: Job) -> String {
        Facts(job).speaks ? "Here is the image you asked for." : ""
    }

    private func addHead(of job: Job, _ kind: String, created: Int64, to text: inout PartsText) {
        text.add("{\"id\":\"\(job.id)\",\"provider\":")
        text.add(Node(.string(Facts(job).providerName)))
        text.add(",\"model\":")
        text.add(Node(.string(job.request.model)))
        text.add(",\"object\":\"\(kind)\",\"created\":\(created)")
    }

    /// `"images":[…]`, each as a data URL [docs].
    private func addPictures(of job: Job, to text: inout PartsText) {
        text.add("\"images\":[")
        for (index, asset) in job.request.assets.enumerated() {
            text.add(index == 0 ? "" : ",")
            text.add("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:\(asset.format.mimeType);base64,")
            text.add(BodyPart.base64(asset: index))
            text.add("\"},\"index\":\(index)}")
        }
        text.add("]")
    }

    private func addUsage(of job: Job, _ settings: Settings, to text: inout PartsText) {
        guard let usage = usage(of: job, settings) else { return }
        text.add(",\"usage\":")
        text.add(usage)
    }

    /// All chunks have the time of the beginning [chosen].
    private func chunk(
        of view: JobView, ending: (inout PartsText) -> Void = { _ in }, choices: (inout PartsText) -> Void
    ) -> [BodyPart] {
        var text = PartsText()
        addHead(of: view.job, "chat.completion.chunk", created: view.created.unixSeconds, to: &text)
        text.add(",\"choices\":")
        choices(&text)
        ending(&text)
        text.add("}")
        return text.finish()
    }
}
