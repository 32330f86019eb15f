public import HTTPMessages

/// What stands behind the server. Called on loop threads; must never block.
public protocol Application: AnyObject, Sendable {
    /// A connection was accepted on that port; nothing of it has been read.
    func accepted(on port: Int, peer: String) -> ConnectionDecision
    /// How many body bytes a request may have, of which only the head is known. One with more arrives with the body
    /// `.tooLarge`. `port` is the port of this server that it came in by.
    func bodyLimit(for request: Request, on port: Int) -> Int
    /// A body, still within its limit, has grown longer than `longBody` of the configuration. From here on it is measured
    /// instead of held, by what this returns; nil goes on holding it.
    func meter(for request: Request, on exchange: Exchange) -> (any BodyMeter)?
    /// Answer now, or later, by `exchange.deliver`. Called once per request, when its body is complete or given up.
    func respond(to request: consuming Request, on exchange: Exchange)
    /// The exchange is over: called once for each that `respond` was called for.
    ///
    /// `bytesSent` counts body bytes that were handed to the network, or all bytes of a `.raw` ending.
    func ended(_ exchange: Exchange, _ end: ExchangeEnd, bytesSent: Int)
    /// The loop has handled everything that was ready and is about to wait. Called at most once per turn of the loop,
    /// and only if something was handled since the last call.
    func loopSettled()
}

extension Application {
    /// Holds whatever is within its limit.
    public func meter(for request: Request, on exchange: Exchange) -> (any BodyMeter)? { nil }

    public func accepted(on port: Int, peer: String) -> ConnectionDecision { .accept(nil) }
}

/// How a new connection is received.
public enum ConnectionDecision: Sendable {
    /// Its requests are read; the note is found again at each of them.
    case accept((any AnyObject & Sendable)?)
    /// It is reset at once.
    case reset
}
