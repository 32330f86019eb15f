import Catalog
import Core
import DialectKit
import Documents

extension OpenRouterDialect {
    public var outlines: [ModelOutline] {
        (models.all + models.table.patterned).map { model in
            let price = model.standardPrice
            return ModelOutline(
                id: model.id, name: model.name, modality: .image, price: price?.cost,
                unit: price?.unit.rawValue ?? "image",
                like: added[model.id])
        }
    }

    public func adding(_ additions: [ModelAddition]) -> Extended {
        var models = models
        let (added, problems) = source.extend(with: additions, beside: added) { (draft, change) throws(ModelProblem) in
            try draft.make(change)
        } take: { (draft, addition) throws(CatalogFailure) in
            models.add(try Model(CatalogEntry(draft.node, path: addition.id)), for: addition)
        }
        return (OpenRouterDialect(models, source: source, added: added), problems)
    }
}

extension Model {
    /// Of a picture at the endpoint that is tried first.
    fileprivate var standardPrice: PriceList.Line? {
        endpoints.first?.prices.lines.first { $0.billable == .outputImage }
    }
}
