/// What a rule about a connection does to a request on it, which is not served then.
public enum ConnectionAct: Sendable {
    case closedOnReuse, uploadReset, continuationRefused

    fileprivate var aspect: String {
        switch self {
        case .closedOnReuse: Aspect.closeOnReuse.name
        case .uploadReset: Aspect.upload.name
        case .continuationRefused: Aspect.expectContinue.name
        }
    }
}

extension Decision {
    /// The rule that did it, as the journal has it.
    public func firings(of act: ConnectionAct) -> [Firing] { fired.filter { $0.aspect == act.aspect } }
}
