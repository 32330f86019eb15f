/// One byte many times, as the last block of a deflate stream with the fixed codes (RFC 1951 §3.2.6): the byte itself, then matches of 258 at
/// distance 1. 158 bytes become one.
enum DeflatedRun {
    private static let longestMatch = 258
    /// Symbol 285, turned round, and five zero bits for the distance.
    private static let match = (bits: UInt64(0b1010_0011), count: 13)

    /// - Parameters:
    ///   - byte: less than 144, whose code has eight bits.
    ///   - count: at least 1.
    static func block(of byte: UInt8, count: Int) -> [UInt8] {
        var writer = Bits()
        writer.reserve(count / longestMatch * match.count / 8 + longestMatch + 8)
        writer.put(0b011, 3)
        let literal = (0..<8).reduce(UInt64(0)) { $0 << 1 | UInt64((0x30 + byte) >> UInt8($1) & 1) }
        writer.put(literal, 8)
        for _ in 0..<(count - 1) / longestMatch { writer.put(match.bits, match.count) }
        for _ in 0..<(count - 1) % longestMatch { writer.put(literal, 8) }
        writer.put(0, 7)
        return writer.bytes()
    }

    private struct Bits {
        private var output: [UInt8] = []
        private var pending: UInt64 = 0
        private var count = 0

        mutating func reserve(_ bytes: Int) { output.reserveCapacity(bytes) }

        mutating func put(_ bits: UInt64, _ number: Int) {
            pending |= bits << UInt64(count)
            count += number
            while count >= 8 {
                output.append(UInt8(truncatingIfNeeded: pending))
                pending >>= 8
                count -= 8
            }
        }

        mutating func bytes() -> [UInt8] {
            if count > 0 { output.append(UInt8(truncatingIfNeeded: pending)) }
            return output
        }
    }
}
