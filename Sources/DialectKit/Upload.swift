/// A file that a client hands in, to be used by its address later on.
public struct Upload: Sendable, Equatable {
    public enum Content: Sendable, Equatable {
        case bytes([UInt8])
        /// Too long to be held: about how many bytes it has, and the SHA-256 of the request's body in lower-case hex.
        case measured(length: Int, digest: String)
        /// The client only says where the file lies. It is never fetched (architecture.md §9.11).
        case address(String)
    }

    public var content: Content
    public var contentType: String
    /// Of the file's name, without its dot.
    public var ending: String

    public init(_ content: Content, contentType: String, ending: String) {
        self.content = content
        self.contentType = contentType
        self.ending = ending
    }
}
