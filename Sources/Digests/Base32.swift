/// Bytes as characters of five bits each: what ids are made of.
public enum Base32 {
    public enum Alphabet: Sendable {
        /// Crockford's, without i, l, o and u, in lower case: `5k2m8q4x7c1v`.
        case crockford
        /// The same in upper case, as ULIDs have it.
        case crockfordUpper

        fileprivate var characters: [UInt8] {
            switch self {
            case .crockford: Base32.lower
            case .crockfordUpper: Base32.upper
            }
        }
    }

    private static let lower = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private static let upper = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The first `5 × length` bits, the highest of the first byte coming first; where the bytes end, zeros follow.
    /// `prefix` stands in front of the characters.
    public static func encode(
        _ bytes: [UInt8], alphabet: Alphabet = .crockford, length: Int, after prefix: String = ""
    ) -> String {
        encode(bytes.span, skippingBits: 0, alphabet: alphabet, length: length, after: prefix)
    }

    /// The text of a ULID: 26 upper-case characters for 16 bytes, of which the first is never above `7`. What lies past
    /// the sixteenth byte does not count.
    public static func ulid(_ bytes: [UInt8]) -> String {
        // 26 characters hold 130 bits: two zeros go first.
        encode(bytes.span.extracting(first: 16), skippingBits: -2, alphabet: .crockfordUpper, length: 26, after: "")
    }

    private static func encode(
        _ bytes: Span<UInt8>, skippingBits offset: Int, alphabet: Alphabet, length: Int, after prefix: String
    ) -> String {
        let (characters, front) = (alphabet.characters.span, prefix.utf8Span.span)
        let length = max(length, 0)
        var text: [UInt8] = []
        text.append(addingCapacity: front.count + length) { output in
            for index in front.indices { output.append(front[index]) }
            // Bits that are read and not yet written, the latest lowest; bytes past the end count as zero.
            var held: UInt64 = 0
            var count = -offset
            var next = 0
            for _ in 0..<length {
                if count < 5 {
                    // Five bytes are eight characters.
                    for _ in 0..<5 {
                        held = held &<< 8 | UInt64(next < bytes.count ? bytes[next] : 0)
                        next += 1
                    }
                    count += 40
                }
                count -= 5
                output.append(characters[Int(truncatingIfNeeded: held &>> UInt64(truncatingIfNeeded: count)) & 31])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
