import Core
import DialectKit
import Documents

extension ModelList {
    /// What a body asks for, validated against its model and priced. Source: llm-stats.md §3.1.1, §4.4, §7.
    func creation(_ body: GenerationBody, settings: Settings) throws(Rejection) -> Creation {
        let model = model(of: body, settings: settings)
        // A video ignores `n`, so its range is a matter of fields that only the model can settle.
        if model?.clips == nil, !Bound.count.contains(body.count) {
            throw Rejection(wrong: Name.count, "must be between 1 and 10.")
        }
        guard let model else { throw Rejection(modelUnknown(body.model), at: .model) }
        if let clips = model.clips {
            let clip = try model.clip(body.input, of: clips)
            return creation(body, [clip.asset], of: model, quantity: clip.seconds, settings: settings)
        }
        return creation(
            body, try model.stills(body.input, count: body.count), of: model, quantity: body.count, settings: settings)
    }

    private func model(of body: GenerationBody, settings: Settings) -> Model? {
        if let model = model(body.model, extras: settings.flag(SettingName.testModels)) { return model }
        guard settings.acceptsUnknownModels, !otherIDs.contains(body.model) else { return nil }
        return plainest(body.input.asksForVideo ? .video : .image)
    }

    private func creation(
        _ body: GenerationBody, _ assets: [Asset], of model: Model, quantity: Int, settings: Settings
    ) -> Creation {
        Creation(
            model: body.model, modality: model.modality, prompt: body.input.prompt ?? "", assets: assets,
            seed: body.input.seed,
            price: Money(model.price * Decimal(quantity)), unitPrice: model.price, quantity: Decimal(quantity),
            typical: model.typical, answer: body.wait.answer(model.modality, settings: settings), charge: .completion)
    }

    private func modelUnknown(_ id: String) -> Refusal {
        let message =
            otherIDs.contains(id)
            ? "model does not generate images or videos."
            : "\(ErrorForm(.modelUnknown).message) \(UnknownModels.hint(.llmStats))"
        return Refusal(.modelUnknown, message: message, param: Name.model, subject: id)
    }
}

extension GenerationInput {
    fileprivate var asksForPlainStill: Bool { images == 0 && ratio == nil && size == nil }

    /// Only videos have these fields.
    fileprivate var asksForVideo: Bool { duration != nil || resolution != nil }
}

extension Model {
    fileprivate func stills(_ input: GenerationInput, count: Int) throws(Rejection) -> [Asset] {
        guard count <= mostMedia else {
            throw Rejection(wrong: Name.count, "must be at most \(mostMedia) for this model.", at: .rules)
        }
        if count == 1, input.asksForPlainStill { return plainStill }
        // `size` wins over `aspect_ratio`, which then has no effect; a model without sizes ignores it.
        let size = takesSize ? try input.wantedSize() : nil
        if let size, !sides.contains(size.width) || !sides.contains(size.height) {
            throw Rejection(
                wrong: "input.\(Name.size)",
                "must have sides between \(sides.lowerBound) and \(sides.upperBound) pixels for this model.", at: .rules
            )
        }
        let ratio = size == nil ? try input.wantedRatio() : nil
        let picture = size ?? shape(ratio).still
        let still = Asset(
            format: format, width: picture.width, height: picture.height, references: min(input.images, images),
            aspectRatio: ratio?.text)
        return Array(repeating: still, count: count)
    }

    fileprivate func clip(_ input: GenerationInput, of clips: Clips) throws(Rejection) -> (asset: Asset, seconds: Int) {
        guard let seconds = clips.seconds(try input.wantedDuration()) else {
            throw Rejection(wrong: "input.\(Name.duration)", "is not offered by this model.", at: .rules)
        }
        guard let resolution = clips.resolution(input.resolution) else {
            throw Rejection(wrong: "input.\(Name.resolution)", "is not offered by this model.", at: .rules)
        }
        let ratio = try input.wantedRatio()
        let frame = PixelSize.video(shortEdge: resolution.shortEdge, ratio: shape(ratio).ratio)
        let clip = Asset(
            format: format, width: frame.width, height: frame.height, seconds: Double(seconds),
            framesPerSecond: clips.framesPerSecond, references: min(input.images, images),
            aspectRatio: ratio?.text)
        return (clip, seconds)
    }
}

extension GenerationBody.Wait {
    /// `auto` is long for images and short for videos, never above a minute (llm-stats.md §5 [brief]).
    fileprivate func answer(_ modality: Modality, settings: Settings) -> AnswerTime {
        switch self {
        case .seconds(0): .atOnce
        case .seconds(let seconds): .within(.seconds(seconds))
        case .automatic: .within(automaticWait(modality, settings: settings))
        }
    }
}

func automaticWait(_ modality: Modality, settings: Settings) -> Duration {
    min(
        settings.duration(modality == .video ? SettingName.waitAutoVideo : SettingName.waitAutoImage),
        .seconds(Bound.wait.upperBound)
    )
}
