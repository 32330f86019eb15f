import Documents
import Time

/// One generation that a provider was asked for. Its state follows from its plan and the moment; nothing moves it.
public struct Job: Sendable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        case queued, running, completed, failed

        public var isTerminal: Bool { self == .completed || self == .failed }
    }

    /// What never changes from the create on: an object, since jobs are copied a lot and nearly all of one is here.
    private let origin: JobOrigin
    /// nil until something happens to it that its create did not foresee.
    private var course: JobCourse?
    /// How often it was polled so far.
    public var polls: Int
    /// Counted up by each write; a store refuses a write that is based on an older one.
    public var version: Int

    public init(
        id: String, provider: Provider, account: String, created: Moment, plan: Plan, request: Creation, price: Money,
        base: String, seed: UInt64 = 0, number: Int = 0, change: JobChange? = nil
    ) {
        origin = JobOrigin(
            key: JobKey(provider, id), account: account, created: created, plan: plan, request: request, price: price,
            base: base, seed: seed, number: number, change: change)
        polls = 0
        version = 0
    }

    public var plan: Plan {
        get { course?.plan ?? origin.plan }
        set { course = JobCourse(plan: newValue, linkTerms: linkTerms) }
    }

    /// What a `signed_url` rule decided when this job's links were first made.
    public var linkTerms: LinkTerms? {
        get { course?.linkTerms }
        set { course = JobCourse(plan: plan, linkTerms: newValue) }
    }

    /// In the provider's form.
    public var id: String { origin.key.id }
    public var provider: Provider { origin.key.provider }
    public var key: JobKey { origin.key }
    /// The account's name; a key of another account never sees the job.
    public var account: String { origin.account }
    public var created: Moment { origin.created }
    /// The how-manieth of its sandbox it is, so that lists can begin with the newest.
    public var number: Int { origin.number }
    public var request: Creation { origin.request }
    /// What a completed job costs; a failed one costs nothing.
    public var price: Money { origin.price }
    /// The base that the create came in by.
    public var base: String { origin.base }
    /// Decides what its files look like: the request's own seed, or else the job's draw.
    public var seed: UInt64 { origin.seed }
    /// What a scenario changed about it; nil for most.
    public var change: JobChange? { origin.change }

    public func state(at now: Moment) -> State {
        if let statuses = change?.statuses, plan.cancelled == nil {
            return statuses.state(age: now - created, polls: polls)
        }
        return plan.state(created: created, at: now, polls: polls)
    }

    /// Whether its files are there: also when it is told to run again.
    public func hasCompleted(at now: Moment) -> Bool {
        if let statuses = change?.statuses, plan.cancelled == nil {
            return statuses.hasCompleted(age: now - created, polls: polls)
        }
        return state(at: now) == .completed
    }

    /// When the job reached its end; nil while it has not.
    public func ended(at now: Moment) -> Moment? {
        plan.ended(created: created, at: now, polls: polls)
    }
}

/// What is known of a job when it is created, and stays.
private final class JobOrigin: Sendable {
    let key: JobKey
    let account: String
    let created: Moment
    let plan: Plan
    let request: Creation
    let price: Money
    let base: String
    let seed: UInt64
    let number: Int
    let change: JobChange?

    init(
        key: JobKey, account: String, created: Moment, plan: Plan, request: Creation, price: Money, base: String,
        seed: UInt64, number: Int, change: JobChange?
    ) {
        self.key = key
        self.account = account
        self.created = created
        self.plan = plan
        self.request = request
        self.price = price
        self.base = base
        self.seed = seed
        self.number = number
        self.change = change
    }
}

/// What became of a job beyond what its create decided: few have one.
private final class JobCourse: Sendable {
    let plan: Plan
    let linkTerms: LinkTerms?

    init(plan: Plan, linkTerms: LinkTerms?) {
        self.plan = plan
        self.linkTerms = linkTerms
    }
}

/// How a job will run: decided once, when it is created.
public struct Plan: Sendable, Equatable {
    public enum Outcome: Sendable, Equatable {
        case completed
        case failed(SemanticError, message: String?)
        /// Never ends; stays in that state.
        case stuck(in: Job.State)
    }

    public var outcome: Outcome
    // In nanoseconds, and with a number that none of them has for nil: each job keeps a plan, and there may be a million.
    private var queueing: Int64
    private var working: Int64
    private var lastPoll: Int
    private var pollEnd = Int64.min
    private var cancellation = Int64.min

    public init(queued: Duration, running: Duration, outcome: Outcome = .completed, polls: Int? = nil) {
        self.outcome = outcome
        queueing = queued.nanoseconds
        working = running.nanoseconds
        lastPoll = polls ?? .min
    }

    public var queued: Duration {
        get { .nanoseconds(queueing) }
        set { queueing = newValue.nanoseconds }
    }

    public var running: Duration {
        get { .nanoseconds(working) }
        set { working = newValue.nanoseconds }
    }

    /// Ends with this poll, whatever the time; nil: by time.
    public var polls: Int? {
        get { lastPoll == .min ? nil : lastPoll }
        set { lastPoll = newValue ?? .min }
    }

