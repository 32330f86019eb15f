import Core
import DialectKit
import Documents

extension ModelList {
    /// What a body asks for, validated against its model and priced. Source: getimg.md §3, §4.4, §7.
    func creation(
        _ body: GenerationBody, _ modality: Modality, _ settings: Settings
    ) throws(Rejection) -> Creation {
        let model = try model(of: body, modality, settings)
        let asset = try model.asset(body, outputFormat: outputFormat)
        let quantity = Decimal(Int(asset.seconds ?? 1))
        let unitPrice = model.unitPrice(body)
        return Creation(
            model: body.model, modality: modality, prompt: body.prompt, assets: [asset],
            price: Money(unitPrice * quantity),
            unitPrice: unitPrice, quantity: quantity, typical: modality == .image ? .still : .video,
            answer: modality == .image ? .whenEnded : .atOnce, charge: .completion)
    }
}

extension ModelList {
    private func model(
        of body: GenerationBody, _ modality: Modality, _ settings: Settings
    ) throws(Rejection) -> Model {
        if let model = self[body.model] {
            guard model.modality == modality else {
                throw Rejection(Refusal(.modelUnknown, subject: body.model), at: .model)
            }
            return model
        }
        guard settings.acceptsUnknownModels, let model = plainest(modality) else {
            let refusal = Refusal(.modelUnknown, subject: body.model)
            let words = ErrorForm(refusal, step: .create).message
            throw Rejection(
                Refusal(.modelUnknown, message: "\(words) \(UnknownModels.hint(.getimg))", subject: body.model),
                at: .model)
        }
        return model
    }
}

extension Model {
    fileprivate func asset(_ body: GenerationBody, outputFormat: Asset.Format) throws(Rejection) -> Asset {
        let ratio = try choose(body.ratio, among: ratios, param: "aspect_ratio")
        let edge = try choose(body.resolution, among: resolutions, param: "resolution")
        let seconds = try seconds(body.duration)
        try checkSound(body.sound)
        try checkReferences(body.images, of: body.model)
        let size =
            modality == .video
            ? PixelSize.video(shortEdge: edge, ratio: ratio) : PixelSize.still(edge: edge, ratio: ratio)
        return Asset(
            format: modality == .video ? .mp4 : body.format?.format ?? outputFormat, width: size.width,
            height: size.height,
            seconds: seconds.map(Double.init), framesPerSecond: framesPerSecond, hasSound: body.sound,
            references: body.images.count, aspectRatio: body.ratio)
    }

    private func choose<Value>(
        _ text: String?, among choices: [Choice<Value>], param: String
    ) throws(Rejection) -> Value {
        guard let text else { return choices[0].value }
        guard let choice = choices.first(where: { $0.text == text }) else {
            throw Rejection(unsupported: text, of: param, supported: choices.map(\.text), at: .rules)
        }
        return choice.value
    }

    /// nil for a still.
    private func seconds(_ wanted: Int?) throws(Rejection) -> Int? {
        guard let wanted else { return durations.first }
        guard durations.contains(wanted) else {
            throw Rejection(
                unsupported: String(wanted), of: "duration", supported: durations.map(String.init), at: .rules)
        }
        return wanted
    }

    private func checkSound(_ sound: Bool) throws(Rejection) {
        guard sound, !supportsSound else { return }
        throw Rejection(unsupported: "true", of: "sound", supported: ["false"], at: .rules)
    }

    private func checkReferences(_ images: [ReferenceImage], of id: String) throws(Rejection) {
        for (index, image) in images.enumerated() where !references.contains(where: { $0.text == image.role.rawValue })
        {
            guard modality == .video else {
                throw Rejection(invalid: "images", "The model '\(id)' takes no images.", at: .rules)
            }
            throw Rejection(
                unsupported: image.role.rawValue, of: "images[\(index)].role", supported: references.map(\.text),
                at: .rules)
        }
        for reference in references where images.count(where: { $0.role.rawValue == reference.text }) > reference.value
        {
            throw Rejection(
                invalid: "images",
                "Too many images: the model takes at most \(reference.value) as '\(reference.text)'.",
                at: .rules)
        }
        if images.contains(where: { $0.role == .lastFrame }), !images.contains(where: { $0.role == .firstFrame }) {
            throw Rejection(invalid: "images", "A 'last_frame' needs a 'first_frame'.", at: .rules)
        }
    }

    /// Loading made sure that there is a price for every combination.
    fileprivate func unitPrice(_ body: GenerationBody) -> Decimal {
        prices.price(body.resolution ?? resolutions[0].text, sound: body.sound ? .on : .off) ?? .zero
    }
}
