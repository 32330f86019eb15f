import HTTPMessages

/// `latency:` the delay before the first byte of the answer.
struct LatencyEffect: AspectEffect {
    let duration: DrawnDuration
    let isReal: Bool

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.latency = duration.duration(draw("duration"))
        if isReal { decision.realPauses.insert(.delay) }
    }
}

extension Aspect {
    static let latency = Aspect(
        "latency", DrawnDuration.wait, "delay before the first byte of the answer", at: .answered
    ) { reading, builder, _ in
        DrawnDuration(reading, &builder).map { LatencyEffect(duration: $0, isReal: reading[realTime] ?? false) }
    }

    /// Whether a wait passes in real time (language.md §3.1).
    static let realTime = Field(
        "real", .boolean, "whether it passes in real time, whatever the clock does; default false")
}

extension Effects {
    public var latency: DrawnDuration? { first(LatencyEffect.self)?.duration }
}
