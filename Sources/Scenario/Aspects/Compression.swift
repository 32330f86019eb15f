import HTTPMessages

/// `compress:` the body as gzip, whatever the client accepts.
public struct Compression: Sendable, Equatable {
    /// So many bytes of the gzip are sent, with the length that is true then; nil: all.
    public var truncated: Int?
    /// What it unpacks to is filled up with white space to so many bytes.
    public var expandedTo: Int?

    /// A gigabyte is seven million bytes on the wire, which are made at once [chosen].
    static let mostExpanded = 1 << 30
}

extension Compression: AspectEffect {
    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.compression = self
    }

    fileprivate init(_ reading: Reading, _ builder: inout Builder) {
        truncated = reading[Keys.truncate]
        expandedTo = reading[Keys.expandTo]
        if let size = expandedTo, size > Self.mostExpanded, let entry = reading.entry(Keys.expandTo) {
            builder.report("expected at most 1GiB", at: entry.value)
        }
    }
}

extension Aspect {
    static let compress = Aspect(
        "compress", .table(Keys.table), "the body as gzip: right, cut off, or a bomb", at: .answered
    ) { reading, builder, _ in Compression(reading, &builder) }
}

private enum Keys {
    static let table = Table("`compress`", [encoding, truncate, expandTo])

    static let encoding = Field("encoding", .choice("encoding", ["gzip": true]), "how", required: true)
    static let truncate = Field("truncate", .size, "so many bytes of it are sent, with the length that is true then")
    static let expandTo = Field(
        "expand_to", .size, "what it unpacks to is filled up with white space to so many bytes, at most 1GiB")
}
