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
    /// A request that was led to it is not served: how its connection goes about requests ended it before.
    ///
    /// - Parameter request: as much of it as has come.
    func missed(_ request: consuming Request, for receiver: any Receiver, because miss: Miss)
}

/// Why a request is not served that the application would have served.
public enum Miss: Sendable {
    /// The connection is closed at its next request, which this was.
    case closedOnReuse
    /// The connection is reset in the middle of the request's body.
    case resetWhileReading
    /// The request asked whether to send its body, and was told not to, with that answer.
    case refusedToContinue(Response)
}

extension Endpoint {
    /// Holds whatever is within its limit.
    public func meter(for request: Request) -> (any BodyMeter)? { nil }
    public func missed(_ request: consuming Request, for receiver: any Receiver, because miss: Miss) {}
}

/// Who a delivery goes to: an exchange on a socket, or a test in the same process.
public protocol Receiver: AnyObject, Sendable {
    /// Whether no request came on the connection before. Inside `serve` only.
    var isFirstOnConnection: Bool { get }
    /// What the application said when the connection was accepted, or later. Inside `serve` and `missed` only, as are the next two.
    var connectionNote: (any AnyObject & Sendable)? { get }
    /// Of its connection, unique in the server, from 1; 0: it came by none.
    var connectionNumber: Int { get }
    /// The how-manieth request of its connection it is, from 1.
    var numberOnConnection: Int { get }
    /// What is to be found with the connection from here on.
    func leaveNote(_ note: any AnyObject & Sendable)
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
    public var connectionNumber: Int { 0 }
    public var numberOnConnection: Int { 0 }
    public func leaveNote(_ note: any AnyObject & Sendable) {}
    public func closeWhenIdle(after limit: Duration, waker: any Waker) {}
    public func closeAtNextRequest(_ close: ConnectionClose) {}
    public func receive(as reception: Reception, waker: any Waker) {}
}
