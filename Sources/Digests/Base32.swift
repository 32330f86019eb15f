/// Bytes as characters of five bits each: what ids are made of.
public enum Base32 {
    public enum Alphabet: Sendable {
        /// Crockford's, without i, l, o and u, in lower case: `5k2m8q4x7c1v`.
        case crockford
        /// The same in upper case, as ULIDs have it.
        case crockfordUpper

        fileprivate func character(_ value: UInt8) -> UInt8 {
            switch self {
            case .crockford: Base32.lower[Int(value)]
            case .crockfordUpper: Base32.upper[Int(value)]
            }
        }
    }

    private static let lower = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private static let upper = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The first `5 × length` bits, the highest of the first byte coming first; where the bytes end, zeros follow.
    public static func encode(_ bytes: [UInt8], alphabet: Alphabet = .crockford, length: Int) -> String {
        encode(bytes, skippingBits: 0, alphabet: alphabet, length: length)
    }

    /// The text of a ULID: 26 upper-case characters for 16 bytes, of which the first is never above `7`. What lies past
    /// the sixteenth byte does not count.
    public static func ulid(_ bytes: [UInt8]) -> String {
        // 26 characters hold 130 bits: two zeros go first.
        encode(Array(bytes.prefix(16)), skippingBits: -2, alphabet: .crockfordUpper, length: 26)
    }

    private static func encode(_ bytes: [UInt8], skippingBits offset: Int, alphabet: Alphabet, length: Int) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(length)
        for index in 0..<max(0, length) {
            var value: UInt8 = 0
            for bit in (offset + index * 5)..<(offset + index * 5 + 5) {
                value = value << 1 | self.bit(bit, of: bytes)
            }
            text.append(alphabet.character(value))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func bit(_ index: Int, of bytes: [UInt8]) -> UInt8 {
        guard index >= 0, index < bytes.count * 8 else { return 0 }
        return bytes[index / 8] >> (7 - UInt8(index % 8)) & 1
    }
}
