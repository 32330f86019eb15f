import Core
import DialectKit
import Documents

/// How the images of a request come: in its answer, or as a task (lemondata.md §5).
enum Delivery {
    case inline, task
    /// Now so, now so: repeated requests take turns.
    case alternating

    init(_ model: Model, wantsTask: Bool, settings: Settings) {
        // `async: false` never forces an inline answer [chosen].
        if wantsTask, model.asyncOptIn {
            self = .task
            return
        }
        let isOpen = model.delivery == .either || settings.text(SettingName.deliveryOf) == "all"
        switch (isOpen ? settings.text(SettingName.delivery) : "", model.delivery) {
        case ("inline", _): self = .inline
        case ("alternate", _): self = .alternating
        case ("async", _): self = .task
        case (_, .inline): self = .inline
        case (_, .task), (_, .either), (_, .none): self = .task
        }
    }
}

/// An order that passed every check of its own.
struct ImageOrder {
    /// As the request calls the model.
    let id: String
    let model: Model
    let prompt: String
    let assets: [Asset]
    let seed: Int?
    let wantsBase64: Bool

    func creation(_ delivery: Delivery) -> Creation {
        switch delivery {
        case .inline: creation(isTask: false, alternative: nil)
        case .task: creation(isTask: true, alternative: nil)
        case .alternating: creation(isTask: true, alternative: creation(isTask: false, alternative: nil))
        }
    }

    /// Reserved at create and given back when it fails (lemondata.md §7 [docs-successor]).
    private func creation(isTask: Bool, alternative: Creation?) -> Creation {
        let price = model.price ?? .zero
        return Creation(
            model: id, modality: .image, prompt: prompt, assets: assets, seed: seed.map(Int64.init),
            price: Money(price * Decimal(assets.count)), unitPrice: price, quantity: Decimal(assets.count),
            typical: isTask ? .task : .still, answer: isTask ? .atOnce : .whenEnded, charge: .create,
            details: wantsBase64 ? Self.base64 : nil, alternative: alternative)
    }

    private static let base64: Node = "b64_json"
}

extension TypicalDuration {
    /// 30 to 120 seconds in all [docs]; the middle is [chosen].
    fileprivate static let task = TypicalDuration(least: .seconds(30), typical: .seconds(60), most: .seconds(120))
}

extension Creation {
    /// The images come as tasks: their request was answered at once.
    var isTask: Bool { answer == .atOnce }

    /// The images come in the answer to their request, as text.
    var wantsBase64: Bool { details?.string == "b64_json" }
}
