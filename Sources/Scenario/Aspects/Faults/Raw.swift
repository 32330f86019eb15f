import Digests
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

extension Raw {
    fileprivate static func decoded(
        _ entry: Reading.Entry?, as form: String, _ builder: inout Builder, _ decode: (String) -> [UInt8]?
    ) -> Raw? {
        guard let entry, let text = entry.value.text else { return nil }
        guard let bytes = decode(text) else {
            builder.report("expected \(form), found `\(shortened(text))`", at: entry.value)
            return nil
        }
        return .bytes(bytes)
    }

    fileprivate static func bytes(ofHex text: String) -> [UInt8]? {
        let digits = text.utf8.filter { !Base64.isSpace($0) }.map { Int(String(UnicodeScalar($0)), radix: 16) }
        guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8((digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0)) }
    }
}

extension Aspect {
    static let raw = Aspect(
        fault: "raw", "bytes as they are", [preset, bytes, hex, base64],
        demands: [.exactlyOne([preset, bytes, hex, base64])]
    ) { reading, builder in
        if let preset = reading[preset] { return preset }
        if let text = reading[bytes] { return Raw.bytes(Array(text.utf8)) }
        return Raw.decoded(reading.entry(hex), as: "hexadecimal digits in pairs", &builder, Raw.bytes(ofHex:))
            ?? Raw.decoded(reading.entry(base64), as: "base64", &builder) { Base64.decodeForgiving($0.utf8) }
    }

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
    private static let hex = Field(
        "hex", .text, "the same in hexadecimal digits, with white space where you like: bytes that are no text")
    private static let base64 = Field("base64", .text, "the same in base64")
}
