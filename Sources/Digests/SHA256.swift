/// SHA-256, at once or piece by piece.
public struct SHA256: Sendable {
    private var state = NettleSHA256()

    public init() {}

    /// The 32 bytes of the hash.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        digest(bytes.span).bytes
    }

    public static func digest(_ bytes: Span<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    public mutating func update(_ bytes: Span<UInt8>) {
        state.update(bytes)
    }

    public mutating func update(_ bytes: [UInt8]) {
        state.update(bytes.span)
    }

    /// The hash of everything given so far; the next one begins empty.
    public mutating func finish() -> Digest {
        var digest = Digest()
        var bytes = digest.storage.mutableSpan
        state.finish(into: &bytes)
        return digest
    }
}
