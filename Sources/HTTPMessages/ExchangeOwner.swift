/// Whatever answers an exchange, and is told once when it is over: answered to the end, given up by its client, or stopped with
/// the server. What it began for the exchange ends there.
public protocol ExchangeOwner: AnyObject, Sendable {
    /// - Parameter bytesSent: of the answer's body.
    func ended(_ end: ExchangeEnd, bytesSent: Int)
}
