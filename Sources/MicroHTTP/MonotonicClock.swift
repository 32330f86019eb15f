import CMicroHTTPD
import Glibc

/// The only clocks of this room: real time for connection deadlines and real-time waits, and the date of an answer
/// whose head the library does not write.
enum MonotonicClock {
    /// Nanoseconds of `CLOCK_MONOTONIC`.
    static func now() -> Int64 { read(CLOCK_MONOTONIC) }

    /// Nanoseconds since 1970.
    static func wall() -> Int64 { read(CLOCK_REALTIME) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// An instant that much later, without overflow; a negative pause is none.
    static func instant(_ pause: Int64, after now: Int64) -> Int64 {
        let (sum, overflow) = now.addingReportingOverflow(max(0, pause))
        return overflow ? .max : sum
    }
}
