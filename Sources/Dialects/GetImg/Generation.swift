import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension GetImgDialect {
    /// An image is complete in the answer to its request; a video is accepted, then read. Source: getimg.md §3.1 to
    /// §3.3, §5.
    func generation(_ view: JobView, for occasion: Reply.Occasion, in context: Context) -> Response {
        switch (occasion, view.job.request.modality) {
        case (.create, .image): view.state == .completed ? document(view, in: context) : refused(view, in: context)
        case (.create, _): pending(view, status: 202, in: context)
        // There is no status route for images [sdk].
        case (.poll, .image): envelope(Refusal(.notFound, subject: view.job.id), in: context)
        case (.poll, _): status(view, in: context)
        }
    }

    private func status(_ view: JobView, in context: Context) -> Response {
        switch view.state {
        case .queued, .running: pending(view, status: 200, in: context)
        case .completed: document(view, in: context)
        case .failed: failed(view, in: context)
        }
    }

    /// An image that failed is an error of its request.
    private func refused(_ view: JobView, in context: Context) -> Response {
        let failure = view.failure ?? Creation.Failure(.generationFailed, message: nil)
        return envelope(Refusal(failure.error.reason, message: failure.message), in: context)
    }

    /// Two fields only, whether the job waits or runs [brief].
    private func pending(_ view: JobView, status: Int, in context: Context) -> Response {
        var writer = JSONWriter(reserving: 80)
        writer.beginObject()
        writer.member("id", view.job.id)
        writer.member("status", "pending")
        writer.endObject()
        return Response(status: status, headers: jsonHeaders(in: context), body: writer.finish())
    }

    /// `error` with exactly `code` and `message` [sdk].
    private func failed(_ view: JobView, in context: Context) -> Response {
        let failure = view.failure ?? Creation.Failure(.generationFailed, message: nil)
        var writer = JSONWriter(reserving: 240)
        writer.beginObject()
        writer.member("id", view.job.id)
        writer.member("status", "failed")
        writer.name("error")
        writer.beginObject()
        writer.member("code", ErrorForm(Refusal(failure.error.reason), step: nil).code.description)
        writer.member("message", failure.message ?? failureMessage(failure.error))
        writer.endObject()
        writer.endObject()
        return Response(status: 200, headers: jsonHeaders(in: context), body: writer.finish())
    }

    private func document(_ view: JobView, in context: Context) -> Response {
        var writer = JSONWriter(reserving: 640)
        writer.beginObject()
        writer.member("id", view.job.id)
        writer.member("status", "completed")
        writer.member("model", view.job.request.model)
        writer.name("data")
        writer.beginArray()
        for (index, asset) in view.job.request.assets.enumerated() {
            write(asset, index, of: view, in: context, to: &writer)
        }
        writer.endArray()
        writeUsage(of: view.job, to: &writer)
        writer.endObject()
        return Response(status: 200, headers: jsonHeaders(in: context), body: writer.finish())
    }

    /// Numbers here, where the models page has decimal strings [sdk].
    private func writeUsage(of job: Job, to writer: inout JSONWriter) {
        writer.name("usage")
        writer.beginObject()
        writer.member("total_cost", job.price.decimal)
        writer.member("billable_unit", job.request.modality == .video ? "video_second" : "image")
        writer.member("unit_price", job.request.unitPrice)
        writer.member("quantity", job.request.quantity)
        writer.endObject()
    }

    private func write(
        _ asset: Asset, _ index: Int, of view: JobView, in context: Context, to writer: inout JSONWriter
    ) {
        // The link says whole seconds, so the file ends with one: both name the same instant.
        let end = (view.linkExpiry ?? context.stamp).unixSeconds
        let hidesSize = context.settings.flag(SettingName.nullDimensions)
        writer.beginObject()
        writer.member("url", link(view.job.id, index: String(index), end: String(end), in: context))
        writer.member("width", hidesSize ? nil : asset.width)
        writer.member("height", hidesSize ? nil : asset.height)
        if view.job.request.modality == .video {
            writer.member("duration", view.job.request.quantity)
            writer.member("fps", asset.framesPerSecond)
            writer.member("has_sound", asset.hasSound)
        }
        writer.member("mime_type", asset.format.mimeType)
        writer.member("deletes_at", Timestamp(unixSeconds: end).iso8601Milliseconds)
        writer.endObject()
    }

    private func link(_ job: String, index: String, end: String, in context: Context) -> String {
        let signature = String(decoding: context.sign(linkText(job: job, index: index, end: end)), as: UTF8.self)
        return "\(context.base)/v2/downloads/\(job)/\(index)?exp=\(end)&sig=\(signature)"
    }
}
