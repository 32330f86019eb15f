import Time

/// The source of real time, handed to the engine: the program has one that reads the system's clocks, tests have one they move.
public protocol RealTime: Sendable {
    /// A monotonic instant in nanoseconds.
    func now() -> Int64
    /// The calendar, for scenarios without a `start`.
    func wallClock() -> Timestamp
    /// Runs the action at that monotonic instant or soon after, never before.
    func alarm(at instant: Int64, _ action: @escaping @Sendable () -> Void)
}
