import Basics
import Time

/// The `Date` of answers. Nearly all answers of a second carry the same, so the last one is kept.
final class DateLine: Sendable {
    private struct Last: Sendable {
        var second: Int64
        var text: [UInt8]
    }

    private let last = Lock(Last(second: .min, text: []))

    func text(at time: Timestamp) -> [UInt8] {
        let second = time.unixSeconds
        return last.withLock { last in
            if last.second != second { last = Last(second: second, text: Array(time.httpDate.utf8)) }
            return last.text
        }
    }
}
