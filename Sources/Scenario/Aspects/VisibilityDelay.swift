/// `visibility_delay:` polls answer 404 until that long after the create.
struct VisibilityDelayEffect: AspectEffect {
    let delay: Duration

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.visibilityDelay = delay
    }
}

extension Aspect {
    static let visibilityDelay = Aspect(
        "visibility_delay", Form.duration.shape, "polls answer 404 until that long after the create",
        at: [.made, .poll]
    ) { reading, _, _ in Form.duration.value(reading).map { VisibilityDelayEffect(delay: $0) } }
}
