import Core
import DialectKit
import HTTPMessages
import Time

extension GetImgDialect {
    /// `Content-Type`, and the rate-limit fields on every answer of a generation or a video's status (getimg.md §4.3 [docs]).
    func jsonHeaders(in context: Context, for refusal: Refusal? = nil) -> Headers {
        var fields = Headers(reservingBytes: 192, fields: 6)
        fields.append("Content-Type", "application/json")
        guard context.step == .create || context.step == .poll else { return fields }
        let limit = context.limit ?? assumedLimit(at: context.stamp, for: refusal)
        fields.append("X-RateLimit-Limit", String(limit.limit))
        fields.append("X-RateLimit-Remaining", String(limit.remaining))
        fields.append("X-RateLimit-Reset", String(wholeSecondsUp(limit.reset)))
        return fields
    }

    /// Where limits are off: the provider's numbers, with a window that has just begun [chosen], or one that is used up and
    /// ends when a scenario's 429 says so.
    private func assumedLimit(at stamp: Timestamp, for refusal: Refusal?) -> LimitView {
        let rate = models.rate(pool: Modality.image.rawValue)
        guard let refusal, refusal.reason == .rateLimited else {
            return LimitView(limit: rate.requests, remaining: rate.requests, reset: stamp + rate.per)
        }
        return LimitView(limit: rate.requests, remaining: 0, reset: stamp + (refusal.retryAfter.duration ?? rate.per))
    }

    /// Only the limit a minute tells when to come back, unless a scenario says more (getimg.md §4.3).
    func retryAfter(of refusal: Refusal, in context: Context) -> RetryAfter {
        switch (refusal.retryAfter, refusal.reason) {
        case (.automatic(nil), .rateLimited):
            let reset = context.limit?.reset ?? assumedLimit(at: context.stamp, for: refusal).reset
            return .automatic(Moment(nanoseconds: reset.nanoseconds) - Moment(nanoseconds: context.stamp.nanoseconds))
        case (.automatic, .rateLimited): return refusal.retryAfter
        case (.automatic, _): return .absent
        default: return refusal.retryAfter
        }
    }

    /// Unix seconds, a started one counted whole, so that a client which waits as told never comes too early.
    private func wholeSecondsUp(_ time: Timestamp) -> Int64 {
        (time + .nanoseconds(999_999_999)).unixSeconds
    }
}
