import Time

/// When a webhook is tried: the pause before each attempt, the first one included. Each pause begins where the attempt
/// before it ended.
public struct RetrySchedule: Sendable, Equatable {
    public var pauses: [Duration]
    /// Whether each pause is drawn near the one that is given; one that a user wrote down is kept to.
    public var isJittered: Bool

    public init(_ pauses: [Duration], isJittered: Bool = true) {
        self.pauses = pauses
        self.isJittered = isJittered
    }

    /// The example schedule of Standard Webhooks (webhook-conventions.md §1).
    public static let standard = RetrySchedule([
        .zero, .seconds(5), .seconds(5 * 60), .seconds(30 * 60), .seconds(2 * 3_600), .seconds(5 * 3_600),
        .seconds(10 * 3_600), .seconds(14 * 3_600), .seconds(20 * 3_600), .seconds(24 * 3_600),
    ])

    /// A receiver that says when to come back is obeyed up to that [chosen].
    public static let longestRetryAfter = Duration.seconds(24 * 3_600)

    public var attempts: Int { pauses.count }

    /// The pause before an attempt, counted from 1; nil when there is none any more.
    ///
    /// - Parameters:
    ///   - share: a draw from 0 to 1; where there is jitter, the pause is multiplied by 0.8 to 1.2 (webhook-conventions.md §4).
    ///   - retryAfter: what the receiver asked for.
    public func pause(before attempt: Int, share: Double, retryAfter: Duration? = nil) -> Duration? {
        guard pauses.indices.contains(attempt - 1) else { return nil }
        let factor = isJittered ? 0.8 + 0.4 * share : 1
        let jittered = Duration.nanoseconds(Int64((Double(pauses[attempt - 1].nanoseconds) * factor).rounded()))
        guard let retryAfter else { return jittered }
        return max(jittered, min(retryAfter, Self.longestRetryAfter))
    }
}
