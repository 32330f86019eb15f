import Catalog
import Core
import DialectKit

/// The catalog.
struct ModelList: Sendable {
    private(set) var table = ModelTable<Model>()

    init(_ catalog: CatalogEntry) throws(CatalogFailure) {
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

    /// What an unknown id is taken as where the setting accepts it: the first [chosen].
    var plainest: Model? { all.first }
}
