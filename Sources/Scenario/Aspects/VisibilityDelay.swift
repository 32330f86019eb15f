/// `visibility_delay:` polls answer 404 until that long after the create.
struct VisibilityDelayEffect: AspectEffect {
    let delay: DrawnDuration

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.visibilityDelay = delay.duration(draw("duration"))
    }
}

extension Aspect {
    static let visibilityDelay = Aspect(
        "visibility_delay", DrawnDuration.shape, "polls answer 404 until that long after the create",
        at: [.made, .poll]
    ) { reading, builder, _ in DrawnDuration(reading, &builder).map { VisibilityDelayEffect(delay: $0) } }
}
