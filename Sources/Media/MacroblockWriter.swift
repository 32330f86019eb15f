/// Macroblocks of one slice after another (H.264 §7.3.5): I_PCM, or Intra16×16 whose residual is nothing but DC levels.
struct MacroblockWriter {
    /// The numbers of the types of an I slice come after the five of a P slice (Table 7-13).
    private static let interTypes = 5
    /// The type of I_PCM in an I slice (Table 7-11).
    private static let pcmType = 25
    /// The number of coefficients that a neighbour in I_PCM counts for (§9.2.1).
    private static let pcmCoefficients = 16

    private let coder = CAVLC()

    /// Writes the macroblock of a cell after its neighbours, where they are in the picture.
    func write(
        _ cell: VideoCell, left: VideoCell?, top: VideoCell?, details: VideoDetails, isKey: Bool,
        to bits: inout BitWriter
    ) {
        let base = isKey ? 0 : Self.interTypes
        if cell.detail >= 0 {
            bits.unsigned(base + Self.pcmType)
            return Self.writeSamples(of: cell, details, to: &bits)
        }
        let prediction = IntraPrediction(for: cell, left: left, top: top, details: details)
        let blue = Int(cell.colour.blue) - Int(prediction.blue)
        let red = Int(cell.colour.red) - Int(prediction.red)
        let hasChroma = blue != 0 || red != 0
        bits.unsigned(base + 1 + prediction.luma.rawValue + (hasChroma ? 4 : 0))  // mb_type: Table 7-11
        bits.unsigned(prediction.chroma.rawValue)
        bits.signed(0)  // mb_qp_delta

        let level = Int(cell.colour.luma) - prediction.level
        let context = isKey ? Self.context(left: left, top: top) : 0
        if cell.relief == .zero {
            coder.writeLuma(level, context: context, to: &bits)
        } else {
            coder.write(Self.transform(cell.relief, level: level), context: context, to: &bits)
        }
        if hasChroma {
            coder.writeChroma(blue, to: &bits)
            coder.writeChroma(red, to: &bits)
        }
    }

    /// `pcm_sample_luma`, then `pcm_sample_chroma`, 64 each, on whole bytes.
    private static func writeSamples(of cell: VideoCell, _ details: VideoDetails, to bits: inout BitWriter) {
        bits.align()
        bits.append(details.cell(cell.detail))
        bits.append(repeatElement(cell.colour.blue, count: 64))
        bits.append(repeatElement(cell.colour.red, count: 64))
    }

    /// nC of the luma DC block (§9.2.1). No macroblock here has AC levels, so only a neighbour in I_PCM counts. Those stand still
    /// and are skipped in P pictures, where they count for nothing.
    private static func context(left: VideoCell?, top: VideoCell?) -> Int {
        let (left, top) = (left.map(coefficients), top.map(coefficients))
        guard let left, let top else { return left ?? top ?? 0 }
        return (left + top + 1) >> 1
    }

    private static func coefficients(_ cell: VideoCell) -> Int {
        cell.detail >= 0 ? pcmCoefficients : 0
    }

    /// The DC levels of sixteen blocks, in the order of the zigzag (§8.5.6). The decoder multiplies by the Hadamard matrix from
    /// both sides (§8.5.10); four times itself it is one, so the same product of the relief gives 16 times the levels, and a unit
    /// of relief is 16 samples.
    private static func transform(_ relief: SIMD16<Int8>, level: Int) -> SIMD16<Int16> {
        let columns = hadamard(SIMD16(truncatingIfNeeded: relief), from: 1, step: 4)
        let levels = hadamard(columns, from: 4, step: 1)
        var zigzag = SIMD16<Int16>.zero
        for place in 0..<16 { zigzag[place] = levels[order[place]] }
        zigzag[0] += Int16(level)
        return zigzag
    }

    /// The matrix of §8.5.10 over the columns (`from` 1, `step` 4) or the rows (`from` 4, `step` 1) of a block.
    private static func hadamard(_ block: SIMD16<Int16>, from line: Int, step: Int) -> SIMD16<Int16> {
        var result = block
        for start in stride(from: 0, to: 4 * line, by: line) {
            let (first, second) = (block[start], block[start + step])
            let (third, fourth) = (block[start + 2 * step], block[start + 3 * step])
            result[start] = first + second + third + fourth
            result[start + step] = first + second - third - fourth
            result[start + 2 * step] = first - second - third + fourth
            result[start + 3 * step] = first - second + third - fourth
        }
        return result
    }

    /// The zigzag of a frame, by place in the rows of a block: Table 8-2.
    private static let order = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15]
}
