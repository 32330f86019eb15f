/// A number that chance would have drawn, from a hash of what it is drawn for: seed, rule, aspect, the draw's own name,
/// and subject (language.md §6).
///
/// There is no stream that draws come from, so neither the order of requests nor their number changes what one of them
/// draws. Each part is hashed with the hash of those before it as its seed, so that no two keys run together into one.
public struct Draw: Sendable {
    private let hash: XXH3.Hash128

    public init(seed: Int64, rule: String, aspect: String, name: String, subject: [UInt8]) {
        var key = XXH3.hash64(rule.utf8Span.span, seed: UInt64(bitPattern: seed))
        key = XXH3.hash64(aspect.utf8Span.span, seed: key)
        key = XXH3.hash64(name.utf8Span.span, seed: key)
        hash = XXH3.hash128(subject.span, seed: key)
    }

    /// 16 bytes.
    public var bytes: [UInt8] { hash.bytes }

    /// 16 hexadecimal digits behind a prefix, from the same hash, and not to be seen in `bytes`.
    public func digits(after prefix: String) -> String {
        Hex.encode(SplitMix64.scrambled(hash.high ^ hash.low).bigEndianBytes.span, after: prefix)
    }

    public var uint64: UInt64 { hash.high }

    /// In 0..<1, from 53 bits.
    public var unit: Double { Self.unit(hash.high) }

    /// Another one in 0..<1 that does not depend on the first, for draws that need two (a normal distribution).
    public var secondUnit: Double { Self.unit(hash.low) }

    /// In 0..<limit, and 0 when that is empty. No value is likelier than another by more than `limit` in 2^64.
    public func below(_ limit: UInt64) -> UInt64 {
        uint64.multipliedFullWidth(by: limit).high
    }

    private static func unit(_ word: UInt64) -> Double {
        Double(word >> 11) * 0x1p-53
    }
}
