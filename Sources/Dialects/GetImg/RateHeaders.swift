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
        let limit = limit(in: context, for: refusal)
        fields.append("X-RateLimit-Limit", String(limit.limit))
        fields.append("X-RateLimit-Remaining", String(limit.remaining))
        fields.append("X-RateLimit-Reset", String(wholeSecondsUp(limit.reset)))
        return fields
    }

    /// What was counted; where the request did not get so far, the provider's numbers with a window that has just begun [chosen]. A 429
    /// that a scenario says while some are left shows them used up, in a window that ends when it says so.
    private func limit(in context: Context, for refusal: Refusal?) -> LimitView {
        let rate = models.rate(pool: Modality.image.rawValue)
        let counted =
            context.limit
            ?? LimitView(limit: rate.requests, remaining: rate.requests, reset: context.stamp + rate.per)
        guard let refusal, refusal.reason == .rateLimited, counted.remaining > 0 else { return counted }
        return LimitView(
            limit: counted.limit, remaining: 0,
            reset: refusal.retryAfter.duration.map { context.stamp + $0 } ?? counted.reset)
    }

    /// Only the limit a minute tells when to come back, unless a scenario says more (getimg.md §4.3).
    func retryAfter(of refusal: Refusal, in context: Context) -> RetryAfter {
        switch (refusal.retryAfter, refusal.reason) {
        case (.automatic(nil), .rateLimited):
            let reset = limit(in: context, for: refusal).reset
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
