import Time

/// Holds up to `burst` tokens and gains one every `per / requests`.
///
/// Kept as the moment at which the bucket will be full (the generic cell rate algorithm): one number, no rounding drift.
struct TokenBucket: Sendable {
    private let burst: Int64
    /// Between two tokens.
    private let interval: Int64
    private var full: Moment

    init(_ rate: Rate, burst: Int?, at now: Moment) {
        self.burst = Int64(max(0, burst ?? rate.requests))
        interval = rate.requests > 0 ? max(1, rate.per.nanoseconds / Int64(rate.requests)) : .max
        full = now
    }

    mutating func take(at now: Moment) -> RateLimiter.Verdict {
        guard burst > 0 else { return .refused(wait: .nanoseconds(interval), status(at: now)) }
        let start = max(full, now)
        let next = start + .nanoseconds(interval)
        let (span, overflow) = interval.multipliedReportingOverflow(by: burst)
        let room = now + .nanoseconds(overflow ? .max : span)
        guard next <= room else { return .refused(wait: next - room, status(at: now)) }
        full = next
        return .allowed(status(at: now))
    }

    func status(at now: Moment) -> RateLimiter.Status {
        let missing = max(0, (full - now).nanoseconds)
        let used = missing == 0 ? 0 : (missing - 1) / interval + 1
        return .init(limit: Int(burst), remaining: Int(max(0, burst - used)), reset: max(full, now))
    }
}
