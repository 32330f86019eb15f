import Digests

/// `bandwidth:` a slow line, which may be uneven and may fail now and then.
public struct Bandwidth: Sendable, Equatable {
    /// Bytes a second.
    public var rate: Int
    /// The rate of each slice is at most so many bytes a second lower or higher.
    public var jitter = 0
    /// How long the line is off each time; zero: never.
    public var offFor = Duration.zero
    /// How long it is on before that.
    public var every = Duration.zero

    public init(rate: Int) {
        self.rate = rate
    }

    /// Twenty slices a second, as far as a byte can be cut, and none so large that it comes in bursts [chosen].
    var slice: Int { min(max(1, rate / 20), 64 << 10) }
}

extension Bandwidth: AspectEffect {
    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.bandwidth = self
        if jitter > 0 { decision.chance = draw("rates").uint64 }
    }

    fileprivate init?(_ reading: Reading, _ builder: inout Builder) {
        guard let rate = reading[Keys.rate] else { return nil }
        self.init(rate: rate)
        jitter = reading[Keys.jitter] ?? 0
        offFor = reading[Keys.offFor] ?? .zero
        every = reading[Keys.every] ?? .zero
        if jitter >= rate, let entry = reading.entry(Keys.jitter) {
            builder.report("`\(Keys.jitter.name)` is less than `\(Keys.rate.name)`", at: entry.value)
        }
        if every == .zero, let entry = reading.entry(Keys.every) {
            builder.report("the line is on for some time before it is off", at: entry.value)
        }
    }
}

extension Aspect {
    static let bandwidth = Aspect(
        "bandwidth", .table(Keys.table), "a slow line", at: .answered
    ) { reading, builder, _ in Bandwidth(reading, &builder) }
}

private enum Keys {
    static let table = Table(
        "`bandwidth`", [rate, jitter, offFor, every],
        demands: [.needs(offFor, every), .needs(every, offFor)])

    static let rate = Field("rate", .byteRate, "at most so fast", required: true)
    static let jitter = Field("jitter", .byteRate, "each slice is at most so much slower or faster")
    static let offFor = Field("off_for", .duration, "how long the line is off each time")
    static let every = Field("every", .duration, "how long it is on before it is off")
}
