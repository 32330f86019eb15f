import HTTPMessages
import Time

/// One webhook and what became of it: a record for each attempt.
public struct DeliveryRecord: Sendable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Its next attempt is still to come.
        case scheduled
        case inFlight = "in_flight"
        case delivered
        /// Of an attempt: another may follow.
        case failed
        case gaveUp = "gave_up"
        case droppedByScenario = "dropped_by_scenario"
        /// Too many were waiting: the oldest had to go.
        case dropped
        /// The guard let it go nowhere.
        case blocked
        /// The server stopped, or the sandbox was reset.
        case abandoned

        public var isEnd: Bool { self != .scheduled && self != .inFlight }
    }

    /// Why an attempt failed before an answer came.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case timeout, refused, reset, tls, dns, blocked
        /// What came is no HTTP.
        case garbage
    }

    public struct Attempt: Sendable {
        /// Counted from 1.
        public internal(set) var number: Int
        public var scheduled: Moment
        public var started: Moment
        /// By the real calendar.
        public var wallStarted: Timestamp
        /// In real time; nil while it is in flight.
        public var took: Duration?
        public var finished: Moment?
        public var headers: Headers
        /// Exactly what was sent.
        public var body: [UInt8]
        public var scheme: String
        public var keys: [String]
        /// Receivers should refuse it: its signature is wrong, missing or old.
        public var isForged: Bool
        /// Where it was sent, as a number.
        public var address: String?
        public var status: Int?
        public var responseHeaders: Headers = [:]
        /// 1 KiB of the answer.
        public var responsePrefix: [UInt8] = []
        public var outcome: State = .inFlight
        public var reason: Reason?
        /// In words.
        public var detail: String?

        public init(
            scheduled: Moment, started: Moment, wallStarted: Timestamp, headers: Headers, body: [UInt8],
            scheme: String, keys: [String], isForged: Bool
        ) {
            number = 0
            self.scheduled = scheduled
            self.started = started
            self.wallStarted = wallStarted
            self.headers = headers
            self.body = body
            self.scheme = scheme
            self.keys = keys
            self.isForged = isForged
        }

        var weight: Int {
            256 + headers.byteCount + body.count + responseHeaders.byteCount + responsePrefix.count
        }
    }

    /// So many attempts are kept; older ones are only counted.
    public static let mostAttempts = 50

    public var id: String
    public var type: String
    /// Counted from 1 in each sandbox, in the order in which they came about.
    public internal(set) var number = 0
    public var job: String
    public var provider: String
    public var account: String
    /// As the client gave it.
    public var url: String
    public var created: Moment
    public var createdTime: Timestamp
    public var state: State
    public var nextAttempt: Moment?
    /// Why it ended so, where no attempt tells.
    public var detail: String?
    /// The rules that had a say.
    public var faults: [String]
    public private(set) var attempts: [Attempt] = []
    /// How many there ever were.
    public private(set) var attemptCount = 0

    public init(
        id: String, type: String, job: String, provider: String, account: String, url: String, created: Moment,
        createdTime: Timestamp, state: State, detail: String? = nil, faults: [String]
    ) {
        self.id = id
        self.type = type
        self.job = job
        self.provider = provider
        self.account = account
        self.url = url
        self.created = created
        self.createdTime = createdTime
        self.state = state
        self.detail = detail
        self.faults = faults
    }

    public mutating func begin(_ attempt: Attempt) {
        if attempts.count >= Self.mostAttempts { attempts.removeFirst() }
        attemptCount += 1
        attempts.append(attempt)
        attempts[attempts.count - 1].number = attemptCount
        state = .inFlight
        nextAttempt = nil
    }

    /// Changes the attempt that is in flight.
    public mutating func endAttempt(_ change: (inout Attempt) -> Void) {
        guard !attempts.isEmpty else { return }
        change(&attempts[attempts.count - 1])
    }

    /// Whether some attempt that a receiver should take was taken.
    public var isAcknowledged: Bool { attempts.contains { $0.outcome == .delivered } }

    /// Roughly what it occupies.
    var weight: Int { attempts.reduce(512 + url.utf8.count) { $0 + $1.weight } }
}
