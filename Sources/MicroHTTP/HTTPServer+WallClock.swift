extension HTTPServer {
    /// Nanoseconds since 1970, for whoever keeps the calendar of the program.
    public static func wallClockNow() -> Int64 { MonotonicClock.wall() }
}
