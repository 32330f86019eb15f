extension JPEG {
    /// How many bits a number needs and what they are: of a negative one, those of the number below it (T.81 §F.1.2.1).
    static func magnitude(_ value: Int) -> (size: Int, bits: UInt32) {
        let size = Int.bitWidth - abs(value).leadingZeroBitCount
        let bits = (value < 0 ? value - 1 : value) & ((1 << size) - 1)
        return (size, UInt32(bits))
    }

    /// The differences of levels from -255 to 255, each coded whole.
    static let differences: [Code] = (-255...255).map { difference in
        let (size, bits) = magnitude(difference)
        let code = HuffmanTable.dc.codes[size]
        return Code(bits: code.bits << UInt32(size) | bits, count: code.count + size)
    }

    /// Where the AC coefficients lie in a block on its side, in the order of T.81 figure A.6: along the diagonals, up and down
    /// in turn. The highest three bits are u, the lowest v.
    static let zigzag: [Int] = (1...14).flatMap { diagonal in
        let places = (max(0, diagonal - 7)...min(diagonal, 7)).map { u in u << 3 | (diagonal - u) }
        return diagonal % 2 == 0 ? places : places.reversed()
    }
}
