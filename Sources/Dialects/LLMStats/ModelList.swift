import Catalog
import Core
import DialectKit
import Documents

/// The catalog: what the gateway makes images and videos with, and which ids of it are for something else.
struct ModelList: Sendable {
    private(set) var table = ModelTable<Model>()
    /// Ids of chat and speech models, which the generations endpoint refuses.
    let otherIDs: Set<String>

    init(_ catalog: CatalogEntry) throws(CatalogFailure) {
        for (key, isExtra) in [(Self.models, false), (Self.testModels, true)] {
            for entry in try catalog.entries(key) {
                let model = try Model(entry, isExtra: isExtra)
                table.add(model, id: model.id)
            }
        }
        var others: Set<String> = []
        for entry in try catalog.entries("other_gateway_ids") { others.insert(try entry.string("id")) }
        otherIDs = others
    }

    /// The lists of models in the tree of the catalog.
    static let models = "models"
    static let testModels = "suggested_test_models"

    /// In the catalog's order, the emulator's own test models behind them, those of a scenario at the end.
    var all: [Model] { table.all }

    mutating func add(_ model: Model, for addition: ModelAddition) {
        table.add(model, for: addition)
    }

    /// `extras`: whether the emulator's own test models count.
    func model(_ id: String, extras: @autoclosure () -> Bool) -> Model? {
        guard let model = table[id], !model.isExtra || extras() else { return nil }
        return model
    }

    /// What an unknown id is taken as where the setting accepts it: the first of the kind [chosen].
    func plainest(_ modality: Modality) -> Model? {
        all.first { $0.modality == modality }
    }
}
