import Engine
import HTTPMessages
import MicroHTTP
import Scenario

/// Who a delivery goes to: an exchange on a socket, or a test in the same process.
public protocol Receiver: AnyObject, Sendable {
    /// What became of the connection that the request came by.
    var connectionState: RequestContext.ConnectionState { get }
    /// Runs the action on the thread of the exchange, unless that is over by then.
    func perform(_ action: @escaping @Sendable () -> Void)
    func deliver(_ delivery: consuming Delivery, waker: (any Waker)?)
    /// Closes the connection when nothing has come on it for that long after the answer.
    func closeWhenIdle(after limit: Duration, waker: any Waker)
}

extension Receiver {
    public var connectionState: RequestContext.ConnectionState { .reused }
    public func closeWhenIdle(after limit: Duration, waker: any Waker) {}
}

extension Exchange: Receiver {
    public var connectionState: RequestContext.ConnectionState {
        guard isFirst, !(note is NothingDecided) else { return .reused }
        return (note as? Ref<Decision>).map { .decided($0) } ?? .new
    }
}
