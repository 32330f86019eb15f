import Catalog
import Core
import DialectKit
import Documents

extension UnifiedTasksDialect {
    public var outlines: [ModelOutline] {
        (catalog.models + catalog.patterned).map { model in
            ModelOutline(
                id: model.id, name: model.name, modality: model.output.kind.asModality,
                price: model.pricing.standardPrice, unit: model.pricing.unit.word, like: added[model.id])
        }
    }

    public func adding(_ additions: [ModelAddition]) -> Extended {
        var catalog = catalog
        let (added, problems) = source.extend(with: additions, beside: added) { (draft, change) throws(ModelProblem) in
            try draft.make(change)
        } take: { (draft, addition) throws(CatalogFailure) in
            try catalog.add(draft.node, asPattern: addition.isPattern)
        }
        return (UnifiedTasksDialect(catalog: catalog, source: source, added: added), problems)
    }
}

extension Pricing.Unit {
    fileprivate var word: String {
        switch self {
        case .call, .image, .second, .minute: rawValue
        case .kilocharacter: "1000 characters"
        }
    }
}
