import Catalog
import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension UnifiedTasksDialect {
    /// Always `pending`, even where the job has already ended: the emulator never sends an output here [chosen].
    func created(_ view: JobView) -> Response {
        Self.success { writer in
            writer.beginObject()
            writer.member("task_id", view.job.id)
            writer.member("status", "pending")
            writer.endObject()
        }
    }

    /// Nothing but the price (unified-tasks.md §4.1 [client]).
    func dryRun(_ price: Money) -> Response {
        Self.success { writer in
            writer.beginObject()
            writer.member("cost", price.decimal)
            writer.endObject()
        }
    }

    /// Status 200 for every state, `failed` included [chosen]. Source: unified-tasks.md §4.2.
    func task(_ view: JobView, in context: Context) -> Response {
        Self.success(reserving: 512) { writer in
            writer.beginObject()
            writeMembers(of: view, in: context, to: &writer)
            writer.endObject()
        }
    }

    private func writeMembers(of view: JobView, in context: Context, listed: Bool = false, to writer: inout JSONWriter)
    {
        writer.member("task_id", view.job.id)
        writer.member("status", view.state.word)
        let showsCost = context.settings.flag(SettingName.showModelAndCost)
        if showsCost || listed { writer.member("model", view.job.request.model) }
        if showsCost { writer.member("cost", view.job.price.decimal) }
        switch view.state {
        case .queued, .running: break
        case .completed:
            writer.name("output")
            writeOutput(of: view, base: context.base, to: &writer)
        case .failed: writeFailure(of: view, shape: context.settings.text(SettingName.failedShape), to: &writer)
        }
    }

    /// As each task is read, with its model and the time of its creation. Source: unified-tasks.md §4.6 [chosen].
    func listPage(_ list: JobListView, in context: Context) -> Response {
        Self.success(reserving: 256 + 400 * list.jobs.count) { writer in
            writer.beginObject()
            writer.name("tasks")
            writer.beginArray()
            for view in list.jobs {
                writer.beginObject()
                writeMembers(of: view, in: context, listed: true, to: &writer)
                writer.member("created_at", Int(view.created.unixSeconds))
                writer.endObject()
            }
            writer.endArray()
            writer.member("total", list.total)
            writer.member("limit", list.query.limit)
            writer.member("offset", list.query.offset)
            writer.endObject()
        }
    }

    private func writeFailure(of view: JobView, shape: String, to writer: inout JSONWriter) {
        let failure = view.failure ?? Creation.Failure(.generationFailed, message: nil)
        let message = failure.message ?? failureMessage(failure.error)
        if shape == "error_message" { return writer.member("error_message", message) }
        let isNested = shape != "flat"
        if isNested {
            writer.name("error")
            writer.beginObject()
        }
        writer.member("code", failure.error == .internalError ? "internal_error" : "generation_failed")
        writer.member("message", message)
        if isNested { writer.endObject() }
    }

    /// What is posted to `callback_url` when a task has ended, which is not what a poll answers: no `code` and `success`
    /// around it, `data` for `output`, and a plain `error_message`. Source: unified-tasks.md §7.
    public func callback(_ view: JobView, settings: Settings) -> [UInt8] {
        var writer = JSONWriter(reserving: 512)
        writer.beginObject()
        writer.member("task_id", view.job.id)
        writer.member("status", view.state.word)
        if view.state == .completed {
            if settings.text(SettingName.callbackShape) == "flat" {
                writeOutputMembers(of: view, base: view.job.base, to: &writer)
            } else {
                writer.name("data")
                writeOutput(of: view, base: view.job.base, to: &writer)
            }
        } else if view.state == .failed {
            writeFailure(of: view, shape: "error_message", to: &writer)
        }
        writer.endObject()
        return writer.finish()
    }

    private func writeOutput(of view: JobView, base: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writeOutputMembers(of: view, base: base, to: &writer)
        writer.endObject()
    }

    private func writeOutputMembers(of view: JobView, base: String, to writer: inout JSONWriter) {
        TaskOutput(view, model: catalog[view.job.request.model], base: base).write(to: &writer)
    }
}

extension Job.State {
    /// The provider's word (unified-tasks.md §6 [docs]).
    var word: String {
        switch self {
        case .queued: "pending"
        case .running: "processing"
        case .completed: "completed"
        case .failed: "failed"
        }
    }
}
