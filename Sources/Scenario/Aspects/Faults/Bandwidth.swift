/// `bandwidth:` a slow line.
struct BandwidthEffect: AspectEffect {
    /// Bytes a second.
    let rate: Int

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.bandwidth = rate
    }

    /// Twenty slices a second, as far as a byte can be cut, and none so large that it comes in bursts [chosen].
    static func slice(of rate: Int) -> Int {
        min(max(1, rate / 20), 64 << 10)
    }
}

extension Aspect {
    static let bandwidth = Aspect(
        "bandwidth", .table(Table("`bandwidth`", [rate])), "a slow line", at: .answered
    ) { reading, _, _ in reading[rate].map { BandwidthEffect(rate: $0) } }

    private static let rate = Field("rate", .byteRate, "at most so fast", required: true)
}
