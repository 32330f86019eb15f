import Documents
import Time

/// What a client asked a provider to make, validated and priced.
///
/// Never changes once it is read, and is handed around a lot: an object, so that handing it around costs nothing.
public final class Creation: Sendable {
    public let model: String
    public let modality: Modality
    public let prompt: String
    public let assets: [Asset]
    /// The seed of the request, where it has one.
    public let seed: Int64?
    public let price: Money
    /// Price of one unit and number of units, where the provider shows them.
    public let unitPrice: Decimal
    public let quantity: Decimal
    /// How long such jobs take at the provider.
    public let typical: TypicalDuration
    /// Held in the queue longer than others (a relaxed tier).
    public let queuesLong: Bool
    public let answer: AnswerTime
    public let charge: ChargeTime
    /// A client that hangs up before the end loses the job, and pays nothing. A `job` rule can say otherwise.
    public let cancelsOnDisconnect: Bool
    /// nil for most.
    private let rarities: OptionalDetails?

    public struct Failure: Sendable, Equatable {
        public var error: SemanticError
        public var message: String?
        public init(_ error: SemanticError, message: String?) {
            self.error = error
            self.message = message
        }
    }

    public init(
        model: String, modality: Modality, prompt: String, assets: [Asset], seed: Int64? = nil, price: Money,
        unitPrice: Decimal, quantity: Decimal, typical: TypicalDuration, queuesLong: Bool = false, answer: AnswerTime,
        charge: ChargeTime, references: [TaskReference] = [], callback: String? = nil, failure: Failure? = nil,
        cancelsOnDisconnect: Bool = false, details: Node? = nil, alternative: Creation? = nil, origin: Origin? = nil,
        misfit: Refusal? = nil, sources: [SourceLimit] = []
    ) {
        self.model = model
        self.modality = modality
        self.prompt = prompt.utf8.count <= Self.longestPrompt ? prompt : String(prompt.prefix(Self.longestPrompt))
        self.assets = assets
        self.seed = seed
        self.price = price
        self.unitPrice = unitPrice
        self.quantity = quantity
        self.typical = typical
        self.queuesLong = queuesLong
        self.answer = answer
        self.charge = charge
        self.cancelsOnDisconnect = cancelsOnDisconnect
        rarities = OptionalDetails(
            references: references, callback: callback, failure: failure, details: details, alternative: alternative,
            origin: origin, misfit: misfit, sources: sources)
    }

    /// Characters of a prompt that a job keeps, for captions, answers and rules [chosen]: no provider's page allows more.
    public static let longestPrompt = 32_768

    /// Jobs that must exist, be completed, of that modality, and of the same key.
    public var references: [TaskReference] { rarities?.references ?? [] }
    public var callback: String? { rarities?.callback }
    /// Accepted, but bound to fail with this (effect `fail_task` of the catalog).
    public var failure: Failure? { rarities?.failure }
    /// What the dialect alone needs to answer for this job later on.
    public var details: Node? { rarities?.details }
    /// What the same request gets when it is its turn: repeated ones get the one and the other by turns.
    public var alternative: Creation? { rarities?.alternative }
    /// The file that it is made from, as long as nobody has looked whether there is one.
    public var origin: Origin? { rarities?.origin }
    /// What does not fit to the file that it is made from.
    public var misfit: Refusal? { rarities?.misfit }
    /// The jobs that have to be looked up: those that it refers to, then those whose files it may be made from.
    public var namedJobs: [String] {
        guard let rarities, !rarities.references.isEmpty || rarities.origin != nil else { return [] }
        let referenced = rarities.references.map(\.id)
        return referenced + (rarities.origin?.jobs.filter { !referenced.contains($0) } ?? [])
    }
    /// What is asked of files that were handed in before.
    public var sources: [SourceLimit] { rarities?.sources ?? [] }

