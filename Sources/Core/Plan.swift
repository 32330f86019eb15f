import Time

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
