/// A point of the calendar, in nanoseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Sendable, Hashable, Comparable {
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    public init(unixSeconds: Int64) {
        let (product, overflow) = unixSeconds.multipliedReportingOverflow(by: 1_000_000_000)
        nanoseconds = overflow ? (unixSeconds < 0 ? .min : .max) : product
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }

    public static func + (time: Timestamp, span: Duration) -> Timestamp {
        Timestamp(nanoseconds: (Moment(nanoseconds: time.nanoseconds) + span).nanoseconds)
    }
}
