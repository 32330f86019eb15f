import HTTPMessages
import MicroHTTP

/// Who a delivery goes to: an exchange on a socket, or a test in the same process.
public protocol Receiver: AnyObject, Sendable {
    func deliver(_ delivery: consuming Delivery, waker: (any Waker)?)
}

extension Exchange: Receiver {}
