import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension LLMStatsDialect {
    /// `output`: one artifact for each asset, with a link signed now. Source: llm-stats.md §3.3, §3.4.
    func writeOutput(_ view: JobView, in context: Context, to writer: inout JSONWriter) {
        let (showsType, showsSize) = (
            context.settings.flag(Knob.mediaTypeField), context.settings.flag(Knob.mediaSizeFields)
        )
        let end = String((view.linkExpiry ?? context.now).unixSeconds)
        writer.name("output")
        writer.beginObject()
        writer.name("media")
        writer.beginArray()
        for (index, asset) in view.job.request.assets.enumerated() {
            writer.beginObject()
            if showsType { writer.member("type", asset.seconds == nil ? "image" : "video") }
            writer.member("url", link(view.job.id, index, asset.format, end: end, in: context))
            writer.member("format", asset.format.rawValue)
            if showsSize {
                writer.member("width", asset.width)
                writer.member("height", asset.height)
            }
            if asset.seconds != nil { writer.member("duration", view.job.request.quantity) }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private func link(_ job: String, _ index: Int, _ format: Asset.Format, end: String, in context: Context) -> String {
        let file = "\(index).\(format.rawValue)"
        let signature = context.sign(linkText(job: job, file: file, end: end))
        // Given its room at once, since text that is put together grows part by part.
        var address = ""
        address.reserveCapacity(
            context.base.utf8.count + job.utf8.count + file.utf8.count + end.utf8.count + signature.utf8.count + 24)
        address += context.base
        address += "/v1/assets/"
        address += job
        address += "/"
        address += file
        address += "?exp="
        address += end
        address += "&sig="
        address += signature
        return address
    }

    func file(_ asset: Asset, in context: Context) -> Response {
        Response(
            status: 200, headers: ["Content-Type": asset.format.mimeType, "X-Request-Id": context.requestID],
            body: .asset)
    }

    /// On every answer with JSON: the 500 row of llm-stats.md §4.2 asks users to quote an id, so each carries one [chosen].
    func jsonHeaders(in context: Context) -> Headers {
        var fields = Headers(reservingBytes: 256, fields: 6)
        fields.append("Content-Type", "application/json")
        fields.append("X-Request-Id", context.requestID)
        return fields
    }
}
