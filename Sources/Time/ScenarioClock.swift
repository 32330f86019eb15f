/// The clock of one sandbox: what scenario time it is, given a reading of a monotonic real clock in nanoseconds.
///
/// A value that reads no clock itself (language.md §7, architecture.md §9.1). It remembers one pair of instants that
/// belong together and counts on from there, so that a change of mode or rate changes the pace and never the moment. A
/// moment never goes backwards: a reading from before the remembered one counts as that one, and what would pass the
/// end of time stays there.
public struct ScenarioClock: Sendable {
    public private(set) var mode: ClockMode
    /// Virtual seconds per real second as it was given; it counts in mode `scaled` alone.
    public private(set) var rate: Double
    /// It counts in mode `auto` alone.
    public private(set) var polls: ClockPolls
    private var pace: Pace
    /// The calendar's time at `Moment.zero`.
    private var start: Timestamp
    private var anchor: (moment: Moment, real: Int64)

    /// At `Moment.zero`, which is `startsAt` in the calendar. A rate that is no positive number counts as 1, one above
    /// a thousand million as that.
    public init(
        mode: ClockMode, rate: Double, polls: ClockPolls = .advance, startsAt: Timestamp, real: Int64
    ) {
        self.mode = mode
        self.rate = rate
        self.polls = polls
        pace = Pace(mode: mode, rate: rate)
        start = startsAt
        anchor = (.zero, real)
    }

    public func now(real: Int64) -> Moment {
        Moment(
            nanoseconds: adding(pace.virtual(saturatingDifference(real, anchor.real)), to: anchor.moment.nanoseconds))
    }

    /// Whether a poll that finds its job unfinished moves it.
    public var isMovedByPolls: Bool { mode == .auto && polls == .advance }

    public func timestamp(of moment: Moment) -> Timestamp { calendar.timestamp(of: moment) }

    /// What tells the date of a moment, as it stands.
    public var calendar: Calendar { Calendar(start: start) }

    /// The moment at which the calendar shows that time; it may lie before the sandbox was made.
    public func moment(of time: Timestamp) -> Moment {
        .zero + (time - start)
    }

    /// Moves to a moment to come; one that has passed moves nothing. Time goes on from there as the mode says.
    public mutating func jump(to moment: Moment, real: Int64) {
        anchor = (max(moment, now(real: real)), max(real, anchor.real))
    }

    public mutating func set(mode: ClockMode, rate: Double, polls: ClockPolls = .advance, real: Int64) {
        jump(to: now(real: real), real: real)
        self.mode = mode
        self.rate = rate
        self.polls = polls
        pace = Pace(mode: mode, rate: rate)
    }

    /// Lets the calendar show that time now. No time passes: what is due in an hour still is.
    public mutating func setDate(_ time: Timestamp, real: Int64) {
        start = time + (Moment.zero - now(real: real))
    }

    /// How much scenario time passes by itself in so much real time, as the mode stands.
    public func span(ofReal span: Duration) -> Duration { .nanoseconds(pace.virtual(span.nanoseconds)) }

    /// The first real instant at which the clock, left alone, shows that moment or a later one; `real` itself if it
    /// does already. nil when it never will: in mode manual, and for `Moment.distantFuture`.
    public func real(of moment: Moment, real: Int64) -> Int64? {
        if moment <= now(real: real) { return real }
        guard moment != .distantFuture else { return nil }
        return pace.real(saturatingDifference(moment.nanoseconds, anchor.moment.nanoseconds)).map {
            adding($0, to: anchor.real)
        }
    }
}

/// How much virtual time a stretch of real time is worth.
private enum Pace: Sendable {
    case stopped
    case even
    /// Virtual nanoseconds in 2^32 real ones: whole numbers, so that going there and back meets the same instant.
    case rate(Int128)

    private static let one = 4_294_967_296.0
    private static let fastest = 1e9

    init(mode: ClockMode, rate: Double) {
        switch mode {
        case .manual: self = .stopped
        case .real, .auto: self = .even
        case .scaled: self = .rate(Int128(Int64(rate > 0 ? max(1, min(rate, Self.fastest) * Self.one) : Self.one)))
        }
    }

    func virtual(_ real: Int64) -> Int64 {
        switch self {
        case .stopped: 0
        case .even: max(0, real)
        case .rate(let rate): Int64(clamping: (Int128(max(0, real)) * rate) >> 32)
        }
    }

    /// The shortest real time worth at least that much virtual time.
    func real(_ virtual: Int64) -> Int64? {
        switch self {
        case .stopped: nil
        case .even: virtual
        case .rate(let rate): Int64(clamping: ((Int128(virtual) << 32) + rate - 1) / rate)
        }
    }
}

/// What would pass either end of the numbers stays there.
func adding(_ span: Int64, to instant: Int64) -> Int64 {
    let (sum, overflow) = instant.addingReportingOverflow(span)
    return overflow ? (span < 0 ? .min : .max) : sum
}

private func saturatingDifference(_ later: Int64, _ earlier: Int64) -> Int64 {
    let (difference, overflow) = later.subtractingReportingOverflow(earlier)
    return overflow ? (later < earlier ? .min : .max) : difference
}
