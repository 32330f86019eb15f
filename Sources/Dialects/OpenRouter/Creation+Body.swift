import Core
import DialectKit
import Documents

extension ModelList {
    /// What a body asks for, validated against its model, routed and priced. Source: openrouter.md §3, §4.5, §7.
    ///
    /// - Parameter isChat: asked for at the chat route, where every model streams that is served there (openrouter.md §9).
    func creation(_ body: ImageBody, _ settings: Settings, isChat: Bool) throws(Rejection) -> Creation {
        guard let model = self[body.model] ?? (settings.acceptsUnknownModels ? plainest : nil) else {
            let words = Availability.modelNotFound.message(body.model)
            throw Rejection(
                Refusal(
                    .modelUnknown, message: "\(words). \(UnknownModels.hint(.openRouter))", subject: body.model),
                at: .model)
        }
        guard !isChat || !model.chatOutputs.isEmpty else {
            throw Rejection(Refusal(.wrongEndpoint, model: body.model, endpoint: "/api/v1/images"), at: .model)
        }
        guard !body.preferences.candidates(model.endpoints, price: { _ in .zero }).isEmpty else {
            throw Rejection(Refusal(.noEndpoints, model: body.model), at: .model)
        }
        try model.check(body)
        let format = try model.format(body)
        let size = try SizeRule(body, model.abilities, ownSize: model.ownSize)
        let images = max(1, body.images - settings.integer(SettingName.missing))
        let offer = model.offer(body, size, images: images)
        let streams = body.streams && (isChat || model.isStreaming)
        return Creation(
            model: body.model, modality: .image, prompt: body.prompt,
            assets: Array(repeating: body.asset(format, size.size, model.abilities), count: images),
            seed: model.abilities.hasSeed ? body.seed : nil, price: Money(offer.cost), unitPrice: offer.cost,
            quantity: Decimal(1), typical: .still, answer: streams ? .streamed : .whenEnded, charge: .completion,
            cancelsOnDisconnect: true, details: offer.facts(streams: streams, isChat: isChat, model).node)
    }
}

extension OpenRouterDialect {
    /// As a model that does not stream answers: one document, when it is done. Source: openrouter.md §6 [docs].
    public func unstreamed(_ creation: Creation) -> Creation {
        var facts = Facts(creation.details)
        facts.streams = false
        return Creation(
            model: creation.model, modality: creation.modality, prompt: creation.prompt, assets: creation.assets,
            seed: creation.seed, price: creation.price, unitPrice: creation.unitPrice, quantity: creation.quantity,
            typical: creation.typical, answer: .whenEnded, charge: creation.charge,
            cancelsOnDisconnect: creation.cancelsOnDisconnect, details: facts.node)
    }
}

extension ImageBody {
    fileprivate func asset(_ format: Asset.Format, _ size: PixelSize, _ abilities: Abilities) -> Asset {
        let isAlphaFormat = format == .png || format == .webp
        return Asset(
            format: format, width: size.width, height: size.height, references: references.count,
            aspectRatio: ratio?.text, alpha: wantsTransparency && abilities.hasTransparency && isAlphaFormat)
    }
}

extension Model {
    /// The few fields that a model may not ignore. Source: openrouter.md §3.1.
    fileprivate func check(_ body: ImageBody) throws(Rejection) {
        guard body.images <= abilities.mostImages else {
            throw Rejection(
                "n: \(body.model) makes at most \(abilities.mostImages) in a request, got \(body.images)", param: "n",
                at: .rules)
        }
        if let most = abilities.mostReferences, body.references.count > most {
            throw Rejection(
                "input_references: \(body.model) takes at most \(most), got \(body.references.count)",
                param: "input_references", at: .rules)
        }
        if body.wantsTransparency, body.format == .jpeg {
            throw Rejection(
                "background: transparent needs output_format png or webp, got jpeg", param: "background", at: .rules)
        }
    }

    /// The one asked for where the model offers it; a vector file only of a model that makes them.
    fileprivate func format(_ body: ImageBody) throws(Rejection) -> Asset.Format {
        guard let wanted = body.format else { return standardFormat }
        if formats.contains(wanted), abilities.hasFormats { return wanted }
        guard wanted != .svg else {
            throw Rejection("output_format: \(body.model) makes no svg", param: "output_format", at: .rules)
        }
        return standardFormat
    }

    /// The endpoint that serves, with what it does and what that costs.
    fileprivate func offer(_ body: ImageBody, _ size: SizeRule, images: Int) -> Offer {
        let quality = abilities.qualities.contains(body.quality) ? body.quality : "auto"
        let tokens = tokens(quality: quality, tier: size.tier) * images
        let offers = body.preferences.candidates(endpoints) {
            work(of: $0, body, size, images: images, tokens: tokens).cost
        }
        // That there is one was checked before.
        return work(of: offers.first ?? endpoints[0], body, size, images: images, tokens: tokens)
    }

    private func work(of endpoint: Endpoint, _ body: ImageBody, _ size: SizeRule, images: Int, tokens: Int) -> Offer {
        let references = abilities.mostReferences == nil ? 0 : body.references.count
        let fonts = body.preferences.options(for: endpoint)["font_inputs"]?.array?.count ?? 0
        // A token for four characters, a started one counted whole [chosen].
        let textTokens = (body.prompt.unicodeScalars.count + 3) / 4
        return Offer(
            endpoint: endpoint,
            work: Work(
                images: images, size: size.size, textTokens: textTokens, completionTokens: tokens,
                references: references, fonts: fonts, variant: variant(of: size.tier)))
    }
}

/// An endpoint and its work.
private struct Offer {
    let endpoint: Endpoint
    let work: Work

    var cost: Decimal { endpoint.prices.cost(of: work) }

    /// Models that are paid by picture count no prompt [docs]. References count as tokens where they are paid so [chosen].
    func facts(streams: Bool, isChat: Bool, _ model: Model) -> Facts {
        let counts = endpoint.prices.countsTokens
        let paysReferences = endpoint.prices.lines.contains { $0.billable == .inputImage && $0.unit == .token }
        let referenceTokens = paysReferences ? work.references * Bound.tokensPerReference : 0
        return Facts(
            providerName: endpoint.name, promptTokens: counts ? work.textTokens + referenceTokens : 0,
            completionTokens: work.completionTokens, promptCost: endpoint.prices.promptCost(of: work), streams: streams,
            streamsText: model.streamsText, isChat: isChat, speaks: model.chatOutputs.contains("text"))
    }
}
