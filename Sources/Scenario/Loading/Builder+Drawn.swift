import Core
import Documents

extension Builder {
    mutating func drawn(_ reading: Reading) -> DrawnDuration? {
        if let duration = reading.duration { return .fixed(duration) }
        if let fixed = reading["fixed"]?.duration {
            return reading["jitter"]?.duration.map { .jitter(middle: fixed, spread: $0) } ?? .fixed(fixed)
        }
        if let uniform = reading["uniform"] { return self.uniform(uniform) }
        if let lognormal = reading["lognormal"] { return self.lognormal(lognormal) }
        return reading["percentiles"].flatMap { percentiles($0) }
    }

    private mutating func uniform(_ reading: Reading) -> DrawnDuration? {
        guard let lower = reading["lower"]?.duration, let upper = reading["upper"]?.duration else { return nil }
        guard lower <= upper else {
            report("`upper` is less than `lower`", at: reading)
            return nil
        }
        return .uniform(lower: lower, upper: upper)
    }

    private func lognormal(_ reading: Reading) -> DrawnDuration? {
        guard let median = reading["median"]?.duration, let sigma = reading["sigma"]?.number else { return nil }
        return .lognormal(median: median, sigma: sigma)
    }

    /// In order of their shares; p0 is 0 and p100 the last point unless they are given.
    private mutating func percentiles(_ reading: Reading) -> DrawnDuration? {
        var points = reading.entries.compactMap { entry in
            TextForm.percentile(entry.key).flatMap { share in
                entry.value.duration.map { DrawnDuration.Point(share: share / 100, duration: $0) }
            }
        }.sorted { $0.share < $1.share }
        guard let last = points.last else {
            report("give at least one point, such as `p50: 300ms`", at: reading)
            return nil
        }
        if points[0].share > 0 { points.insert(DrawnDuration.Point(share: 0, duration: .zero), at: 0) }
        if last.share < 1 { points.append(DrawnDuration.Point(share: 1, duration: last.duration)) }
        for (lower, upper) in zip(points, points.dropFirst())
        where lower.share == upper.share || lower.duration > upper.duration {
            report("the points must grow: a higher percentile has a longer duration", at: reading)
            return nil
        }
        return .percentiles(points)
    }
}
