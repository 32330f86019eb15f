import Catalog
import Core
import DialectKit
import Documents

/// The catalog: every model, and other names for some.
struct ModelList: Sendable {
    private(set) var table = ModelTable<Model>()
    /// What a generation without a model is made by [brief].
    private(set) var standard: Model
    /// Names that people use for models, which the provider only hints at [docs].
    let aliases: [(name: String, id: String)]

    init(_ catalog: CatalogEntry) throws(CatalogFailure) {
        for entry in try catalog.entries("models") {
            let model = try Model(entry)
            table.add(model, id: model.id)
        }
        standard = try Self.model(catalog, "default_model", table)
        let names = try catalog.entry("aliases")
        var aliases: [(String, String)] = []
        for name in names.members { aliases.append((name.key, try Self.model(names, name.key, table).id)) }
        self.aliases = aliases
    }

    private static func model(
        _ entry: CatalogEntry, _ key: String, _ table: ModelTable<Model>
    ) throws(CatalogFailure) -> Model {
        let id = try entry.string(key)
        guard let model = table[id] else { throw entry.failure("there is no model \(id)", at: key) }
        return model
    }

    /// In the catalog's order, those of a scenario behind them.
    var all: [Model] { table.all }

    subscript(id: String) -> Model? { table[id] }

    mutating func add(_ model: Model, for addition: ModelAddition) {
        table.add(model, for: addition)
        if model.id == standard.id { standard = model }
    }

    /// Those that edit pictures; the first is the default of edits [docs], and the only one that varies them.
    var editors: [Model] { all.filter(\.edits) }

    /// What an unknown id is taken as where the setting accepts it: neither qualities nor styles, and it edits too [chosen].
    var plainest: Model? { editors.first }

    /// In the order that `recommended_for` gives (lemondata.md §3.4): ties stay in the catalog's order.
    func recommended(for category: String) -> [Model] {
        let candidates = all.filter { $0.category == category }.compactMap { model in
            model.recommendation.map { (model: model, recommendation: $0) }
        }
        return candidates.enumerated().sorted { left, right in
            let (one, other) = (left.element.recommendation, right.element.recommendation)
            if one.precedes(other) { return true }
            return !other.precedes(one) && left.offset < right.offset
        }.map(\.element.model)
    }
}

/// What a request may ask of a model (lemondata.md §3.1 [docs-successor]).
enum ModelOperation {
    static let edit = "image-edit"
    static let all = ["text-to-image", "image-to-image", edit]
}
