import Catalog
import Core
import DialectKit
import Documents

extension GetImgDialect {
    public var outlines: [ModelOutline] {
        (models.all + models.table.patterned).map { model in
            ModelOutline(
                id: model.id, name: model.name, modality: model.modality, price: model.standardPrice,
                unit: model.modality == .video ? "second" : "image", like: added[model.id])
        }
    }

    public func adding(_ additions: [ModelAddition]) -> Extended {
        var models = models
        let (added, problems) = source.extend(with: additions, beside: added) { (draft, change) throws(ModelProblem) in
            try draft.make(change)
        } take: { (draft, addition) throws(CatalogFailure) in
            models.add(try Model(CatalogEntry(draft.node, path: addition.id)), for: addition)
        }
        return (GetImgDialect(models, source: source, added: added), problems)
    }
}

extension Model {
    /// Without sound, at the usual resolution.
    fileprivate var standardPrice: Decimal? { prices.price(resolutions[0].text, sound: .off) }
}
