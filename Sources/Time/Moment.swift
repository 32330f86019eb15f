/// A point of scenario time, in nanoseconds since the sandbox was made.
///
/// A moment never looks at a clock: it is handed in, and a virtual clock is a number that someone moves.
/// `Timestamp` is its place in the calendar.
public struct Moment: Sendable, Hashable, Comparable {
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    public static let zero = Moment(nanoseconds: 0)
    /// Later than everything else: what never comes.
    public static let distantFuture = Moment(nanoseconds: .max)

    public static func < (left: Moment, right: Moment) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Adds without overflow: past the end it stays `distantFuture`.
    public static func + (moment: Moment, span: Duration) -> Moment {
        let (sum, overflow) = moment.nanoseconds.addingReportingOverflow(span.nanoseconds)
        guard overflow else { return Moment(nanoseconds: sum) }
        return span < .zero ? Moment(nanoseconds: .min) : .distantFuture
    }

    public static func - (later: Moment, earlier: Moment) -> Duration {
        let (difference, overflow) = later.nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        return .nanoseconds(overflow ? (later > earlier ? .max : .min) : difference)
    }
}
