import Digests
import Time

/// A duration, or how to draw one (language.md §3).
public enum DrawnDuration: Sendable, Equatable {
    case fixed(Duration)
    /// Evenly from `middle - spread` to `middle + spread`; what falls below 0 is 0.
    case jitter(middle: Duration, spread: Duration)
    /// Evenly from the lower to the upper.
    case uniform(lower: Duration, upper: Duration)
    /// `median · e^(sigma · z)` with a normal z.
    case lognormal(median: Duration, sigma: Double)
    /// Straight lines between the points, which go up from 0 to 100 percent.
    case percentiles([Point])

    public struct Point: Sendable, Equatable {
        /// From 0 to 1.
        public var share: Double
        public var duration: Duration

        public init(share: Double, duration: Duration) {
            self.share = share
            self.duration = duration
        }
    }

    /// The duration for one draw; a fixed one draws nothing. Never negative, and at most a hundred years.
    public func duration(_ draw: @autoclosure () -> Draw) -> Duration {
        if case .fixed(let duration) = self { return duration }
        return at(draw().unit)
    }

    /// The duration below which that share of all draws lies, from 0 to 1.
    func at(_ share: Double) -> Duration {
        switch self {
        case .fixed(let duration): duration
        case .jitter(let middle, let spread): Self.between(middle - spread, middle + spread, share)
        case .uniform(let lower, let upper): Self.between(lower, upper, share)
        case .lognormal(let median, let sigma):
            Self.clamped(Double(median.nanoseconds) * Exact.exp(sigma * Exact.normalQuantile(share)))
        case .percentiles(let points): Self.along(points, share)
        }
    }

    private static func between(_ lower: Duration, _ upper: Duration, _ share: Double) -> Duration {
        let low = Double(lower.nanoseconds)
        return clamped(low + (Double(upper.nanoseconds) - low) * share)
    }

    private static func along(_ points: [Point], _ share: Double) -> Duration {
        guard let index = points.firstIndex(where: { $0.share > share }), index > 0 else {
            return points.last?.duration ?? .zero
        }
        let (from, to) = (points[index - 1], points[index])
        return between(from.duration, to.duration, (share - from.share) / (to.share - from.share))
    }

    static func clamped(_ nanoseconds: Double) -> Duration {
        let most = Units.longest
        guard nanoseconds > 0 else { return .zero }
        return nanoseconds < Double(most.nanoseconds) ? .nanoseconds(Int64(nanoseconds.rounded())) : most
    }
}
