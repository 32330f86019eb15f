import Catalog
import DialectKit
import Documents

/// The catalog: every model, and other names for some.
struct ModelList: Sendable {
    /// In the catalog's order.
    let all: [Model]
    /// What a generation without a model is made by [brief].
    let standard: Model
    /// Names that people use for models, which the provider only hints at [docs].
    let aliases: [(name: String, model: Model)]
    private let byID: [String: Model]

    init(_ catalog: CatalogEntry) throws(CatalogFailure) {
        var all: [Model] = []
        for entry in try catalog.entries("models") { all.append(try Model(entry)) }
        self.all = all
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        standard = try Self.model(catalog, "default_model", byID)
        let names = try catalog.entry("aliases")
        var aliases: [(String, Model)] = []
        for name in names.members { aliases.append((name.key, try Self.model(names, name.key, byID))) }
        self.aliases = aliases
    }

    private static func model(
        _ entry: CatalogEntry, _ key: String, _ byID: [String: Model]
    ) throws(CatalogFailure) -> Model {
        let id = try entry.string(key)
        guard let model = byID[id] else { throw entry.failure("there is no model \(id)", at: key) }
        return model
    }

    subscript(id: String) -> Model? { byID[id] }

    /// Those that edit pictures; the first is the default of edits [docs], and the only one that varies them.
    var editors: [Model] { all.filter { $0.operations.contains(ModelOperation.edit) } }

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
