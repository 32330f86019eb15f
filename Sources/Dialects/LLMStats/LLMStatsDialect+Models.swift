import Catalog
import Core
import DialectKit
import Documents

extension LLMStatsDialect {
    public var outlines: [ModelOutline] {
        (models.all + models.table.patterned).map { model in
            ModelOutline(
                id: model.id, name: model.name, modality: model.modality, price: model.price,
                unit: model.modality == .video ? "second" : "image", like: added[model.id],
                setting: model.isExtra ? SettingName.testModels : nil)
        }
    }

    public func adding(_ additions: [ModelAddition]) -> Extended {
        var (models, added) = (models, added)
        let problems = source.extend(with: additions, lists: [ModelList.models, ModelList.testModels]) {
            (draft, addition) throws(ModelProblem) in
            for change in addition.changes { try draft.make(change) }
            do throws(CatalogFailure) {
                models.add(try Model(CatalogEntry(draft.node, path: addition.id), isExtra: false), for: addition)
            } catch {
                throw ModelProblem(error)
            }
            added[addition.id] = addition.like
        }
        return (LLMStatsDialect(models, source: source, added: added), problems)
    }
}
