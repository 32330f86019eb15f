import Catalog
import Core
import DialectKit
import Documents

/// The catalog: the models, and the provider's own limits.
struct ModelList: Sendable {
    private(set) var table = ModelTable<Model>()
    let concurrency: Int
    /// Where a request names none [docs].
    let outputFormat: Asset.Format
    private let imageRate: Rate
    private let videoRate: Rate

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
        for entry in try catalog.entries("models") {
            let model = try Model(entry)
            table.add(model, id: model.id)
        }
    }

    /// In the catalog's order, those of a scenario behind them.
    var all: [Model] { table.all }

    subscript(id: String) -> Model? { table[id] }

    mutating func add(_ model: Model, for addition: ModelAddition) {
        table.add(model, for: addition)
    }

    /// What an unknown id is taken as where the setting accepts it: the first of the kind [chosen].
    func plainest(_ modality: Modality) -> Model? {
        all.first { $0.modality == modality }
    }

    func rate(pool: String) -> Rate {
        pool == Modality.video.rawValue ? videoRate : imageRate
    }
}
