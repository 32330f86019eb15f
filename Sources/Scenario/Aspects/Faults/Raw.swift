import HTTPMessages

/// Bytes as they are: instead of the answer, before it, or in its head.
enum Raw: WireFault {
    case bytes([UInt8])
    /// Two lengths that differ; the second is one more than the truth.
    case duplicateContentLength
    /// An interim answer before the true one.
    case interim([UInt8])

    var hidesAnswer: Bool {
        switch self {
        case .bytes: true
        case .duplicateContentLength, .interim: false
        }
    }

    var tellsAnswer: Bool {
        switch self {
        // The length that comes first is the true one, and many clients go by it.
        case .interim, .duplicateContentLength: true
        case .bytes: false
        }
    }

    func apply(to delivery: inout Delivery, chance: UInt64) {
        switch self {
        case .bytes(let bytes): delivery.ending = .raw(bytes)
        case .duplicateContentLength: delivery.framing = .doubled
        case .interim(let bytes): delivery.interim = bytes
        }
    }
}

extension Aspect {
    static let raw = Aspect(
        fault: "raw", "bytes as they are", [preset, bytes], demands: [.exactlyOne([preset, bytes])]
    ) { reading in reading[bytes].map { Raw.bytes(Array($0.utf8)) } ?? reading[preset] }

    private static let preset = Field<Raw>(
        "preset",
        .choice(
            "preset",
            [
                "duplicate_content_length": .duplicateContentLength,
                "interim_100": .interim(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)),
                "interim_103": .interim(
                    Array("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\n".utf8)),
            ]), "a well-known oddity")
    private static let bytes = Field("bytes", .text, "what is sent instead of an answer, before a close")
}
