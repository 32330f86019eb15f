extension JPEG {
    /// Eight by eight numbers as eight vectors.
    typealias Block = InlineArray<8, SIMD8<Int32>>

    /// The forward DCT (T.81 §A.3.3) of samples from -128 to 127 (one vector a line) and their quantisation by 8.
    ///
    /// In integers, so that no machine rounds differently. The result lies on its side: vector u holds, for each v, S(v, u).
    static func coefficients(of samples: Block) -> Block {
        // The constants have twelve bits below the point. Four stay between the passes; the second takes away all sixteen, and
        // the three of the quantiser.
        let columns = pass(samples, shift: 8)
        return pass(transposed(columns), shift: 19)
    }

    /// ½ cos(kπ/16) in 1/4096, for k from 1 to 7.
    private static let (c1, c2, c3, c4): (Int32, Int32, Int32, Int32) = (2009, 1892, 1703, 1448)
    private static let (c5, c6, c7): (Int32, Int32, Int32) = (1138, 784, 400)

    /// Eight transforms of eight samples beside each other; what lies mirrored is added or subtracted first.
    private static func pass(_ x: Block, shift: Int32) -> Block {
        let (s0, s1, s2, s3) = (x[0] &+ x[7], x[1] &+ x[6], x[2] &+ x[5], x[3] &+ x[4])
        let (d0, d1, d2, d3) = (x[0] &- x[7], x[1] &- x[6], x[2] &- x[5], x[3] &- x[4])
        let (outer, inner) = (s0 &- s3, s1 &- s2)
        let (sum, difference) = ((s0 &+ s3) &+ (s1 &+ s2), (s0 &+ s3) &- (s1 &+ s2))
        var result = Block(repeating: .zero)
        result[0] = sum &* c4
        result[1] = d0 &* c1 &+ d1 &* c3 &+ d2 &* c5 &+ d3 &* c7
        result[2] = outer &* c2 &+ inner &* c6
        result[3] = d0 &* c3 &- d1 &* c7 &- d2 &* c1 &- d3 &* c5
        result[4] = difference &* c4
        result[5] = d0 &* c5 &- d1 &* c1 &+ d2 &* c7 &+ d3 &* c3
        result[6] = outer &* c6 &- inner &* c2
        result[7] = d0 &* c7 &- d1 &* c5 &+ d2 &* c3 &- d3 &* c1
        let half = SIMD8<Int32>(repeating: 1 << (shift - 1))
        for line in 0..<8 { result[line] = (result[line] &+ half) &>> SIMD8(repeating: shift) }
        return result
    }

    private static func transposed(_ block: Block) -> Block {
        var result = Block(repeating: .zero)
        for line in 0..<8 {
            for place in 0..<8 { result[place][line] = block[line][place] }
        }
        return result
    }
}
