/// The five prefix codes (RFC 9649 §3.7), the same in every file.
///
/// Red and blue, and alpha where there is any, have eight bits a value. Green shares its code with the lengths of copies: nine
/// bits for a value, fewer for a length. Copies come from two places only, so the distance is one bit.
extension WebP {
    static func putPrefixCodes(alpha: Bool, into bits: inout BitWriter) {
        let eightBits = Array(repeating: 8, count: 256)
        putLengths(Array(repeating: 9, count: 256) + copyLengths, into: &bits)
        putLengths(eightBits, into: &bits)
        putLengths(eightBits, into: &bits)
        if alpha {
            putLengths(eightBits, into: &bits)
        } else {
            bits.put(0b1_0_1 | 255 << 3, bits: 11)  // simple, one symbol, written in eight bits: opaque
        }
        bits.put(0b0_1_1 | 0 << 3 | 1 << 4, bits: 12)  // simple, two symbols, the first in one bit: 0, then 1
    }

    /// For the 24 prefixes of a copy's length: half of all codes, of which half go to 13…16, the rest of a cell.
    private static let copyLengths: [Int] = (0..<24).map { prefix in
        switch prefix {
        case 7: 2
        case 0...8, 23: 6
        default: 7
        }
    }

    /// The bits of a copy's prefix, the first to be read lowest. Codes go by length and then by symbol (RFC 9649 §3.7.2.1.2):
    /// one of two bits, nine of six, fourteen of seven, and after them, beginning with a one, the values of green.
    static let copyCodes: [(bits: UInt32, count: Int)] = {
        var codes = Array(repeating: (bits: UInt32(0), count: 0), count: copyLengths.count)
        var next: UInt32 = 0
        for length in [2, 6, 7] {
            for prefix in copyLengths.indices where copyLengths[prefix] == length {
                let code = next >> UInt32(7 - length)
                codes[prefix] = (reversed(code, bits: length), length)
                next += 1 << UInt32(7 - length)
            }
        }
        return codes
    }()

    /// A code goes out from its highest bit, everything else from the lowest.
    static func reversed(_ code: UInt32, bits: Int) -> UInt32 {
        (0..<bits).reduce(0) { $0 << 1 | code >> UInt32($1) & 1 }
    }

    /// The lengths of a code, themselves in a code (RFC 9649 §3.7.2.1.2): one bit to repeat the last length, two for a nine.
    private static func putLengths(_ lengths: [Int], into bits: inout BitWriter) {
        bits.put(0, bits: 1)  // not simple
        bits.put(UInt32(orderOfLengths.count - 4), bits: 4)
        for symbol in orderOfLengths { bits.put(UInt32(lengthCodes[symbol]?.count ?? 0), bits: 3) }
        bits.put(0, bits: 1)  // all symbols follow
        var place = 0
        while place < lengths.count {
            let length = lengths[place]
            putLength(length, into: &bits)
            place += 1
            var alike = lengths[place...].prefix { $0 == length }.count
            place += alike
            while alike >= 3 {
                let repeats = min(alike, 6)
                putLength(16, into: &bits)
                bits.put(UInt32(repeats - 3), bits: 2)
                alike -= repeats
            }
            for _ in 0..<alike { putLength(length, into: &bits) }
        }
    }

    private static func putLength(_ symbol: Int, into bits: inout BitWriter) {
        guard let code = lengthCodes[symbol] else { return }
        bits.put(reversed(code.bits, bits: code.count), bits: code.count)
    }

    /// A complete code for all lengths that occur, and for 16, which says that the last one is repeated 3 to 6 times.
    private static let lengthCodes: [Int: (bits: UInt32, count: Int)] = [
        16: (0b0, 1), 9: (0b10, 2), 8: (0b110, 3), 6: (0b1110, 4), 2: (0b11110, 5), 7: (0b11111, 5),
    ]

    /// The order in which the lengths of that code stand: RFC 9649 §3.7.2.1.2, `kCodeLengthCodeOrder`.
    private static let orderOfLengths = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
}
