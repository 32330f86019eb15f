import Engine
import HTTPMessages
import MicroHTTP
import Scenario

/// Who a delivery goes to: an exchange on a socket, or a test in the same process.
public protocol Receiver: AnyObject, Sendable {
    /// How the request came to it.
    var way: Visit.Way { get }
    func deliver(_ delivery: consuming Delivery, waker: (any Waker)?)
    /// Closes the connection when nothing has come on it for that long after the answer.
    func closeWhenIdle(after limit: Duration, waker: any Waker)
}

extension Receiver {
    public var way: Visit.Way { .kept }
    public func closeWhenIdle(after limit: Duration, waker: any Waker) {}
}

extension Exchange: Receiver {
    public var way: Visit.Way {
        guard isFirst else { return .kept }
        return (note as? Ref<Decision>).map { .greeted($0) } ?? .fresh
    }
}
