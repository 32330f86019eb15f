extension Grammar {
    private static let commit = Key(
        "commit", boolean, "whether the job exists although the client never hears of it; default false")

    private static func fault(_ title: String, _ keys: [Key], demands: [Demand] = []) -> Shape {
        .table(Table("`\(title)`", keys + [commit], demands: demands))
    }

    /// language.md §3.4
    static func connectionFault(_ aspect: Aspect) -> (Shape, String) {
        let name = aspect.rawValue
        return switch aspect {
        case .connectionReset:
            (fault(name, [Key("after_bytes", size, "body bytes before it; absent: before any byte")]), "a TCP reset")
        case .emptyResponse: (fault(name, []), "closes without a status line")
        case .limitData: (fault(name, limitData), "stops after so many body bytes")
        case .stall: (fault(name, stall), "falls silent in the middle")
        case .timeout: (duration, "no byte at all, then a close; 0: never")
        case .slicer: (.table(Table("`slicer`", slicer)), "sends small slices with pauses between")
        case .bandwidth:
            (
                .table(
                    Table(
                        "`bandwidth`",
                        [
                            Key("rate", .scalar(.byteRate), "at most so fast", required: true)
                        ])), "a slow line"
            )
        case .slowClose: (duration, "delays the close")
        case .randomDataThenClose:
            (
                fault(name, [Key("bytes", .scalar(.integer(1...65_536)), "how many; default 64")]),
                "garbage instead of HTTP"
            )
        case .malformedResponseChunk: (fault(name, []), "good headers, then a broken chunk")
        case .raw: (fault(name, raw, demands: [.exactlyOne(["preset", "bytes"])]), "bytes as they are")
        case .down: (duration, "refuses new connections for so long")
        default: (duration, "closes kept-alive connections after so much idleness")
        }
    }

    private static let limitData = [
        Key("bytes", size, "how many of the body are sent", required: true),
        Key("close", word("close", "fin", "rst"), "how the connection ends; default `fin`"),
    ]

    private static let stall = [
        Key("after_bytes", size, "body bytes before it", required: true),
        Key("for", duration, "how long", required: true),
        Key("then", word("word", "resume", "close"), "what follows; default `resume`"),
    ]

    private static let slicer = [
        Key("average_size", size, "bytes of a slice", required: true),
        Key("size_variation", size, "how much that varies"),
        Key("delay", duration, "between two slices", required: true),
    ]

    private static let raw = [
        Key("preset", word("preset", "duplicate_content_length", "interim_100", "interim_103"), "a well-known oddity"),
        Key("bytes", text, "what is sent instead of an answer, before a close"),
    ]
}
