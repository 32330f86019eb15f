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
        var (models, added) = (models, added)
        let problems = source.extend(with: additions) { (draft, addition) throws(ModelProblem) in
            for change in addition.changes { try draft.make(change) }
            do throws(CatalogFailure) {
                models.add(try Model(CatalogEntry(draft.node, path: addition.id)), for: addition)
            } catch {
                throw ModelProblem(error)
            }
            added[addition.id] = addition.like
        }
        return (GetImgDialect(models, source: source, added: added), problems)
    }
}

extension Model {
    /// Without sound, at the usual resolution.
    fileprivate var standardPrice: Decimal? { prices.price(resolutions[0].text, sound: .off) }
}
