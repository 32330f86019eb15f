import Time

/// Counts requests against a rate, on scenario time.
public struct RateLimiter: Sendable {
    /// Where a limiter stands after a request, for rate-limit headers.
    public struct Status: Sendable, Equatable {
        public var limit: Int
        public var remaining: Int
        /// When the window ends, or the bucket is full again.
        public var reset: Moment

        public init(limit: Int, remaining: Int, reset: Moment) {
            self.limit = limit
            self.remaining = remaining
            self.reset = reset
        }
    }

    public enum Verdict: Sendable, Equatable {
        case allowed(Status)
        /// Over the limit; allowed again after `wait`.
        case refused(wait: Duration, Status)
    }

    private enum Counting: Sendable {
        case bucket(TokenBucket)
        case window(FixedWindow)
    }

    private var counting: Counting

    /// A rate of zero requests refuses always; `burst` counts for a bucket alone.
    public init(_ rate: Rate, burst: Int?, window: LimitWindow, at now: Moment) {
        switch window {
        case .tokenBucket: counting = .bucket(TokenBucket(rate, burst: burst, at: now))
        case .fixed: counting = .window(FixedWindow(rate))
        }
    }

    public mutating func take(at now: Moment) -> Verdict {
        switch counting {
        case .bucket(var bucket):
            let verdict = bucket.take(at: now)
            counting = .bucket(bucket)
            return verdict
        case .window(var window):
            let verdict = window.take(at: now)
            counting = .window(window)
            return verdict
        }
    }

    /// Where it stands without taking anything.
    public func status(at now: Moment) -> Status {
        switch counting {
        case .bucket(let bucket): bucket.status(at: now)
        case .window(let window): window.status(at: now)
        }
    }
}
