import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension LLMStatsDialect {
    /// `output`: one artifact for each asset, with a link signed now. Source: llm-stats.md §3.3, §3.4.
    func writeOutput(_ view: JobView, in context: Context, to writer: inout JSONWriter) {
        let (showsType, showsSize) = (
            context.settings.flag(SettingName.mediaTypeField), context.settings.flag(SettingName.mediaSizeFields)
        )
        let end = String((view.linkExpiry ?? context.stamp).unixSeconds)
        writer.name("output")
        writer.beginObject()
        writer.name("media")
        writer.beginArray()
        for (index, asset) in view.job.request.assets.enumerated() {
            writer.beginObject()
            if showsType { writer.member("type", asset.seconds == nil ? "image" : "video") }
            let format = asset.format.rawValue
            writer.name("url")
            writeLink(view.job.id, String(index) + "." + format, end: end, in: context, to: &writer)
            writer.member("format", format)
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

    private func writeLink(
        _ job: String, _ file: String, end: String, in context: Context, to writer: inout JSONWriter
    ) {
        writer.beginString()
        writer.part(context.base)
        writer.part(plain: "/v1/assets/")
        writer.part(job)
        writer.part(plain: "/")
        writer.part(file)
        writer.part(plain: "?exp=")
        writer.part(end)
        writer.part(plain: "&sig=")
        writer.part(plain: context.sign(linkText(job: job, file: file, end: end)))
        writer.endString()
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
