/// What a judgement of a client asks of an entry, beside who asked for what: whether something was paid for, whether it was a
/// repetition, and which way it came.
public struct EntryEvidence: Sendable, Equatable {
    /// What came of a create.
    public enum Making: Sendable, Equatable {
        /// No job.
        case nothing
        /// A new job.
        case committed
        /// The job that an earlier one had made: it repeats that one's idempotency key.
        case replayed
    }

    /// Of account, method, path, canonical query and canonical body, without headers; 0: it was not taken.
    public var fingerprint: UInt64
    /// Its number among the requests of that fingerprint, or about the same job at the same step, from 1; 0: it was not counted.
    public var attempt: Int32
    public var making: Making
    /// It asks for something to be made.
    public var isCreate: Bool
    /// The answer tells of a job that is not there, or not yet.
    public var tellsOfPhantom: Bool
    /// What it asks for costs that much, in millionths of a dollar; nil where it asks for nothing that costs.
    public var price: Int64?
    /// When it came, in monotonic nanoseconds since the sandbox was made.
    public var came: Int64
    public var connection: ConnectionPlace
    /// Files of its job are in the answer, or are the answer.
    public var holdsFiles: Bool
    /// Where its key stood that it was not meant for; looked for only where a scenario asks for it.
    public var leaks: [KeyLeak]
    /// The job that a poll, a cancel or a download was about, as the rules saw it; nil where they saw none.
    public var sight: JobSight?
    /// Why it was refused and what would be right, where that is not the provider's to say.
    public var why: String?

    public init(
        fingerprint: UInt64 = 0, attempt: Int = 0, making: Making = .nothing, isCreate: Bool = false,
        tellsOfPhantom: Bool = false, price: Int64? = nil, came: Int64 = 0,
        connection: ConnectionPlace = ConnectionPlace(), holdsFiles: Bool = false, leaks: [KeyLeak] = [],
        sight: JobSight? = nil, why: String? = nil
    ) {
        self.fingerprint = fingerprint
        self.attempt = Int32(clamping: attempt)
        self.making = making
        self.isCreate = isCreate
        self.tellsOfPhantom = tellsOfPhantom
        self.price = price
        self.came = came
        self.connection = connection
        self.holdsFiles = holdsFiles
        self.leaks = leaks
        self.sight = sight
        self.why = why
    }
}

/// A job at the moment at which a request about it came.
public struct JobSight: Sendable, Equatable {
    /// As scenarios call it: `running`.
    public var state: String
    /// In scenario time.
    public var age: Duration
    /// How often it had been polled before.
    public var polls: Int

    public init(state: String, age: Duration, polls: Int) {
        self.state = state
        self.age = age
        self.polls = polls
    }
}

/// By which connection a request came, and as the how-manieth on it.
public struct ConnectionPlace: Sendable, Equatable {
    /// Counted from 1 in each server; 0: it came by none.
    public var number: Int
    /// From 1.
    public var ordinal: Int32

    public init(number: Int = 0, ordinal: Int = 0) {
        self.number = number
        self.ordinal = Int32(clamping: ordinal)
    }
}

/// A key in a request, at a place that it was not meant for. The key itself is not kept.
public enum KeyLeak: Sendable, Equatable {
    /// In the query, under that name.
    case query(String)
    case body
    /// In the address of a webhook's receiver.
    case callback
    /// It has the form of another provider's keys.
    case keyOf(provider: String)
}
