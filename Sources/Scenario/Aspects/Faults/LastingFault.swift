import HTTPMessages

/// A fault that is a duration, which may be drawn.
struct LastingFaultEffect: AspectEffect {
    let duration: DrawnDuration
    let commit: Bool?
    let isReal: Bool
    let make: @Sendable (Duration) -> any WireFault

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.fault = make(duration.duration(draw("duration")))
        decision.commit = commit
        if isReal { decision.realPauses.insert(.silence) }
    }

    func flaws(in scene: EffectScene) -> [EffectFlaw] {
        guard make(.zero).downtime != nil, scene.when == Frequency() else { return [] }
        return [.warning("without `when: { times: 1 }` or its like the provider never comes back")]
    }
}

extension Aspect {
    init(
        fault name: String, _ help: String, at steps: StepSet, remark: String? = nil, mayBeReal: Bool = false,
        lasting make: @escaping @Sendable (Duration) -> any WireFault
    ) {
        self.init(
            name, mayBeReal ? DrawnDuration.wait : DrawnDuration.shape, help, at: steps, isWireFault: true,
            takesCommit: true
        ) { reading, builder, rule in
            if let remark { builder.remark(remark, at: reading) }
            return DrawnDuration(reading, &builder).map {
                LastingFaultEffect(
                    duration: $0, commit: rule.commit, isReal: mayBeReal && reading[Self.realTime] ?? false, make: make)
            }
        }
    }
}
