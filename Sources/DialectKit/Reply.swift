import Core
import Documents
import Time

/// What the engine found, for the dialect to put into the provider's words.
public enum Reply: Sendable {
    case job(JobView, for: Occasion)
    /// A job that this request has cancelled.
    case cancelled(JobView)
    /// The price of a request that was only checked.
    case dryRun(Money)
    case catalog(CatalogPage)
    case balance(AccountView)
    case costs(CostsView)
    /// A file. The dialect gives status and headers with `Response.Body.asset`; the server serves the bytes.
    case asset(AssetView)
    case list(JobListView)
    /// A file that was just handed in.
    case upload(UploadedFile)
    /// A file that was handed in before. As for `asset`, the dialect gives status and headers with `Response.Body.asset`.
    case uploaded(UploadedFile)

    public enum Occasion: Sendable, Equatable {
        case create, poll
    }
}

/// A job as it is at one moment.
public struct JobView: Sendable {
    public var state: Job.State
    public var job: Job
    public var created: Timestamp
    /// Set when terminal.
    public var ended: Timestamp?
    /// For `failed`.
    public var failure: Creation.Failure?
    /// `failed`, because it was cancelled.
    public var isCancelled: Bool
    /// What a signed link made now says as its end.
    public var linkExpiry: Timestamp?
    /// The reading that makes the links, where a rule makes them rotate; a plain link has it in its address (`LinkMark`).
    public var linkReading: Int?
}

extension JobView {
    /// By way of the memberwise initializer: what is assigned field by field is copied once more at its end.
    public init(
        job: Job, state: Job.State, created: Timestamp, ended: Timestamp?, failure: Creation.Failure?,
        linkExpiry: Timestamp?, linkReading: Int? = nil, isCancelled: Bool = false
    ) {
        self.init(
            state: state, job: job, created: created, ended: ended, failure: failure, isCancelled: isCancelled,
            linkExpiry: linkExpiry, linkReading: linkReading)
    }
}

public struct AccountView: Sendable {
    public var name: String
    /// What is left; for an unlimited account a constant (architecture.md §9.7).
    public var balance: Money
    public var created: Timestamp
    /// What all jobs so far have cost, as far as days are kept.
    public var spent: Money
    public var isUnlimited: Bool
    /// Which page the dialect has asked for; nil: the balance.
    public var page: String?

    public init(
        name: String, balance: Money, created: Timestamp, spent: Money = .zero, isUnlimited: Bool = false,
        page: String? = nil
    ) {
        self.name = name
        self.balance = balance
        self.created = created
        self.spent = spent
        self.isUnlimited = isUnlimited
        self.page = page
    }
}

public struct CostsView: Sendable {
    public struct Day: Sendable, Equatable {
        /// `2026-11-20`, in UTC.
        public var date: String
        public var cost: Money
        public init(date: String, cost: Money) {
            self.date = date
            self.cost = cost
        }
    }

    public var from: Timestamp
    public var to: Timestamp
    public var days: [Day]

    public init(from: Timestamp, to: Timestamp, days: [Day]) {
        self.from = from
        self.to = to
        self.days = days
    }
}

public struct AssetView: Sendable {
    public var job: Job
    public var index: Int
    public var asset: Asset
    /// When it was finished, for `Last-Modified`; nil: there is no date that a client could compare.
    public var modified: Timestamp?

    public init(job: Job, index: Int, asset: Asset, modified: Timestamp? = nil) {
        self.job = job
        self.index = index
        self.asset = asset
        self.modified = modified
    }
}

/// The surroundings of an answer.
public struct Context: Sendable {
    /// Signs a link's text: lower-case hex of HMAC-SHA256 under the sandbox's secret.
    public var sign: @Sendable ([UInt8]) -> [UInt8]
    /// Where links begin: the base the request came in by.
    public var base: String
    public var now: Timestamp
    /// What headers go by that a client compares with a clock of its own, such as a date in `Retry-After`: the clock of
    /// `Date`, before any latency (architecture.md §9.12).
    public var stamp: Timestamp
    public var settings: Settings
    /// The request's own id, for `X-Request-Id`.
    public var requestID: String
    /// The limit that the request was counted against, for rate-limit headers.
    public var limit: LimitView?
    /// Whether the request was a `POST` create that was refused, a poll, and so on; nil for an unknown path.
    public var step: Step?
    /// What a request that is refused had asked for, as far as it could be read.
    public var refused: RefusedRequest?
}

extension Context {
    /// By way of the memberwise initializer: what is assigned field by field is copied once more at its end.
    public init(
        base: String, now: Timestamp, stamp: Timestamp? = nil, settings: Settings, requestID: String,
        limit: LimitView? = nil, step: Step? = nil, refused: RefusedRequest? = nil,
        sign: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) {
        self.init(
            sign: sign, base: base, now: now, stamp: stamp ?? now, settings: settings, requestID: requestID,
            limit: limit, step: step, refused: refused)
    }
}

public struct RefusedRequest: Sendable, Equatable {
    public var model: String?
    public var prompt: String?

    public init(model: String?, prompt: String?) {
        self.model = model
        self.prompt = prompt
    }
}

public struct LimitView: Sendable, Equatable {
    public var limit: Int
    public var remaining: Int
    /// When the window ends, by the clock of `Date`.
    public var reset: Timestamp

    public init(limit: Int, remaining: Int, reset: Timestamp) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
    }
}
