import Documents

extension DrawnDuration {
    /// A duration, or a distribution to draw one from (language.md §3).
    static let shape = Shape.definition(.drawnDuration)

    static let forms = forms(with: [])

    /// One that may pass in real time (language.md §7).
    static let wait = Shape.definition(.drawnWait)

    static let waitForms = forms(with: [Aspect.realTime])

    private static func forms(with keys: [any Keyed]) -> Shape {
        .either([
            Form.duration.shape,
            .table(
                Table(
                    "a drawn duration",
                    [Keys.fixed, Keys.jitter, Keys.uniform, Keys.lognormal, Keys.percentiles] + keys,
                    demands: [
                        .exactlyOne([Keys.fixed, Keys.uniform, Keys.lognormal, Keys.percentiles]),
                        .needs(Keys.jitter, Keys.fixed),
                    ])),
        ])
    }

    init?(_ reading: Reading, _ builder: inout Builder) {
        if let duration = Form.duration.value(reading) {
            self = .fixed(duration)
        } else if let fixed = reading[Keys.fixed] {
            self = reading[Keys.jitter].map { .jitter(middle: fixed, spread: $0) } ?? .fixed(fixed)
        } else if let uniform = reading[Keys.uniform] {
            self.init(uniform: uniform, &builder)
        } else if let lognormal = reading[Keys.lognormal] {
            self.init(lognormal: lognormal)
        } else if let percentiles = reading[Keys.percentiles] {
            self.init(percentiles: percentiles, &builder)
        } else {
            return nil
        }
    }

    private init?(uniform reading: Reading, _ builder: inout Builder) {
        guard let lower = reading[Keys.lower], let upper = reading[Keys.upper] else { return nil }
        guard lower <= upper else {
            builder.report("`\(Keys.upper.name)` is less than `\(Keys.lower.name)`", at: reading)
            return nil
        }
        self = .uniform(lower: lower, upper: upper)
    }

    private init?(lognormal reading: Reading) {
        guard let median = reading[Keys.median], let sigma = reading[Keys.sigma] else { return nil }
        self = .lognormal(median: median, sigma: sigma)
    }

    /// In order of their shares; p0 is 0 and p100 the last point unless they are given.
    private init?(percentiles reading: Reading, _ builder: inout Builder) {
        var points = reading.entries.compactMap { entry in
            TextForm.percentile(entry.key).flatMap { share in
                entry.value.duration.map { Point(share: share / 100, duration: $0) }
            }
        }.sorted { $0.share < $1.share }
        guard let last = points.last else {
            // Of points that are none it has been said why.
            if reading.node.object?.isEmpty == true {
                builder.report("give at least one point, such as `p50: 300ms`", at: reading)
            }
            return nil
        }
        if points[0].share > 0 { points.insert(Point(share: 0, duration: .zero), at: 0) }
        if last.share < 1 { points.append(Point(share: 1, duration: last.duration)) }
        for (lower, upper) in zip(points, points.dropFirst())
        where lower.share == upper.share || lower.duration > upper.duration {
            builder.report("the points must grow: a higher percentile has a longer duration", at: reading)
            return nil
        }
        self = .percentiles(points)
    }

    private enum Keys {
        static let fixed = Field("fixed", .duration, "the middle of the range")
        static let jitter = Field(
            "jitter", .duration, "drawn evenly from `fixed - jitter` to `fixed + jitter`, never below 0")
        static let uniform = Field(
            "uniform", .table(Table("`uniform`", [lower, upper])), "drawn evenly between two durations")
        static let lower = Field("lower", .duration, "the least", required: true)
        static let upper = Field("upper", .duration, "the most", required: true)
        static let lognormal = Field(
            "lognormal", .table(Table("`lognormal`", [median, sigma])), "many near the median, few much longer")
        static let median = Field("median", .duration, "half of the draws are below", required: true)
        static let sigma = Field(
            "sigma", .number(0...5), "the spread, as the deviation of the logarithm", required: true)
        static let percentiles = Field(
            "percentiles",
            .table(
                Table(
                    "`percentiles`", [],
                    families: [
                        Family("", .percentile, Form.duration.shape, "so many percent of the draws are below")
                    ])), "straight lines between the points given")
    }
}
