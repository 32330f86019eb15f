import Core
import HTTPMessages
import Journal
import Time

/// What an answer, or its lack, means to a sender (webhook-conventions.md §4).
enum AttemptVerdict: Sendable {
    case delivered
    /// To be tried again, not before the receiver allows it.
    case failed(retryAfter: Duration?)
    /// 410: never again to this receiver.
    case gone
    /// The receiver wants no more of this event.
    case aborted
    case blocked
    case abandoned

    /// - Parameter now: what a `Retry-After` that is a date is compared with where the answer has no `Date` of its own.
    init(_ result: WebhookResult, event: WebhookEvent, now: Timestamp) {
        switch result.outcome {
        case .abandoned: self = .abandoned
        case .failed(.blocked, _): self = .blocked
        case .failed: self = .failed(retryAfter: nil)
        case .answered(let status, _, _) where (200..<300).contains(status): self = .delivered
        case .answered(410, _, _): self = .gone
        case .answered(let status, let headers, _):
            if headers["webhook-delivery"]?.lowercased() == "abort-message" {
                self = .aborted
            } else {
                let isTold = [429, 502, 503, 504].contains(status)
                self = .failed(retryAfter: isTold ? Self.retryAfter(headers, now) : nil)
            }
        }
    }

    var isDelivered: Bool {
        if case .delivered = self { true } else { false }
    }

    /// The state of an event that this was the last attempt of.
    var end: DeliveryRecord.State {
        switch self {
        case .delivered: .delivered
        case .failed, .gone, .aborted: .gaveUp
        case .blocked: .blocked
        case .abandoned: .abandoned
        }
    }

    private static let longest = RetrySchedule.longestRetryAfter

    private static func retryAfter(_ headers: Headers, _ now: Timestamp) -> Duration? {
        guard let text = headers["retry-after"] else { return nil }
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        // A number that is too large for any wait asks for the longest.
        if isNumber { return Int64(text).map { min(.seconds($0), longest) } ?? longest }
        // A receiver counts by its own clock, which its answer tells.
        let sent = headers["date"].flatMap { Timestamp(httpDate: $0, now: now) } ?? now
        return Timestamp(httpDate: text, now: sent).map { max(.zero, min($0 - sent, longest)) }
    }
}

extension DeliveryRecord.Attempt {
    /// Takes over what came of it.
    mutating func take(_ result: WebhookResult, _ verdict: AttemptVerdict, at now: Moment) {
        finished = now
        took = result.took
        address = result.address
        switch result.outcome {
        case .answered(let status, let headers, let prefix):
            self.status = status
            responseHeaders = headers
            responsePrefix = prefix
            outcome = verdict.isDelivered ? .delivered : .failed
        case .failed(let reason, let detail):
            self.reason = reason
            self.detail = detail
            outcome = reason == .blocked ? .blocked : .failed
        case .abandoned:
            outcome = .abandoned
        }
        switch verdict {
        case .gone: detail = "410: this receiver wants no more webhooks."
        case .aborted: detail = "The receiver wants no more of this one."
        case .delivered, .failed, .blocked, .abandoned: break
        }
    }
}
