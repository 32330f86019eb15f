import Core
import Digests
import HTTPMessages
import Journal
import Scenario
import Time

/// One webhook with everything that was decided about it. Never changes.
final class WebhookEvent: Sendable {
    let id: String
    let type: String
    let job: JobKey
    let account: String
    let url: String
    /// The bytes that are sent, and signed.
    let body: [UInt8]
    let scheme: SignatureScheme
    let keys: [SigningKey]
    let schedule: RetrySchedule
    let timeout: Duration
    let created: Moment
    /// The calendar's time then, by the clock that stamps go by.
    let stamp: Timestamp
    /// nil: no rule spoke.
    let directive: WebhookDirective?
    /// The rule that the links in it go by; nil: none does.
    let linkRule: String?
    /// How far the signed time is from the truth.
    let skew: Duration
    let seed: Int64

    init(
        id: String, type: String, job: JobKey, account: String, url: String, body: [UInt8], scheme: SignatureScheme,
        keys: [SigningKey], schedule: RetrySchedule, timeout: Duration, created: Moment, stamp: Timestamp,
        directive: WebhookDirective?, linkRule: String?, skew: Duration, seed: Int64
    ) {
        self.id = id
        self.type = type
        self.job = job
        self.account = account
        self.url = url
        self.body = body
        self.scheme = scheme
        self.keys = keys
        self.schedule = schedule
        self.timeout = timeout
        self.created = created
        self.stamp = stamp
        self.directive = directive
        self.linkRule = linkRule
        self.skew = skew
        self.seed = seed
    }

    var effect: WebhookEffect? { directive?.effect }
    var isForged: Bool { scheme != .none && (effect?.signature.isForged ?? false) }

    /// What a receiver that wants no more is remembered by; nil for an address that cannot be read, to which no attempt gets, as
    /// its record tells.
    var endpoint: String? { (try? WebAddress(url))?.endpoint }

    /// The pause before an attempt, from the event's own draws, so that a rerun gives the same schedule.
    func pause(before attempt: Int, retryAfter: Duration? = nil) -> Duration? {
        let draw = Draw(
            seed: seed, rule: directive?.rule ?? "", aspect: "webhook", name: "jitter",
            subject: Array("\(id) \(attempt)".utf8))
        return schedule.pause(before: attempt, share: draw.unit, retryAfter: retryAfter)
    }

    /// All headers of an attempt that is stamped with that time.
    func headers(stamped now: Timestamp, userAgent: String) -> Headers {
        var headers = Headers()
        if let address = try? WebAddress(url) { headers.append("Host", address.authority) }
        headers.append("User-Agent", userAgent)
        headers.append("Accept", "*/*")
        headers.append("Content-Type", "application/json")
        headers.append("Content-Length", "\(body.count)")
        for field in signature(stamped: now) { headers.append(field.name, field.value) }
        for header in effect?.headers ?? [] { headers.set(header.name, header.value) }
        return headers
    }

    private func signature(stamped now: Timestamp) -> [HeaderField] {
        let manner = effect?.signature ?? .valid
        let time = manner == .stale ? stamp + (.zero - SignatureManner.staleness) : now
        let message = WebhookMessage(
            id: id, timestamp: (time + skew).unixSeconds, body: body, user: account)
        return message.signatureHeaders(scheme, keys: keys, manner: manner)
    }

    func record(_ state: DeliveryRecord.State, time: Timestamp, detail: String? = nil) -> DeliveryRecord {
        DeliveryRecord(
            id: id, type: type, job: job.id, provider: job.provider.rawValue, account: account, url: url,
            created: created, createdTime: time, state: state, detail: detail,
            faults: [directive?.rule, linkRule == directive?.rule ? nil : linkRule].compactMap(\.self))
    }
}

extension WebAddress {
    /// Host and, where it is not the scheme's own, port: what `Host` says.
    fileprivate var authority: String {
        port == (isSecure ? 443 : 80) ? hostText : "\(hostText):\(port)"
    }

    /// What a receiver that is gone is remembered by: everything but the query.
    var endpoint: String { "\(isSecure)\(hostText):\(port)\(path)" }
}
