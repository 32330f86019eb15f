/// A number that chance would have drawn, from a hash of what it is drawn for: seed, rule, aspect, the draw's own name,
/// and subject (language.md §6).
///
/// There is no stream that draws come from, so neither the order of requests nor their number changes what one of them
/// draws. The parts go into the hash each with its length before it, so that no two different draws hash the same text.
public struct Draw: Sendable {
    private let digest: Digest

    public init(seed: Int64, rule: String, aspect: String, name: String, subject: [UInt8]) {
        let length = 40 + rule.utf8.count + aspect.utf8.count + name.utf8.count + subject.count
        var text: [UInt8] = []
        text.append(addingCapacity: length) { output in
            output.append(bigEndian: seed)
            output.append(part: rule.utf8Span.span)
            output.append(part: aspect.utf8Span.span)
            output.append(part: name.utf8Span.span)
            output.append(part: subject.span)
        }
        digest = SHA256.digest(text.span)
    }

    /// 32 bytes.
    public var bytes: [UInt8] { digest.bytes }

    /// The last eight bytes in hexadecimal digits, behind a prefix.
    public func tail(after prefix: String) -> String {
        Hex.encode(digest.storage.span.extracting(last: 8), after: prefix)
    }

    public var uint64: UInt64 { digest.word(0) }

    /// In 0..<1, from 53 bits.
    public var unit: Double { Self.unit(digest.word(0)) }

    /// Another one in 0..<1 that does not depend on the first, for draws that need two (a normal distribution).
    public var secondUnit: Double { Self.unit(digest.word(1)) }

    /// In 0..<limit, and 0 when that is empty. No value is likelier than another by more than `limit` in 2^64.
    public func below(_ limit: UInt64) -> UInt64 {
        uint64.multipliedFullWidth(by: limit).high
    }

    private static func unit(_ word: UInt64) -> Double {
        Double(word >> 11) * 0x1p-53
    }
}

extension OutputSpan<UInt8> {
    fileprivate mutating func append(bigEndian number: Int64) {
        for place in 1...8 { append(UInt8(truncatingIfNeeded: number >> (64 - 8 * Int64(place)))) }
    }

    /// Its length, then its bytes.
    fileprivate mutating func append(part: Span<UInt8>) {
        append(bigEndian: Int64(part.count))
        for index in part.indices { append(part[index]) }
    }
}
