import Catalog
import Core
import DialectKit
import Documents
import Time

/// The output of a finished task, key by key as the catalog lists them. Lists and objects are never empty: what has no
/// value is left out (unified-tasks.md §3 [docs]).
struct TaskOutput {
    private let view: JobView
    private let fields: [String]
    private let hasClips: Bool
    private let base: String

    /// A model that is no longer in the catalog still shows its file.
    init(_ view: JobView, model: Model?, base: String) {
        self.view = view
        fields = model?.output.fields.map(\.name) ?? ["\(view.job.request.modality.rawValue)_url"]
        hasClips = (model?.output.clips ?? 0) > 0
        self.base = base
    }

    private var assets: [Asset] { view.job.request.assets }
    private var details: Node? { view.job.request.details }

    func write(to writer: inout JSONWriter) {
        for field in fields { write(field, to: &writer) }
    }

    private func write(_ field: String, to writer: inout JSONWriter) {
        switch field {
        case "audio_url1": writeURL(field, of: 0, to: &writer)
        case "audio_url2": writeURL(field, of: 2, to: &writer)
        case "audio_urls": writeURLs(field, of: Array(stride(from: 0, to: assets.count, by: 2)), to: &writer)
        case "clips": writeClips(to: &writer)
        case "seed": if let seed = view.job.request.seed { writer.member("seed", Int(seed)) }
        case "image_url":
            writeURL(field, of: 0, to: &writer)
            if assets.count > 1 { writeURLs("image_urls", of: Array(assets.indices), to: &writer) }
        case "video_url", "audio_url": writeURL(field, of: 0, to: &writer)
        default:
            guard let value = details?[field] else { return }
            writer.name(dynamic: field)
            writer.value(value)
        }
    }

    private func url(_ index: Int) -> String {
        base + FileName.path(job: view.job.id, index: index, asset: assets[index], hasClips: hasClips)
            + LinkMark.query(of: view.linkReading)
    }

    private func writeURL(_ name: String, of index: Int, to writer: inout JSONWriter) {
        guard assets.indices.contains(index) else { return }
        writer.name(dynamic: name)
        writer.value(url(index))
    }

    private func writeURLs(_ name: String, of indices: [Int], to writer: inout JSONWriter) {
        guard !indices.isEmpty else { return }
        writer.name(dynamic: name)
        writer.beginArray()
        for index in indices { writer.value(url(index)) }
        writer.endArray()
    }

    private func writeClips(to writer: inout JSONWriter) {
        guard assets.count > 1 else { return }
        writer.name("clips")
        writer.beginArray()
        for number in 0..<assets.count / 2 { writeClip(number, to: &writer) }
        writer.endArray()
    }

    /// Source: the example of unified-tasks.md §4.2.
    private func writeClip(_ number: Int, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", ClipID(task: view.job.id, number: number).text)
        writer.member("status", "complete")
        writer.member("title", title(of: number))
        writer.member("audio_url", url(2 * number))
        writer.member("video_url", "")
        writer.member("image_url", url(2 * number + 1))
        if let version = details?["mv"]?.string {
            writer.member("model_name", version)
            if let major = SunoWords.majorVersion(version) { writer.member("major_model_version", major) }
        }
        if let seconds = assets[2 * number].seconds {
            writer.member("duration", Node(.number(Number(text: "\(seconds)"))))
        }
        writer.member("prompt", details?["prompt"]?.string ?? "")
        writer.member("created_at", view.created.iso8601Milliseconds)
        writer.endObject()
    }

    private func title(of number: Int) -> String {
        let title = details?["title"]?.string ?? SunoWords.untitled
        guard fields.contains("audio_urls") else { return title }
        return "\(title) (\(SunoWords.stem(number, of: assets.count / 2)))"
    }
}
