public import HTTPMessages

/// Serves the requests that are led to it. Called on the loop threads; must not block.
public protocol Endpoint: AnyObject, Sendable {
    /// How many body bytes a request may have, of which only the head is known. One with more arrives with the body `.tooLarge`.
    func bodyLimit(for request: Request) -> Int
    /// A body, still within its limit, has grown longer than `longBody` of the configuration. From here on it is measured
    /// instead of held, by what this returns; nil goes on holding it.
    func meter(for request: Request) -> (any BodyMeter)?
    /// Answers now or later, by `receiver.deliver`. Called once for each request, when its body is complete or given up.
    ///
    /// - Returns: who is told when the exchange is over; nil when nobody need be.
    func serve(_ request: consuming Request, for receiver: any Receiver) -> (any ExchangeOwner)?
}

extension Endpoint {
    /// Holds whatever is within its limit.
    public func meter(for request: Request) -> (any BodyMeter)? { nil }
}

/// Who a delivery goes to: an exchange on a socket, or a test in the same process.
public protocol Receiver: AnyObject, Sendable {
    /// Whether no request came on the connection before. Inside `serve` only.
    var isFirstOnConnection: Bool { get }
    /// What the application said when the connection was accepted. Inside `serve` only.
    var connectionNote: (any AnyObject & Sendable)? { get }
    /// Runs the action on the thread of the exchange, unless that is over by then.
    func perform(_ action: @escaping @Sendable () -> Void)
    /// Answers. Exactly one delivery counts; later ones are ignored.
    ///
    /// Durations of the delivery are measured by `waker`; nil: in real time.
    func deliver(_ delivery: consuming Delivery, waker: (any Waker)?)
    /// Closes the connection when nothing has come on it for that long after the answer.
    func closeWhenIdle(after limit: Duration, waker: any Waker)
    /// The connection's next request is read and gets no answer. To be called before the delivery.
    func closeAtNextRequest(_ close: ConnectionClose)
    /// The connection's further requests are read in that way.
    func receive(as reception: Reception, waker: any Waker)
}

/// Of a receiver that has no connection: one without a socket.
extension Receiver {
    public var isFirstOnConnection: Bool { false }
    public var connectionNote: (any AnyObject & Sendable)? { nil }
    public func closeWhenIdle(after limit: Duration, waker: any Waker) {}
    public func closeAtNextRequest(_ close: ConnectionClose) {}
    public func receive(as reception: Reception, waker: any Waker) {}
}
