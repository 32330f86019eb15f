import HTTPMessages
import Time

/// One request and what became of it, as the journal tells it.
public struct JournalEntry: Sendable {
    /// Which rule did what.
    public struct Firing: Sendable, Equatable {
        public var rule: String
        public var aspect: String
        /// The provider lacks the error that the rule names.
        public var substitution: Substitution?

        public init(rule: String, aspect: String, _ substitution: Substitution? = nil) {
            self.rule = rule
            self.aspect = aspect
            self.substitution = substitution
        }
    }

    /// An error that a rule names, and the one that its provider gave for it.
    public struct Substitution: Sendable, Equatable {
        public var asked: String
        public var given: String

        public init(asked: String, given: String) {
            self.asked = asked
            self.given = given
        }
    }

    /// What a rule decided and nobody saw, with the reason.
    public struct Unseen: Sendable, Equatable {
        public var firing: Firing
        public var reason: String

        public init(_ firing: Firing, because reason: String) {
            self.firing = firing
            self.reason = reason
        }
    }

    /// Counted from 1 in each sandbox, in the order in which the requests were decided.
    public let number: Int
    public let at: Moment
    /// When the scenario was loaded that it came in under.
    public let load: Moment
    public let time: Timestamp
    /// nil where none was meant.
    public let provider: String?
    public let step: String?
    public let account: String?
    public let model: String?
    /// Of the scenario that it came in under.
    public let phase: String?
    /// nil where there is none and was none.
    public let job: String?
    public let evidence: EntryEvidence
    /// What the account paid for the job in the end, in millionths of a dollar; nil for what is no create, and until it is known.
    public let charged: Int64?
    /// Covers what the answer has of the sandbox's secrets.
    let cover: SecretCover
    /// With the beginning of its body alone, where that is long.
    public let request: Request
    /// What showed.
    public let fired: [Firing]
    public let unseen: [Unseen]
    /// How long a rule made the answer wait before its first byte.
    public let delay: Duration
    /// The status that was sent; 0 when none was.
    public let status: Int
    public let responseHeaders: Headers
    /// Empty for files.
    public let responseBody: [UInt8]
    /// When the answer was handed over; nil while the request is held.
    public let answered: Moment?
    public let end: ExchangeEnd?
    public let bytesSent: Int
    /// When the exchange ended, in monotonic nanoseconds since the sandbox was made; nil while it has not.
    public let left: Int64?
    /// Whether all of the answer left for a client who was there to the end; nil while that is open.
    public let arrivedWhole: Bool?
}

extension JournalEntry {
    /// Of a longer body, or one with files in it, no more than that many bytes are kept.
    public static let longestBody = 64 << 10

    /// Whether less of the request's body is kept than came.
    public var isBodyCut: Bool {
        let kept = request.bytes.count
        return kept >= Self.longestBody || kept == 0 && request.headers["Content-Length"].map { $0 != "0" } ?? false
    }
}
