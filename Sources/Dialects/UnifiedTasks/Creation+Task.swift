import Catalog
import Core
import DialectKit
import Documents

extension UnifiedTasksDialect {
    /// What a body asks for, validated by the catalog and priced.
    func creation(_ body: TaskBody, settings: Settings) throws(Rejection) -> Creation {
        let (id, input) = try body.checked()
        guard let model = catalog[id] ?? substitute(for: input, settings) else {
            let message = "Model not found: \(id). \(UnknownModels.hint(.unifiedTasks))"
            throw Rejection(Refusal(.modelUnknown, message: message, param: "model", subject: id), at: .model)
        }
        let validated: Validated
        do throws(Violation) {
            validated = try model.validate(input, options: options(settings))
        } catch {
            let reason: Refusal.Reason = error.kind == .missing ? .missingField : .invalidInput
            throw Rejection(Refusal(reason, message: error.message, param: error.parameter), at: .rules)
        }
        let time = model.typicalTime
        return Creation(
            model: id, modality: model.output.kind.asModality, prompt: input.prompt ?? "", assets: validated.assets,
            seed: validated.seed, price: Money(validated.price.total), unitPrice: validated.price.unitPrice,
            quantity: validated.price.quantity,
            typical: TypicalDuration(least: time.least, typical: time.typical, most: time.most),
            queuesLong: model.queuesLong, answer: .atOnce, charge: .create,
            references: validated.references.map(\.asTaskReference), callback: body.callback,
            details: validated.details,
            origin: validated.origin, sources: validated.limits)
    }

    private func substitute(for input: Members, _ settings: Settings) -> Model? {
        settings.acceptsUnknownModels ? PlainModels.model(for: input, in: catalog) : nil
    }

    private func options(_ settings: Settings) -> ValidationOptions {
        ValidationOptions(
            coercesTypes: settings.flag(SettingName.coerceTypes),
            emptyValues: settings.emptyValues,
            settingsOn: settings.catalogSettings)
    }
}

extension Validated {
    fileprivate var seed: Int64? {
        self["seed"]?.number?.int.map(Int64.init)
    }

    /// What only the words of the output need later on.
    fileprivate var details: Node? {
        if model.output.clips > 0 { return clipDetails }
        guard model.output.kind == .text else { return nil }
        return TextOutput.details(of: self)
    }

    private var clipDetails: Node {
        var details = Members()
        for name in ["title", "prompt", "mv"] {
            if let text = self[name]?.string { details.append(Members.Member(key: name, value: Node(.string(text)))) }
        }
        return Node(.object(details))
    }
}

extension Validated {
    /// Only files that were uploaded here can be looked at (unified-tasks.md, catalog, `external_media`).
    fileprivate var limits: [SourceLimit] {
        sources.flatMap { source in
            source.urls.compactMap(uploadedFile(in:)).map { file in
                SourceLimit(
                    file: file, mostBytes: source.bounds.mostBytes, leastSeconds: source.bounds.leastSeconds,
                    mostSeconds: source.bounds.mostSeconds, message: source.message)
            }
        }
    }
}

extension Validated.Reference {
    fileprivate var asTaskReference: TaskReference {
        TaskReference(field: field, id: id, modality: outputKind.asModality, message: message)
    }
}

extension OutputKind {
    var asModality: Modality {
        switch self {
        case .video: .video
        case .image: .image
        case .audio: .audio
        case .text: .text
        }
    }
}
