extension Timestamp {
    /// Whole seconds since 1970, rounded down: what `exp`, `X-RateLimit-Reset` and webhook headers carry.
    public var unixSeconds: Int64 {
        Int64(floorDivision(Int(nanoseconds), 1_000_000_000).quotient)
    }

    /// Midnight in UTC of the same day. The first day that can be told, in 1677, begins in its middle.
    public var startOfDay: Timestamp {
        Timestamp(unixSeconds: Int64(floorDivision(Int(unixSeconds), 86_400).quotient * 86_400))
    }

    /// The span between two times; one longer than 292 years is cut to that.
    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        Moment(nanoseconds: later.nanoseconds) - Moment(nanoseconds: earlier.nanoseconds)
    }
}