    /// Roughly the bytes that it occupies.
    var weight: Int {
        var weight = 320 + model.utf8.count + prompt.utf8.count + MemoryLayout<Asset>.stride * assets.count
        if let rarities { weight += rarities.weight }
        return weight
    }

    /// The same with other results.
    public func making(_ assets: [Asset]) -> Creation {
        changed(assets: assets, price: price, quantity: quantity, answer: answer, details: details, misfit: misfit)
    }

    /// The same, answered in another way.
    public func answered(_ answer: AnswerTime, details: Node?) -> Creation {
        changed(assets: assets, price: price, quantity: quantity, answer: answer, details: details, misfit: misfit)
    }

    /// The same, as it is for the file that it is made from.
    func fitted(assets: [Asset], price: Money, quantity: Decimal, details: Node?, misfit: Refusal?) -> Creation {
        changed(assets: assets, price: price, quantity: quantity, answer: answer, details: details, misfit: misfit)
    }

    private func changed(
        assets: [Asset], price: Money, quantity: Decimal, answer: AnswerTime, details: Node?, misfit: Refusal?
    ) -> Creation {
        Creation(
            model: model, modality: modality, prompt: prompt, assets: assets, seed: seed, price: price,
            unitPrice: unitPrice, quantity: quantity, typical: typical, queuesLong: queuesLong, answer: answer,
            charge: charge, references: references, callback: callback, failure: failure,
            cancelsOnDisconnect: cancelsOnDisconnect, details: details, misfit: misfit, sources: sources)
    }
}

/// What few creations have, in an object of its own: each job keeps its creation.
private final class OptionalDetails: Sendable {
    let references: [TaskReference]
    let callback: String?
    let failure: Creation.Failure?
    let details: Node?
    let alternative: Creation?
    let origin: Origin?
    let misfit: Refusal?
    let sources: [SourceLimit]

    /// nil when there is nothing of it.
    init?(
        references: [TaskReference], callback: String?, failure: Creation.Failure?, details: Node?,
        alternative: Creation?, origin: Origin?, misfit: Refusal?, sources: [SourceLimit]
    ) {
        if references.isEmpty, callback == nil, failure == nil, details == nil, alternative == nil, origin == nil,
            misfit == nil, sources.isEmpty
        {
            return nil
        }
        self.references = references
        self.callback = callback
        self.failure = failure
        self.details = details
        self.alternative = alternative
        self.origin = origin
        self.misfit = misfit
        self.sources = sources
    }

    var weight: Int {
        var weight = 320 + 128 * (references.count + sources.count)
        weight += callback?.utf8.count ?? 0
        weight += details?.weight ?? 0
        weight += alternative?.weight ?? 0
        return weight
    }
}

extension Node {
    /// Roughly the bytes that it occupies.
    fileprivate var weight: Int {
        switch value {
        case .null, .bool, .number: 0
        case .string(let text): text.utf8.count
        case .array(let items): items.reduce(0) { $0 + MemoryLayout<Node>.stride + $1.weight }
        case .object(let members):
            members.reduce(0) { $0 + MemoryLayout<Members.Member>.stride + $1.key.utf8.count + $1.value.weight }
        }
    }
}

/// When a create is answered.
public enum AnswerTime: Sendable, Equatable {
    /// At once, with the job as it is then.
    case atOnce
    /// When the job has ended, at the latest after that long.
    case within(Duration)
    /// When the job has ended: the provider has no other answer.
    case whenEnded
    /// At once, with a stream of events: the plan of the job says already when each of them comes.
    case streamed
}

public enum ChargeTime: Sendable, Equatable {
    /// At create; given back in full when the job fails.
    case create
    case completion
}

public struct TaskReference: Sendable, Equatable {
    public var field: String
    public var id: String
    public var modality: Modality
    /// What to say when the job is there but not completed or of another kind.
    public var message: String

    public init(field: String, id: String, modality: Modality, message: String) {
        self.field = field
        self.id = id
        self.modality = modality
        self.message = message
    }
}