    /// The moment of the poll that ended it, for a job that ends by polls.
    public var endedByPoll: Moment? {
        get { pollEnd == .min ? nil : Moment(nanoseconds: pollEnd) }
        set { pollEnd = newValue?.nanoseconds ?? .min }
    }

    /// When it was cancelled, before its end.
    public var cancelled: Moment? {
        get { cancellation == .min ? nil : Moment(nanoseconds: cancellation) }
        set { cancellation = newValue?.nanoseconds ?? .min }
    }
}

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
    public let frame: Frame
    /// nil for most.
    private let rarities: Rarities?

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
        cancelsOnDisconnect: Bool = false, details: Node? = nil, alternative: Creation? = nil, frame: Frame = .own,
        sources: [SourceLimit] = []
    ) {
        self.model = model
        self.modality = modality
        self.prompt = prompt
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
        self.frame = frame
        rarities = Rarities(
            references: references, callback: callback, failure: failure, details: details, alternative: alternative,
            sources: sources)
    }

    /// Jobs that must exist, be completed, of that modality, and of the same key.
    public var references: [TaskReference] { rarities?.references ?? [] }
    public var callback: String? { rarities?.callback }
    /// Accepted, but bound to fail with this (effect `fail_task` of the catalog).
    public var failure: Failure? { rarities?.failure }
    /// What the dialect alone needs to answer for this job later on.
    public var details: Node? { rarities?.details }
    /// What the same request gets when it is its turn: repeated ones get the one and the other by turns.
    public var alternative: Creation? { rarities?.alternative }
    /// What is asked of files that were handed in before.
    public var sources: [SourceLimit] { rarities?.sources ?? [] }

    /// The same with other results.
    public func making(_ assets: [Asset]) -> Creation {
        changed(assets: assets, answer: answer, details: details)
    }

    /// The same, answered in another way.
    public func answered(_ answer: AnswerTime, details: Node?) -> Creation {
        changed(assets: assets, answer: answer, details: details)
    }

    private func changed(assets: [Asset], answer: AnswerTime, details: Node?) -> Creation {
        Creation(
            model: model, modality: modality, prompt: prompt, assets: assets, seed: seed, price: price,
            unitPrice: unitPrice, quantity: quantity, typical: typical, queuesLong: queuesLong, answer: answer,
            charge: charge, references: references, callback: callback, failure: failure,
            cancelsOnDisconnect: cancelsOnDisconnect, details: details, frame: .own, sources: sources)
    }
}

/// What few creations have, in an object of its own: each job keeps its creation.
private final class Rarities: Sendable {
    let references: [TaskReference]
    let callback: String?
    let failure: Creation.Failure?
    let details: Node?
    let alternative: Creation?
    let sources: [SourceLimit]

    /// nil when there is nothing of it.
    init?(
        references: [TaskReference], callback: String?, failure: Creation.Failure?, details: Node?,
        alternative: Creation?, sources: [SourceLimit]
    ) {
        if references.isEmpty, callback == nil, failure == nil, details == nil, alternative == nil, sources.isEmpty {
            return nil
        }
        self.references = references
        self.callback = callback
        self.failure = failure
        self.details = details
        self.alternative = alternative
        self.sources = sources
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

/// How long jobs of a model take at the real provider. An object, since all creations of a model have the same.
public final class TypicalDuration: Sendable, Equatable {
    public let least: Duration
    public let typical: Duration
    public let most: Duration

    public init(least: Duration, typical: Duration, most: Duration) {
        self.least = least
        self.typical = typical
        self.most = most
    }

    public static func == (left: TypicalDuration, right: TypicalDuration) -> Bool {
        (left.least, left.typical, left.most) == (right.least, right.typical, right.most)
    }

    /// Where a catalog has no range (design.md §9.6 [chosen]).
    public static let image = TypicalDuration(least: .seconds(2), typical: .seconds(6), most: .seconds(20))
    public static let still = TypicalDuration(least: .seconds(1), typical: .seconds(3), most: .seconds(10))
    public static let video = TypicalDuration(least: .seconds(40), typical: .seconds(90), most: .seconds(240))
}

/// What a `signed_url` rule changed about a link.
public struct LinkTerms: Sendable, Equatable {
    public enum ExpiredBody: String, Sendable, Equatable {
        case provider
        case s3XML = "s3_xml"
        case empty
    }

    /// Instead of the provider's own lifetime.
    public var lifetime: Duration?
    public var bornExpired: Bool
    /// Another link on each reading of the job; older ones die.
    public var rotates: Bool
    /// What a download after the end answers, instead of the provider's own.
    public var expiredStatus: Int?
    public var expiredBody: ExpiredBody

    public init(
        lifetime: Duration? = nil, bornExpired: Bool = false, rotates: Bool = false, expiredStatus: Int? = nil,
        expiredBody: ExpiredBody = .provider
    ) {
        self.lifetime = lifetime
        self.bornExpired = bornExpired
        self.rotates = rotates
        self.expiredStatus = expiredStatus
        self.expiredBody = expiredBody
    }
}
