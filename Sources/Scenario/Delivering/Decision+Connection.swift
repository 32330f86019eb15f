import Core

extension Decision {
    /// A connection that is refused when its first request has come: the shared port knows no sooner whom it is for.
    public static var refusal: Decision {
        var decision = Decision()
        decision.fault = Down(span: .zero)
        decision.endsConnection = true
        return decision
    }

    /// What was decided about a connection, together with what is decided about its first request.
    public func joined(to decision: Decision?) -> Decision {
        guard fault?.idleLimit != nil || fault?.reuseClose != nil || fault?.reception != nil else {
            var alone = self
            alone.endsConnection = true
            return alone
        }
        var both = decision ?? Decision()
        both.idleLimit = fault?.idleLimit
        both.reuseClose = fault?.reuseClose
        both.reception = fault?.reception
        both.fired += fired
        return both
    }
}
