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

    /// Counted from 1 in each sandbox, in the order in which the requests were decided.
    public var number: Int
    public var at: Moment
    public var time: Timestamp
    public var provider: String
    public var step: String?
    public var account: String?
    public var model: String?
    public var job: String?
    public var request: Request
    /// The status that was sent; 0 when none was.
    public var status: Int
    public var responseHeaders: Headers
    /// Empty for files.
    public var responseBody: [UInt8]
    public var fired: [Firing]
    /// When the answer was handed over; nil while the request is held.
    public var answered: Moment?
    public var end: ExchangeEnd?
    public var bytesSent: Int

    public init(
        number: Int, at: Moment, time: Timestamp, provider: String, step: String?, account: String?, model: String?,
        job: String?, request: Request, fired: [Firing]
    ) {
        self.number = number
        self.at = at
        self.time = time
        self.provider = provider
        self.step = step
        self.account = account
        self.model = model
        self.job = job
        self.request = request
        self.fired = fired
        status = 0
        responseHeaders = [:]
        responseBody = []
        answered = nil
        end = nil
        bytesSent = 0
    }

    /// Roughly what the entry occupies: the texts and a fixed share for the rest.
    var weight: Int {
        512 + request.headers.byteCount + request.bytes.count + request.path.utf8.count + responseHeaders.byteCount
            + responseBody.count
    }
}
