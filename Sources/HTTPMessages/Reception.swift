/// How the requests of a connection are read, where that is not as fast as they come.
public struct Reception: Sendable, Equatable {
    /// What `Expect: 100-continue` gets.
    public enum Continuation: Sendable, Equatable {
        /// 417, and a close.
        case refused
        /// 100, but only after so long.
        case late(Duration)
        /// Nothing: the body is awaited.
        case never
    }

    /// Bytes of a body that are read in a second; nil: as fast as they come.
    public var rate: Int?
    /// After so many bytes of a body nothing is read for a while.
    public var stallAfter: Int?
    public var stall = Duration.zero
    /// After so many bytes of a body the connection is reset.
    public var resetAfter: Int?
    public var continuation: Continuation?

    public init() {}
}
