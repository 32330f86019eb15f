extension JPEG {
    /// Appends the coded units of the whole picture to `header`. Cells that the edge cuts are coded whole (T.81 §A.2.4).
    static func scan(of canvas: Canvas, after header: [UInt8]) -> [UInt8] {
        var scan = Scan(after: header)
        for row in 0..<canvas.rows {
            let strip = CaptionStrip(canvas, row: row)
            let inked = strip?.columns ?? 0..<0
            for column in 0..<inked.lowerBound { scan.flat(canvas.cell(column: column, row: row)) }
            if let strip { scan.cells(of: strip) }
            for column in inked.upperBound..<canvas.columns { scan.flat(canvas.cell(column: column, row: row)) }
        }
        return scan.finish()
    }

    /// The units one after the other: four blocks of luma, one of each difference (T.81 §A.2.3).
    struct Scan {
        private var bits: BitWriter
        /// The level of the last block of each component.
        private var last = Levels.middle

        init(after header: [UInt8]) {
            bits = BitWriter(after: header)
        }

        consuming func finish() -> [UInt8] {
            bits.finish()
        }

        /// A cell of one colour: the ends of the blocks and the three differences of luma that are none are one zero bit each.
        mutating func flat(_ colour: Colour) {
            let levels = Levels(colour)
            put(levels.luma - last.luma, zeros: 7)
            put(levels.blue - last.blue, zeros: 1)
            put(levels.red - last.red, zeros: 1)
            last = levels
        }

        mutating func cells(of strip: CaptionStrip) {
            for x in stride(from: 0, to: strip.columns.count * Canvas.cell, by: Canvas.cell) {
                for (right, down) in [(0, 0), (8, 0), (0, 8), (8, 8)] {
                    last.luma = put(strip.luma(x: x + right, y: down), after: last.luma)
                }
                let chroma = strip.chroma(x: x)
                last.blue = put(chroma.blue, after: last.blue)
                last.red = put(chroma.red, after: last.red)
            }
        }

        /// One block, after a level of the same component; returns its own. All there is to say of a flat one is the level.
        private mutating func put(_ samples: Block, after last: Int) -> Int {
            let first = SIMD8(repeating: samples[0][0])
            var differing = SIMD8<Int32>.zero
            for line in 0..<8 { differing |= samples[line] ^ first }
            if differing == .zero {
                let level = Int(first[0]) + 128
                put(level - last, zeros: 1)
                return level
            }
            let coefficients = JPEG.coefficients(of: samples)
            let level = Int(coefficients[0][0]) + 128
            put(level - last, zeros: 0)
            putAC(coefficients)
            return level
        }

        /// A difference of levels, -255…255, and as many zero bits after it.
        private mutating func put(_ difference: Int, zeros: Int) {
            let code = JPEG.differences[difference + 255]
            bits.put(code.bits << UInt32(zeros), bits: code.count + zeros)
        }

        /// Each coefficient that is not zero with the zeros before it, then the end of the block (T.81 §F.1.2.2).
        private mutating func putAC(_ coefficients: Block) {
            var run = 0
            let codes = HuffmanTable.ac.codes
            for place in JPEG.zigzag {
                let value = Int(coefficients[place >> 3][place & 7])
                guard value != 0 else {
                    run += 1
                    continue
                }
                while run > 15 {
                    bits.put(codes[0xF0].bits, bits: codes[0xF0].count)
                    run -= 16
                }
                let (size, extra) = JPEG.magnitude(value)
                let code = codes[run << 4 | size]
                bits.put(code.bits << UInt32(size) | extra, bits: code.count + size)
                run = 0
            }
            if run > 0 { bits.put(codes[0].bits, bits: codes[0].count) }
        }
    }
}
