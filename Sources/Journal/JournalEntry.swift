import HTTPMessages
import Time

/// One request and what became of it.
public struct JournalEntry: Sendable {
    /// Which rule did what.
    public struct Firing: Sendable, Equatable {
        public var rule: String
        public var aspect: String

        public init(rule: String, aspect: String) {
            self.rule = rule
            self.aspect = aspect
        }
    }

    /// What came in. An object, since entries are handed around and most of one is here.
    private final class Arrival: Sendable {
        let at: Moment
        let time: Timestamp
        let provider: String
        let step: String?
        let account: String?
        let model: String?
        let request: Shared<Request>
        let fired: [Firing]
        let delay: Duration
        /// Roughly what all this occupies: the texts and a fixed share for the rest.
        let weight: Int

        init(
            at: Moment, time: Timestamp, provider: String, step: String?, account: String?, model: String?,
            request: Shared<Request>, fired: [Firing], delay: Duration
        ) {
            self.at = at
            self.time = time
            self.provider = provider
            self.step = step
            self.account = account
            self.model = model
            self.request = request
            self.fired = fired
            self.delay = delay
            let request = request.value
            weight = 512 + request.headers.byteCount + request.body.bytes.count + request.path.utf8.count
        }
    }

    private let arrival: Arrival
    /// Counted from 1 in each sandbox, in the order in which the requests were decided.
    public internal(set) var number: Int
    public var job: String?
    /// The status that was sent; 0 when none was.
    public var status: Int
    public var responseHeaders: Headers
    /// Empty for files.
    public var responseBody: [UInt8]
    /// When the answer was handed over; nil while the request is held.
    public var answered: Moment?
    public var end: ExchangeEnd?
    public var bytesSent: Int

    public var at: Moment { arrival.at }
    public var time: Timestamp { arrival.time }
    public var provider: String { arrival.provider }
    public var step: String? { arrival.step }
    public var account: String? { arrival.account }
    public var model: String? { arrival.model }
    public var request: Request { arrival.request.value }
    public var fired: [Firing] { arrival.fired }
    /// How long a rule made the answer wait before its first byte.
    public var delay: Duration { arrival.delay }

    /// Roughly what the entry occupies.
    var weight: Int { arrival.weight + responseHeaders.byteCount + responseBody.count }
}

extension JournalEntry {
    /// By way of the memberwise initializer: what is assigned field by field is copied once more at its end.
    ///
    /// The journal gives the number.
    public init(
        at: Moment, time: Timestamp, provider: String, step: String?, account: String?, model: String?, job: String?,
        request: Shared<Request>, fired: [Firing], delay: Duration = .zero, status: Int = 0,
        responseHeaders: Headers = [:], responseBody: [UInt8] = [], answered: Moment? = nil
    ) {
        self.init(
            arrival: Arrival(
                at: at, time: time, provider: provider, step: step, account: account, model: model, request: request,
                fired: fired, delay: delay),
            number: 0, job: job, status: status, responseHeaders: responseHeaders, responseBody: responseBody,
            answered: answered, end: nil, bytesSent: 0)
    }
}
