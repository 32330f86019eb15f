import Core
import DialectKit
import Digests
import Documents
import HTTPMessages
import Time

extension LemonDataDialect {
    /// A task in the state that is shown of it: the same document for its create and each reading, 200 in every state
    /// (lemondata.md §3.1 B, §3.2).
    func task(_ view: JobView, _ state: Job.State, in context: Context) -> Response {
        var writer = JSONWriter(reserving: 640)
        writer.beginObject()
        writer.member("created", Int(view.created.unixSeconds))
        writer.member("id", view.job.id)
        writer.member("task_id", view.job.id)
        writer.member("status", word(for: state))
        writer.member("poll_url", pollURL(of: view.job, in: context))
        switch state {
        case .queued, .running: writePlaceholder(view, in: context, to: &writer)
        case .completed: writeImages(view, in: context, to: &writer)
        case .failed: writeFailure(view, in: context, to: &writer)
        }
        writer.endObject()
        return Response(status: 200, headers: headers(of: view.job, state, in: context), body: writer.finish())
    }

    /// The answer to the request that cancelled it (lemondata.md §3.3).
    func cancelled(_ view: JobView, in context: Context) -> Response {
        var writer = JSONWriter(reserving: 320)
        writer.beginObject()
        writer.member("id", view.job.id)
        writer.member("task_id", view.job.id)
        writer.member("poll_url", pollURL(of: view.job, in: context))
        writer.member("status", word(for: view.state))
        writeCancellation(in: context, to: &writer)
        writer.endObject()
        return Response(status: 200, headers: headers(of: view.job, view.state, in: context), body: writer.finish())
    }

    private func word(for state: Job.State) -> String {
        switch state {
        case .queued: "pending"
        case .running: "processing"
        case .completed: "completed"
        case .failed: "failed"
        }
    }

    /// One entry without an address, so that clients which look for images find none [brief].
    private func writePlaceholder(_ view: JobView, in context: Context, to writer: inout JSONWriter) {
        writer.name("data")
        writer.beginArray()
        if context.settings.text(SettingName.pendingData) != "empty" {
            writer.beginObject()
            writer.member("url", "")
            writer.member("revised_prompt", view.job.request.prompt)
            writer.endObject()
        }
        writer.endArray()
    }

    /// Addresses alone, even where base64 was asked for [docs-successor].
    private func writeImages(_ view: JobView, in context: Context, to writer: inout JSONWriter) {
        writer.member("model", view.job.request.model)
        writer.name("data")
        writer.beginArray()
        for (index, asset) in view.job.request.assets.enumerated() {
            writer.beginObject()
            writer.member("url", link(view, index, asset, in: context))
            writer.member("revised_prompt", view.job.request.prompt)
            writer.endObject()
        }
        writer.endArray()
        writer.member("billing_transaction_id", transaction(of: view.job))
    }

    private func writeFailure(_ view: JobView, in context: Context, to writer: inout JSONWriter) {
        if view.isCancelled {
            writeCancellation(in: context, to: &writer)
        } else {
            let failure = view.failure ?? Creation.Failure(.generationFailed, message: nil)
            writeError(
                failure.message ?? failureMessage(failure.error), code: ErrorForm.code(of: failure.error), in: context,
                to: &writer)
        }
        writer.name("data")
        writer.beginArray()
        writer.endArray()
    }

    private func writeCancellation(in context: Context, to writer: inout JSONWriter) {
        writer.member("cancelled", true)
        writer.member("cancellation_status", "cancelled")
        writeError("Task cancelled before execution", code: "task_cancelled", in: context, to: &writer)
    }

    /// A text, or in the newer form an object.
    private func writeError(_ message: String, code: String, in context: Context, to writer: inout JSONWriter) {
        guard context.settings.text(SettingName.taskError) == "object" else { return writer.member("error", message) }
        writer.name("error")
        writer.beginObject()
        writer.member("code", code)
        writer.member("message", message)
        writer.endObject()
    }

    private func headers(of job: Job, _ state: Job.State, in context: Context) -> Headers {
        var fields = jsonHeaders(in: context)
        fields.append("X-Task-ID", job.id)
        if state == .completed { fields.append("X-Billing-Transaction-ID", transaction(of: job)) }
        return fields
    }

    /// `txn_` and digits that follow from the task (lemondata.md §3.2 [docs-successor]; their number [chosen]).
    func transaction(of job: Job) -> String {
        "txn_" + Hex.encode(Array(XXH3.hash128(job.id.utf8Span.span).bytes.prefix(6)))
    }
}
