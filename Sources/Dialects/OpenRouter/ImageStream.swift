import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension OpenRouterDialect {
    /// The plan of the job says when each event comes. Source: openrouter.md §5, §6.
    func stream(_ view: JobView, in context: Context) -> Response {
        let job = view.job
        let end = job.plan.end(created: job.created)
        let isChat = Facts(job).isChat
        let isStuck = end == .distantFuture
        var events: [EventStream.Event] = []
        if !isStuck {
            events = isChat ? chatProgress(of: view) : progress(of: job, context.settings)
            if view.failure == nil, case .failed(let error, let message) = job.plan.outcome {
                events.append(
                    EventStream.Event(at: end - job.created, .error, data: failure(of: view, error, message: message)))
            } else {
                events +=
                    isChat
                    ? chatFinals(of: view, at: end - job.created, context.settings)
                    : finals(of: view, at: end - job.created, context.settings)
            }
        }
        let interval = context.settings.duration(SettingName.keepAlive)
        let stream = EventStream(
            events, done: Array("[DONE]".utf8), isEndless: isStuck,
            keepAlive: interval > .zero
                ? EventStream.KeepAlive(every: interval, comment: "OPENROUTER PROCESSING", opens: true) : nil,
            failure: failure(of: view, .providerUnavailable, message: nil))
        var fields = headers("text/event-stream", job)
        fields.append("Cache-Control", "no-cache")
        return Response(status: 200, headers: fields, body: .events(stream))
    }

    /// What is shown on the way, spread over the time that the job runs.
    private func progress(of job: Job, _ settings: Settings) -> [EventStream.Event] {
        let texts = Facts(job).streamsText ? chunks(of: job, settings) : previews(settings)
        return texts.enumerated().map { index, data in
            // The n-th of n pictures comes a step before the end.
            let time = job.plan.queued + job.plan.running * (index + 1) / (texts.count + 1)
            return EventStream.Event(at: time, .partial, data: data)
        }
    }

    /// Pictures on the way to the first one: the events have no room to say of which [chosen].
    private func previews(_ settings: Settings) -> [[BodyPart]] {
        (0..<settings.integer(SettingName.partials)).map { index in
            [
                .text(#"{"type":"image_generation.partial_image","partial_image_index":\#(index),"b64_json":""#),
                .base64(asset: 0, preview: index), .text("\"}"),
            ]
        }
    }

    /// The markup of each file in at least two pieces [chosen].
    private func chunks(of job: Job, _ settings: Settings) -> [[BodyPart]] {
        let count = max(2, settings.integer(SettingName.partials) + 1)
        return job.request.assets.indices.flatMap { asset in
            (0..<count).map { part in
                [
                    .text(#"{"type":"image_generation.text_chunk","phase":"content","text":""#),
                    .jsonText(asset: asset, part: part, of: count), .text("\"}"),
                ]
            }
        }
    }

    /// One for each picture, in order [chosen].
    private func finals(of view: JobView, at time: Duration, _ settings: Settings) -> [EventStream.Event] {
        view.job.request.assets.indices.map { index in
            var text = PartsText()
            text.add(#"{"type":"image_generation.completed","b64_json":""#)
            text.add(BodyPart.base64(asset: index))
            text.add("\"\(mediaType(of: view.job.request.assets[index], settings))")
            text.add(",\"created\":\((view.created + time).unixSeconds)")
            if let usage = usage(of: view.job, settings) {
                text.add(",\"usage\":")
                text.add(usage)
            }
            text.add("}")
            return EventStream.Event(at: time, .final, data: text.finish())
        }
    }

    /// In a stream the code is a string, where an envelope has the status [docs]; the words but the first are [chosen].
    private func failure(of view: JobView, _ error: SemanticError, message: String?) -> [BodyPart] {
        if Facts(view.job).isChat { return chatFailure(of: view, error, message: message) }
        let (code, type): (String, String) =
            switch error {
            case .contentPolicy: ("content_policy_violation", "invalid_request_error")
            case .rateLimited: ("rate_limit_exceeded", "rate_limit_error")
            case .overloaded: ("provider_overloaded", "provider_error")
            case .providerTimeout: ("timeout", "provider_error")
            default: ("upstream_error", "provider_error")
            }
        var text = PartsText()
        text.add(#"{"type":"error","error":"#)
        text.add([
            "message": Node(.string(message ?? (code == "upstream_error" ? upstream : failureMessage(error)))),
            "code": Node(.string(code)), "param": nil, "type": Node(.string(type)),
        ])
        text.add("}")
        return text.finish()
    }

    private var upstream: String { "The upstream provider returned an error" }
}
