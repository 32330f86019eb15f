import Core
import Time

/// The header fields that tell a client when to come back, the same for every provider (language.md §3.2).
///
/// Whole seconds are rounded up and at least 1, so that a client which waits as told never comes too early.
public func headers(for retryAfter: RetryAfter, now: Timestamp) -> [HeaderField] {
    switch retryAfter {
    case .automatic(nil), .absent: []
    case .automatic(let remaining?): [HeaderField("Retry-After", String(max(1, remaining.wholeSecondsUp)))]
    case .seconds(let seconds): [HeaderField("Retry-After", String(seconds))]
    case .milliseconds(let milliseconds): [HeaderField("retry-after-ms", String(milliseconds))]
    case .httpDate(let distance): [HeaderField("Retry-After", (now + distance).httpDate)]
    case .raw(let text): [HeaderField("Retry-After", text)]
    }
}

extension RetryAfter {
    /// How long it tells a client to wait, for providers that say it in the body or as a moment, too; nil where it says no time.
    public var duration: Duration? {
        switch self {
        case .automatic(let duration): duration
        case .seconds(let seconds): .seconds(seconds)
        case .milliseconds(let milliseconds): .milliseconds(milliseconds)
        case .httpDate(let distance): distance
        case .raw, .absent: nil
        }
    }
}
