/// The part of a video that does not move: the ground, the panels and the ink of the caption.
struct VideoStill {
    /// The luma of a panel, the same in all its cells so that the ink on it is one grey too.
    private static let panelLuma: UInt8 = 48

    private(set) var cells: [VideoCell] = []
    private(set) var details = VideoDetails()
    private let columns: Int
    private let rows: Int
    private let caption: CaptionBox?

    /// Besides the caption, `panels` are dark too.
    init(_ background: Background, columns: Int, rows: Int, caption: CaptionBox?, panels: [CellArea]) {
        (self.columns, self.rows, self.caption) = (columns, rows, caption)
        cells.reserveCapacity(columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                let isCaption = caption?.covers(column: column, row: row) ?? false
                let isPanel = isCaption || panels.contains { $0.covers(column: column, row: row) }
                let colour = background.colour(column: column, row: row)
                cells.append(VideoCell(isPanel ? panel(over: colour) : VideoColour(colour)))
            }
        }
    }

    /// Dark glass, as `CaptionBox.panel(over:)` has it, but with one luma for all cells.
    private func panel(over colour: Colour) -> VideoColour {
        var panel = VideoColour(caption?.panel(over: colour) ?? colour)
        panel.luma = Self.panelLuma
        return panel
    }

    /// Ink has the hue of the panel: it is told by its luma alone, for chroma is too coarse for letters.
    mutating func drawCaption() {
        guard let caption else { return }
        for row in 0..<rows where caption.covers(y: row * Canvas.cell) {
            for column in 0..<columns where caption.covers(x: column * Canvas.cell) {
                if caption.scale % VideoCell.blocks == 0 {
                    drawRelief(caption, column: column, row: row)
                } else {
                    drawDetail(caption, column: column, row: row)
                }
            }
        }
    }

    private mutating func drawRelief(_ caption: CaptionBox, column: Int, row: Int) {
        let place = row * columns + column
        eachInk(caption, column: column, row: row, step: VideoCell.blocks) { index, units in
            cells[place].relief[index] = units
        }
    }

    private mutating func drawDetail(_ caption: CaptionBox, column: Int, row: Int) {
        var samples = [UInt8](repeating: Self.panelLuma, count: VideoDetails.count)
        var hasInk = false
        eachInk(caption, column: column, row: row, step: 1) { index, units in
            samples[index] += UInt8(units) * UInt8(VideoCell.unit)
            hasInk = true
        }
        if hasInk { cells[row * columns + column].detail = details.append(samples) }
    }

    /// Calls `body` with each point of a cell that has ink, row by row, and its height in units of relief.
    private func eachInk(_ caption: CaptionBox, column: Int, row: Int, step: Int, _ body: (Int, Int8) -> Void) {
        let side = Canvas.cell / step
        for down in 0..<side {
            let line = caption.row(row * Canvas.cell + down * step)
            for across in 0..<side {
                guard let ink = line.span(at: column * Canvas.cell + across * step).ink else { continue }
                body(down * side + across, VideoCell.units(VideoColour(ink).luma, above: Self.panelLuma))
            }
        }
    }
}
