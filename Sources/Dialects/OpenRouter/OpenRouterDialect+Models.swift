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
        return (OpenRouterDialect(models, source: source, added: added), problems)
    }
}

extension Model {
    /// Of a picture at the endpoint that is tried first.
    fileprivate var standardPrice: PriceList.Line? {
        endpoints.first?.prices.lines.first { $0.billable == .outputImage }
    }
}
