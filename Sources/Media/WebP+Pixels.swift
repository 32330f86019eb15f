extension WebP {
    /// The pixels: a run is one of them and a copy from the left; rows that are alike are one copy from above.
    static func putPixels(of canvas: Canvas, into bits: inout BitWriter) {
        var runs: [Canvas.Run] = []
        var y = 0
        while y < canvas.height {
            let count = canvas.rowsAlike(from: y)
            canvas.readRow(y, into: &runs)
            for run in runs {
                put(run.colour, alpha: canvas.alpha, into: &bits)
                copy(run.length - 1, from: .left, into: &bits)
            }
            copy((count - 1) * canvas.width, from: .above, into: &bits)
            y += count
        }
    }

    /// The prefixes of the distances 1 and 2, which stand for the pixel above and the one at the left (RFC 9649 §3.6.2.2).
    private enum Source: UInt32 {
        case above = 0
        case left = 1
    }

    /// Green, red, blue and alpha, with the codes that `putPrefixCodes` wrote.
    private static func put(_ colour: Colour, alpha: Bool, into bits: inout BitWriter) {
        let (green, red, blue) = (mirrored[Int(colour.green)], mirrored[Int(colour.red)], mirrored[Int(colour.blue)])
        bits.put(1 | green << 1 | red << 9 | blue << 17, bits: 25)
        if alpha { bits.put(mirrored[Int(colour.alpha)], bits: 8) }
    }

    /// The longest copy (RFC 9649 §3.6.2.2).
    private static let longestCopy = 4096

    private static func copy(_ count: Int, from source: Source, into bits: inout BitWriter) {
        var rest = count
        while rest > 0 {
            let length = min(rest, longestCopy)
            put(length: length, from: source, into: &bits)
            rest -= length
        }
    }

    /// The prefix of a length, its extra bits, and the distance: at most 7, 10 and 1 bits. The number less 1 is a prefix itself
    /// up to 3; above, the prefix has its highest bit's place and the bit below that one, and the extra bits are the others.
    private static func put(length: Int, from source: Source, into bits: inout BitWriter) {
        let beyond = length - 1
        let extra = max(0, Int.bitWidth - beyond.leadingZeroBitCount - 2)
        let code = copyCodes[2 * extra + beyond >> extra]
        let number = UInt32(beyond & ((1 << extra) - 1)) | source.rawValue << UInt32(extra)
        bits.put(code.bits | number << UInt32(code.count), bits: code.count + extra + 1)
    }

    /// Every byte from its highest bit on.
    private static let mirrored: [UInt32] = (0...255).map { reversed($0, bits: 8) }
}
