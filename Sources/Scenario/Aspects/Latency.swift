/// `latency:` the delay before the first byte of the answer.
struct LatencyEffect: AspectEffect {
    let duration: DrawnDuration

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.latency = duration.duration(draw("duration"))
    }
}

extension Aspect {
    static let latency = Aspect(
        "latency", DrawnDuration.shape, "delay before the first byte of the answer", at: .answered
    ) { reading, builder, _ in DrawnDuration(reading, &builder).map { LatencyEffect(duration: $0) } }
}

extension Effects {
    public var latency: DrawnDuration? { first(LatencyEffect.self)?.duration }
}
