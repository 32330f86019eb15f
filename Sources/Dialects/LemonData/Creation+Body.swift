import Core
import DialectKit
import Documents

extension ModelList {
    /// What a generation asks for, validated against its model and priced. Source: lemondata.md §3.1, §4.4, §7.
    func creation(_ body: GenerationBody, settings: Settings) throws(Rejection) -> Creation {
        let model = try model(body.model, settings)
        let id = body.model ?? model.id
        try model.check(id, count: body.count, size: body.size, quality: body.quality, style: body.style)
        try model.check(background: body.background, id)
        let frame = try model.frame(body, id)
        let asset = Asset(
            format: body.format, width: frame.size.width, height: frame.size.height,
            references: model.takesPictures ? body.references : 0, aspectRatio: frame.ratio,
            alpha: body.background == "transparent")
        let order = ImageOrder(
            id: id, model: model, prompt: body.prompt, assets: Array(repeating: asset, count: body.count),
            seed: body.seed,
            wantsBase64: body.wantsBase64)
        return order.creation(Delivery(model, wantsTask: body.wantsTask, settings: settings))
    }

    /// What an edit or a variation asks for: inline, unless the model can be asked for a task (lemondata.md §3.7).
    func creation(_ body: EditBody, settings: Settings) throws(Rejection) -> Creation {
        let model = try editor(body, settings)
        let id = body.model ?? model.id
        try model.check(id, count: body.count, size: body.size, quality: body.quality, style: nil)
        try model.check(background: body.background, id)
        if !body.files.isEmpty { try model.editRule.check(body.files, mask: body.mask) }
        let size = model.picture.pixels(body.size) ?? PixelSize(width: 1024, height: 1024)
        let asset = Asset(
            format: body.format, width: size.width, height: size.height, references: body.pictures,
            alpha: body.background == "transparent")
        let order = ImageOrder(
            id: id, model: model, prompt: body.prompt, assets: Array(repeating: asset, count: body.count), seed: nil,
            wantsBase64: body.wantsBase64)
        return order.creation(body.wantsTask && model.asyncOptIn ? .task : .inline)
    }

    private func model(_ id: String?, _ settings: Settings) throws(Rejection) -> Model {
        guard let id else { return standard }
        guard let model = self[id] else {
            if settings.acceptsUnknownModels, let plainest { return plainest }
            throw unknown(id, message: "\(unknownMessage(id)). \(UnknownModels.hint(.lemonData))")
        }
        guard model.makesImages else {
            throw unknown(id, message: "Model '\(id)' does not support image generation")
        }
        return model
    }

    /// The 2026-03 pages let one model vary pictures: the one that edits them by default [docs].
    private func editor(_ body: EditBody, _ settings: Settings) throws(Rejection) -> Model {
        guard let standard = editors.first else { throw unknown(body.model ?? "") }
        guard let id = body.model else { return standard }
        let model = try model(id, settings)
        let able = body.kind == .edit ? editors : [standard]
        let isAble = body.kind == .edit ? model.edits : model.id == standard.id
        guard isAble else {
            var issues = Issues()
            let word = body.kind == .edit ? "edits" : "variations"
            issues.add(
                "model", "Model '\(id)' does not support image \(word). Expected \(alternatives(able.map(\.id)))",
                .invalidOption)
            try issues.check(at: .model)
            return model
        }
        return model
    }

    private func unknownMessage(_ id: String) -> String {
        ErrorForm(Refusal(.modelUnknown, subject: id), step: .create).message
    }

    private func unknown(_ id: String, message: String? = nil) -> Rejection {
        let search = ModelSearch(id, in: self)
        var facts: Members = [:]
        if let meant = search.meant {
            facts.append(Members.Member(key: Fact.didYouMean, value: Node(.string(meant.id))))
        }
        if !search.suggestions.isEmpty {
            facts.append(Members.Member(key: Fact.suggestions, value: .ids(search.suggestions)))
        }
        let list = "Use GET /v1/models to list all available models."
        let hint = search.meant.map { "Did you mean '\($0.id)'? \(list)" } ?? list
        facts.append(Members.Member(key: Fact.hint, value: Node(.string(hint))))
        return Rejection(
            Refusal(.modelUnknown, message: message, param: "model", subject: id, facts: .found(facts)), at: .model)
    }
}

extension Node {
    /// `[{"id": …}]`
    static func ids(_ models: [Model]) -> Node {
        Node(.array(models.map { ["id": Node(.string($0.id))] }))
    }
}
