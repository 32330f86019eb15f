/// Transform coefficient levels as variable-length codes (H.264 §9.2).
struct CAVLC {
    /// The differences of one sample that a flat cell can have.
    private static let differences = -255...255

    private let tokens = Self.tokens
    private let totalZeros = Self.totalZeros
    private let runs = Self.runs
    private let luma = Self.differences.map { Self.single($0, tokens: Self.tokens) }
    private let chroma = Self.differences.map { Self.single($0, tokens: Self.chromaTokens) }

    /// A chroma DC block whose first level alone may differ from zero.
    func writeChroma(_ level: Int, to bits: inout BitWriter) {
        bits.put(chroma[level - Self.differences.lowerBound])
    }

    /// A luma DC block whose first level alone may differ from zero. `context` is nC.
    func writeLuma(_ level: Int, context: Int, to bits: inout BitWriter) {
        guard context < 2 else {
            var levels = SIMD16<Int16>.zero
            levels[0] = Int16(level)
            return write(levels, context: context, to: &bits)
        }
        bits.put(luma[level - Self.differences.lowerBound])
    }

    /// Both tables of tokens begin with a line for no coefficient and one for one; no zeros before the only one is `1` in both.
    private static func single(_ level: Int, tokens: [[BitCode]]) -> BitCode {
        let none = BitCode("1")
        switch level {
        case 0: return tokens[0][0]
        case 1: return tokens[1][1].followed(by: BitCode("0")).followed(by: none)
        case -1: return tokens[1][1].followed(by: BitCode("1")).followed(by: none)
        default:
            let code = Self.code(of: level) - 2
            return tokens[1][0].followed(by: self.level(code, suffixLength: 0)).followed(by: none)
        }
    }

    /// `levelCode` of §9.2.2.1: even for levels above zero, odd below.
    private static func code(of level: Int) -> Int {
        level > 0 ? 2 * level - 2 : -2 * level - 1
    }

    /// `level_prefix` and `level_suffix` (§9.2.2.1): a prefix of 15 escapes to a suffix of twelve bits.
    private static func level(_ code: Int, suffixLength: Int) -> BitCode {
        let escape = 15
        if suffixLength == 0 {
            if code < 14 { return BitCode(bits: 1, count: code + 1) }
            if code < 30 { return BitCode(bits: UInt32(1 << 4 | (code - 14)), count: 15 + 4) }
            return BitCode(bits: UInt32(1 << 12 | (code - 30)), count: 16 + 12)
        }
        let prefix = code >> suffixLength
        if prefix < escape {
            let suffix = code & ((1 << suffixLength) - 1)
            return BitCode(bits: UInt32(1 << suffixLength | suffix), count: prefix + 1 + suffixLength)
        }
        return BitCode(bits: UInt32(1 << 12 | (code - escape << suffixLength)), count: 16 + 12)
    }
}

extension CAVLC {
    /// A block of sixteen levels in the order of the zigzag. `context` is nC: below 2, or at least 8.
    func write(_ levels: SIMD16<Int16>, context: Int, to bits: inout BitWriter) {
        // The places of the coefficients, from the highest frequency down, as the syntax has them.
        var places = SIMD16<Int8>.zero
        var total = 0
        for place in stride(from: 15, through: 0, by: -1) where levels[place] != 0 {
            places[total] = Int8(place)
            total += 1
        }
        let ones = Self.trailingOnes(levels, places, total)
        writeToken(total: total, ones: ones, context: context, to: &bits)
        guard total > 0 else { return }
        writeLevels(levels, places, total: total, ones: ones, to: &bits)
        writeRuns(places, total: total, to: &bits)
    }

    private static func trailingOnes(_ levels: SIMD16<Int16>, _ places: SIMD16<Int8>, _ total: Int) -> Int {
        var ones = 0
        while ones < min(total, 3), abs(levels[Int(places[ones])]) == 1 { ones += 1 }
        return ones
    }

    /// `coeff_token`: Table 9-5. From nC = 8 on it is a word of six bits.
    private func writeToken(total: Int, ones: Int, context: Int, to bits: inout BitWriter) {
        if context < 2 {
            bits.put(tokens[total][ones])
        } else {
            bits.put(total == 0 ? 0b000011 : UInt64((total - 1) << 2 | ones), bits: 6)
        }
    }

    /// The signs of the trailing ones, then the other levels; the length of suffixes grows with the levels (§9.2.2).
    private func writeLevels(
        _ levels: SIMD16<Int16>, _ places: SIMD16<Int8>, total: Int, ones: Int, to bits: inout BitWriter
    ) {
        for index in 0..<ones { bits.flag(levels[Int(places[index])] < 0) }
        var suffixLength = total > 10 && ones < 3 ? 1 : 0
        for index in ones..<total {
            let level = Int(levels[Int(places[index])])
            // After fewer than three ones the next level cannot be another, so the codes begin at two.
            let code = Self.code(of: level) - (index == ones && ones < 3 ? 2 : 0)
            bits.put(Self.level(code, suffixLength: suffixLength))
            if suffixLength == 0 { suffixLength = 1 }
            if abs(level) > 3 << (suffixLength - 1), suffixLength < 6 { suffixLength += 1 }
        }
    }

    /// `total_zeros` and each `run_before` (§9.2.3).
    private func writeRuns(_ places: SIMD16<Int8>, total: Int, to bits: inout BitWriter) {
        var zeros = Int(places[0]) + 1 - total
        if total < 16 { bits.put(totalZeros[total - 1][zeros]) }
        for index in 0..<(total - 1) where zeros > 0 {
            let run = Int(places[index]) - Int(places[index + 1]) - 1
            bits.put(runs[min(zeros, 7) - 1][run])
            zeros -= run
        }
    }
}
