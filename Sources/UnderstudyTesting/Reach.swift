/// The two ways in that every contract test goes.
public enum Reach: String, Sendable, CaseIterable {
    /// Straight to the routes, without a socket.
    case inProcess
    /// Through a real server on a free port.
    case overHTTP
}
