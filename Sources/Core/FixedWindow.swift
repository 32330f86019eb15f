import Time

/// Counts requests in windows of a fixed length, each beginning with its first request.
struct FixedWindow: Sendable {
    private let rate: Rate
    private var begin: Moment?
    private var taken = 0

    init(_ rate: Rate) {
        self.rate = rate
    }

    mutating func take(at now: Moment) -> RateLimiter.Verdict {
        if end(at: now) == nil {
            begin = now
            taken = 0
        }
        let wait = (end(at: now) ?? now) - now
        guard taken < rate.requests else { return .refused(wait: wait, status(at: now)) }
        taken += 1
        return .allowed(status(at: now))
    }

    func status(at now: Moment) -> RateLimiter.Status {
        guard let end = end(at: now) else {
            return .init(limit: rate.requests, remaining: rate.requests, reset: now + rate.per)
        }
        return .init(limit: rate.requests, remaining: max(0, rate.requests - taken), reset: end)
    }

    /// The end of the window that is open at that moment.
    private func end(at now: Moment) -> Moment? {
        guard let begin, now < begin + rate.per else { return nil }
        return begin + rate.per
    }
}
