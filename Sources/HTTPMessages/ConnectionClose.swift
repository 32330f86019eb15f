/// How a connection ends that is no longer wanted.
public enum ConnectionClose: String, Sendable, CaseIterable {
    /// In order.
    case fin
    /// By a reset.
    case rst
}
