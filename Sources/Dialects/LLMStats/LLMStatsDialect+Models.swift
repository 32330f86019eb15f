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
        var models = models
        let (added, problems) = source.extend(
            with: additions, beside: added, lists: [ModelList.models, ModelList.testModels]
        ) { (draft, change) throws(ModelProblem) in
            try draft.make(change)
        } take: { (draft, addition) throws(CatalogFailure) in
            models.add(try Model(CatalogEntry(draft.node, path: addition.id), isExtra: false), for: addition)
        }
        return (LLMStatsDialect(models, source: source, added: added), problems)
    }
}
