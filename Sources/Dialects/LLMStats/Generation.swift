import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension LLMStatsDialect {
    /// A `GenerationResponse`, the same for create and reading. Source: llm-stats.md §3.3.
    func generation(_ view: JobView, for occasion: Reply.Occasion, in context: Context) -> Response {
        let state = shownState(view, for: occasion)
        let pendingCreate = occasion == .create && !state.isTerminal
        let status = pendingCreate && context.settings.text(SettingName.pendingCreateStatus) == "202" ? 202 : 200
        var fields = jsonHeaders(in: context)
        if state.isTerminal {
            fields.append("Cache-Control", "private, max-age=60")
        } else {
            fields.append("Cache-Control", "no-store")
            let name = view.job.request.modality == .video ? SettingName.retryAfterVideo : SettingName.retryAfterImage
            fields.append("Retry-After", String(max(1, context.settings.duration(name).wholeSecondsUp)))
        }
        // Relative to the base the request came in by, like every address that is handed out.
        if occasion == .create { fields.append("Location", parts: context.base, "/v1/generations/", view.job.id) }
        return Response(status: status, headers: fields, body: body(view, state, in: context))
    }

    /// `wait: 0` is answered with `queued`, even if the job was instant (llm-stats.md §5).
    private func shownState(_ view: JobView, for occasion: Reply.Occasion) -> Job.State {
        occasion == .create && view.job.request.answer == .atOnce ? .queued : view.state
    }

    private func body(_ view: JobView, _ state: Job.State, in context: Context) -> [UInt8] {
        var writer = JSONWriter(reserving: 640)
        writer.beginObject()
        writer.member("id", view.job.id)
        writer.member("object", "generation")
        writer.member("status", state.rawValue)
        writer.member("model", view.job.request.model)
        writer.name("created_at")
        writer.value(plain: view.created.iso8601Bytes.span)
        writer.name("completed_at")
        if state.isTerminal, let ended = view.ended {
            writer.value(plain: ended.iso8601Bytes.span)
        } else {
            writer.null()
        }
        switch state {
        case .queued, .running: break
        case .completed:
            writeOutput(view, in: context, to: &writer)
            writeUsage(view.job.price, to: &writer)
        case .failed:
            writeUsage(.zero, to: &writer)
            writeError(view.failure ?? Creation.Failure(.generationFailed, message: nil), to: &writer)
        }
        writer.endObject()
        return writer.finish()
    }

    private func writeUsage(_ cost: Money, to writer: inout JSONWriter) {
        writer.name("usage")
        writer.beginObject()
        writer.member("cost_usd", cost.decimal)
        writer.endObject()
    }

    private func writeError(_ failure: Creation.Failure, to writer: inout JSONWriter) {
        writer.name("error")
        writer.beginObject()
        writer.member("code", ErrorForm(failure.error.reason).code.description)
        writer.member("message", failure.message ?? failureMessage(failure.error))
        writer.endObject()
    }
}
