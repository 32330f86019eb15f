import Catalog
import Core
import DialectKit
import Documents

/// The catalog: the models, and the provider's own limits.
struct ModelList: Sendable {
    /// In the catalog's order.
    let all: [Model]
    let concurrency: Int
    /// Where a request names none [docs].
    let outputFormat: Asset.Format
    private let imageRate: Rate
    private let videoRate: Rate
    private let byID: [String: Model]

    init(_ catalog: CatalogEntry) throws(CatalogFailure) {
        let defaults = try catalog.entry("defaults")
        imageRate = Rate(try defaults.integer("image_rpm"), per: .seconds(60))
        videoRate = Rate(try defaults.integer("video_rpm"), per: .seconds(60))
        concurrency = try defaults.integer("concurrency")
        let format = try defaults.string("output_format")
        guard let outputFormat = ImageFormat(rawValue: format)?.format else {
            throw defaults.failure("\(format) is no format of an image", at: "output_format")
        }
        self.outputFormat = outputFormat
        var all: [Model] = []
        for entry in try catalog.entries("models") { all.append(try Model(entry)) }
        self.all = all
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(id: String) -> Model? { byID[id] }

    func rate(pool: String) -> Rate {
        pool == Modality.video.rawValue ? videoRate : imageRate
    }
}
