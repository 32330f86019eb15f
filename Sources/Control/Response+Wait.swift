import Engine
import HTTPMessages

extension WaitEnd {
    /// What a request is answered whose wait did not reach what it was for; nil when it did.
    ///
    /// - Parameter late: what to say when its time is over.
    func problem(late: () -> String) -> Response? {
        switch self {
        case .reached: nil
        case .timedOut: .problem(408, late())
        case .reset: .problem(409, "The sandbox was reset while this request waited.")
        case .dismissed(let reason): .problem(503, reason)
        case .refused:
            .problem(
                503,
                "\(Sandbox.mostWaits) requests of this kind wait in the sandbox already, which is as many as may.")
        }
    }
}
