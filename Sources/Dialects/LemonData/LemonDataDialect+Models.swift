import Catalog
import Core
import DialectKit
import Documents

extension LemonDataDialect {
    public var outlines: [ModelOutline] {
        (models.all + models.table.patterned).map { model in
            ModelOutline(
                id: model.id, name: nil, modality: model.makesImages ? .image : nil, price: model.price, unit: "image",
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
        return (LemonDataDialect(models, source: source, added: added), problems)
    }
}
