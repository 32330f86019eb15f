extension JPEG {
    /// The pixels of a caption in one row of cells, as levels.
    struct CaptionStrip {
        /// The columns of cells that the caption covers.
        let columns: Range<Int>
        private let width: Int
        /// Line by line. Each field has ten bits for a level of eight: so four pixels can be added at once.
        private var pixels: [UInt32] = []

        /// Nil where the caption has no part in the row.
        init?(_ canvas: Canvas, row: Int) {
            let top = row * Canvas.cell
            guard let caption = canvas.caption, caption.covers(y: top) else { return nil }
            let span = caption.row(top).columns
            columns = span.lowerBound / Canvas.cell..<span.upperBound / Canvas.cell
            width = span.count
            pixels.reserveCapacity(width * Canvas.cell)
            var runs: [Canvas.Run] = []
            var y = top
            while y < top + Canvas.cell {
                let count = canvas.rowsAlike(from: y)
                canvas.readRow(y, into: &runs)
                let line = Self.line(runs, span)
                for _ in 0..<count { pixels += line }
                y += count
            }
        }

        private static func line(_ runs: [Canvas.Run], _ span: Range<Int>) -> [UInt32] {
            var line: [UInt32] = []
            line.reserveCapacity(span.count)
            var x = 0
            for run in runs {
                let part = (x..<(x + run.length)).clamped(to: span)
                x += run.length
                guard !part.isEmpty else { continue }
                let levels = Levels(run.colour)
                let pixel = UInt32(levels.luma | levels.blue << 10 | levels.red << 20)
                line.append(contentsOf: repeatElement(pixel, count: part.count))
            }
            return line
        }

        /// The luma samples of a block, less 128; `x` is counted from the left edge of the caption.
        func luma(x: Int, y: Int) -> Block {
            var block = Block(repeating: .zero)
            for line in 0..<8 {
                let start = (y + line) * width + x
                for place in 0..<8 {
                    block[line][place] = Int32(truncatingIfNeeded: pixels[start + place] & 1023) &- 128
                }
            }
            return block
        }

        /// The blocks of colour differences of a cell, less 128: each sample the mean of two by two pixels.
        func chroma(x: Int) -> (blue: Block, red: Block) {
            var blue = Block(repeating: .zero)
            var red = Block(repeating: .zero)
            for line in 0..<8 {
                let (upper, lower) = (2 * line * width + x, (2 * line + 1) * width + x)
                for place in 0..<8 {
                    let left = pixels[upper + 2 * place] &+ pixels[lower + 2 * place]
                    let sum = left &+ pixels[upper + 2 * place + 1] &+ pixels[lower + 2 * place + 1]
                    blue[line][place] = Int32(truncatingIfNeeded: (sum >> 10 & 1023 &+ 2) >> 2) &- 128
                    red[line][place] = Int32(truncatingIfNeeded: (sum >> 20 &+ 2) >> 2) &- 128
                }
            }
            return (blue, red)
        }
    }
}
