import HTTPMessages

/// A text in another encoding, or with a byte in it that is none.
struct TextFilter: BodyFilter {
    private let encoding: Charset.Encoding?
    /// Until the byte has found its place.
    private var isInvalid: Bool
    private var hasBegun = false
    /// The beginning of a character whose rest is to come.
    private var pending: [UInt8] = []

    init(_ encoding: Charset.Encoding?, isInvalid: Bool) {
        self.encoding = encoding
        self.isInvalid = isInvalid
    }

    mutating func add(_ bytes: [UInt8]) -> [UInt8] {
        guard let encoding else { return spoilt(bytes) }
        var all = pending + bytes
        let open = Self.openEnd(of: all)
        pending = Array(all.suffix(open))
        all.removeLast(open)
        return encoded(all, encoding)
    }

    mutating func finish() -> [UInt8] {
        defer { pending = [] }
        return encoding.map { encoded(pending, $0) } ?? []
    }

    /// Behind the first quote that opens a value, else at the very beginning: a body without JSON has no better place.
    private mutating func spoilt(_ bytes: [UInt8]) -> [UInt8] {
        guard isInvalid, !bytes.isEmpty else { return bytes }
        isInvalid = false
        let colon = bytes.firstRange(of: [0x3A, 0x22]) ?? bytes.firstRange(of: [0x3A, 0x20, 0x22])
        let place = colon?.upperBound ?? 0
        return Array(bytes[..<place]) + [0xFF] + bytes[place...]
    }

    private mutating func encoded(_ bytes: [UInt8], _ encoding: Charset.Encoding) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        switch encoding {
        case .latin1:
            return text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : UInt8(ascii: "?") }
        case .utf16:
            let mark: [UInt8] = hasBegun ? [] : [0xFF, 0xFE]
            hasBegun = true
            return mark + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        }
    }

    /// How many bytes at the end are the beginning of a character.
    private static func openEnd(of bytes: [UInt8]) -> Int {
        for (back, byte) in bytes.suffix(4).reversed().enumerated() {
            if byte & 0xC0 == 0x80 { continue }
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            return length > back + 1 ? back + 1 : 0
        }
        return 0
    }
}
