public import HTTPMessages

/// What the server serves. Called on the loop threads; must not block.
public protocol Application: AnyObject, Sendable {
    /// A connection was accepted on that port; nothing of it has been read.
    func accepted(on port: Int, peer: String) -> ConnectionDecision
    /// Who serves a request of which the head has come and is sound. Called once for each. The way to the endpoint may be taken off
    /// the request's path. `port` is the port of this server that it came in by.
    func endpoint(for request: inout Request, on port: Int) -> any Endpoint
    /// The loop has handled everything that was ready and is about to wait. Called at most once per turn of the loop,
    /// and only if something was handled since the last call.
    func loopSettled()
}

extension Application {
    public func accepted(on port: Int, peer: String) -> ConnectionDecision { .accept(nil) }
}

/// How a new connection is received.
public enum ConnectionDecision: Sendable {
    /// Its requests are read; the note is found again at each of them.
    case accept((any AnyObject & Sendable)?, ReceptionPlan? = nil)
    /// It is reset at once.
    case reset
}
