/// Which date each moment has. A clock that is set to another date has another calendar from then on.
public struct Calendar: Sendable {
    /// The date of `Moment.zero`.
    private let start: Timestamp

    init(start: Timestamp) {
        self.start = start
    }

    /// The one that shows this date at that moment.
    public init(showing date: Timestamp, at moment: Moment) {
        start = date + (Moment.zero - moment)
    }

    /// What would pass the end of time stays there.
    public func timestamp(of moment: Moment) -> Timestamp {
        Timestamp(nanoseconds: adding(moment.nanoseconds, to: start.nanoseconds))
    }
}
