/// A zlib stream of one deflate block with the fixed codes (RFC 1951 §3.2.6), for data that is mostly zeros.
///
/// It looks for nothing: the caller says where the zeros are. A run of them is one literal and matches at distance 1.
struct ZeroRunDeflate {
    private static let longestMatch = 258
    private static let shortestMatch = 3

    private var output: [UInt8]
    private var pending: UInt64 = 0
    private var pendingBits = 0
    private var adler = Adler32()
    private let literals = Self.literalCodes

    /// Appends to `prefix`, so that a chunk's name and its data are one array.
    init(after prefix: [UInt8]) {
        output = prefix
        output += [0x78, 0x01]
        put(0b011, bits: 3)  // the last block; fixed codes
    }

    mutating func literal(_ byte: UInt8) {
        adler.add(byte)
        putLiteral(byte)
    }

    mutating func zeros(_ count: Int) {
        guard count > 0 else { return }
        adler.addZeros(count)
        putLiteral(0)
        var rest = count - 1
        let longest = Self.match(Self.longestMatch)
        while rest >= Self.longestMatch {
            put(longest.bits, bits: longest.count)
            rest -= Self.longestMatch
        }
        if rest >= Self.shortestMatch {
            let match = Self.match(rest)
            put(match.bits, bits: match.count)
        } else {
            for _ in 0..<rest { putLiteral(0) }
        }
    }

    /// Ends the block and the stream.
    consuming func finish() -> [UInt8] {
        put(0, bits: 7)
        while pendingBits > 0 {
            output.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingBits -= 8
        }
        output.appendBigEndian(adler.checksum)
        return output
    }

    private mutating func putLiteral(_ byte: UInt8) {
        put(UInt64(literals[Int(byte)]), bits: byte < 144 ? 8 : 9)
    }

    private mutating func put(_ bits: UInt64, bits count: Int) {
        pending |= bits << UInt64(pendingBits)
        pendingBits += count
        while pendingBits >= 8 {
            output.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingBits -= 8
        }
    }
}

extension ZeroRunDeflate {
    /// Codes go out from their highest bit, everything else from the lowest: so they are kept turned round.
    private static let literalCodes: [UInt16] = (0..<256).map { byte in
        byte < 144 ? reversed(0x30 + byte, bits: 8) : reversed(0x190 + byte - 144, bits: 9)
    }

    private static func reversed(_ code: Int, bits: Int) -> UInt16 {
        (0..<bits).reduce(0) { $0 << 1 | UInt16(code >> $1 & 1) }
    }

    /// A match of 3 to 258 bytes at distance 1: the code of its length, extra bits, and five zero bits for the distance.
    private static func match(_ length: Int) -> (bits: UInt64, count: Int) {
        let beyond = length - shortestMatch
        let extra = length == longestMatch || beyond < 8 ? 0 : (Int.bitWidth - beyond.leadingZeroBitCount) - 3
        let symbol = length == longestMatch ? 285 : 257 + 4 * extra + beyond >> extra
        let codeBits = symbol < 280 ? 7 : 8
        let code = reversed(symbol < 280 ? symbol - 256 : 0xC0 + symbol - 280, bits: codeBits)
        let extraBits = UInt64(beyond & ((1 << extra) - 1)) << UInt64(codeBits)
        return (UInt64(code) | extraBits, codeBits + extra + 5)
    }
}
