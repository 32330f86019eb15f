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
        base: String, seed: UInt64 = 0, number: Int = 0, linkSeed: Int64 = 0, change: JobChange? = nil
    ) {
        origin = JobOrigin(
            key: JobKey(provider, id), account: account, created: created, plan: plan, request: request, price: price,
            base: base, seed: seed, number: number, linkSeed: linkSeed, change: change)
        polls = 0
        version = 0
    }

    public var plan: Plan {
        get { course?.plan ?? origin.plan }
        set {
            course = JobCourse(plan: newValue, linkTerms: linkTerms, assetTerms: assetTerms, isSteered: isSteered)
        }
    }

    /// Whether somebody has decided by hand how it goes on.
    public var isSteered: Bool { course?.isSteered ?? false }

    /// Goes on by another plan from now on, whatever a rule said of its states.
    public mutating func steer(by plan: Plan) {
        course = JobCourse(plan: plan, linkTerms: linkTerms, assetTerms: assetTerms, isSteered: true)
    }

    /// What polls are told instead of its state; nil for most, and once it was cancelled or steered.
    public var statuses: StatusSequence? {
        plan.cancelled == nil && !isSteered ? change?.statuses : nil
    }

    /// What a `signed_url` rule said about its links when it was created, or last read.
    public var linkTerms: LinkTerms? {
        get { course?.linkTerms ?? change?.linkTerms }
        set {
            course = JobCourse(plan: plan, linkTerms: newValue, assetTerms: assetTerms, isSteered: isSteered)
        }
    }

    /// What an `asset` rule said about its files when it was created, or last read.
    public var assetTerms: AssetDirective? {
        get { course?.assetTerms ?? change?.assetTerms }
        set {
            course = JobCourse(plan: plan, linkTerms: linkTerms, assetTerms: newValue, isSteered: isSteered)
        }
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
    /// The seed of the scenario that it was created under, by which its links are signed.
    public var linkSeed: Int64 { origin.linkSeed }
    /// What a scenario changed about it; nil for most.
    public var change: JobChange? { origin.change }

    /// Roughly the bytes that it occupies.
    public var weight: Int { origin.weight }

    public func state(at now: Moment) -> State {
        if let statuses {
            return statuses.state(age: now - created, polls: polls)
        }
        return plan.state(created: created, at: now, polls: polls)
    }

    /// Whether its files are there: also when it is told to run again.
    public func hasCompleted(at now: Moment) -> Bool {
        if let statuses {
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
    let linkSeed: Int64
    let change: JobChange?
    let weight: Int

    init(
        key: JobKey, account: String, created: Moment, plan: Plan, request: Creation, price: Money, base: String,
        seed: UInt64, number: Int, linkSeed: Int64, change: JobChange?
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
        self.linkSeed = linkSeed
        self.change = change
        // Account and base are shared by many. The rest of what a small one was measured to take is in the number.
        weight = 488 + key.id.utf8.count + request.weight
    }
}

/// What became of a job beyond what its create decided: few have one.
private final class JobCourse: Sendable {
    let plan: Plan
    let linkTerms: LinkTerms?
    let assetTerms: AssetDirective?
    let isSteered: Bool

    init(plan: Plan, linkTerms: LinkTerms?, assetTerms: AssetDirective?, isSteered: Bool) {
        self.isSteered = isSteered
        self.plan = plan
        self.linkTerms = linkTerms
        self.assetTerms = assetTerms
    }
}
