import Glibc

/// A port could not be opened; its description is one sentence for the user.
public struct ListenFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// As configured; an IPv6 address without brackets.
    public var address: String
    public var port: Int
    /// What the system said, such as `already in use`.
    public var reason: String

    /// Whether somebody else has the port.
    public var isTaken: Bool { reason == SystemError(number: EADDRINUSE).whyNotListening }

    public var description: String { "port \(port) on \(address) \(reason)" }
}
