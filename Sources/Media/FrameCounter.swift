/// The number of the frame, from 1, on a panel in the upper right corner.
struct FrameCounter: Sendable {
    /// Around the digits, in pixels of the font.
    private static let padding = 2
    private static let ink: Int8 = 11
    /// Smaller pictures have no room for it, in cells.
    private static let leastColumns = 20
    private static let leastRows = 12

    let area: CellArea
    /// Blocks of 4×4 samples for a pixel of the font.
    private let scale: Int
    private let digits: Int

    /// Nil where there is no room, or a caption stands there.
    init?(columns: Int, rows: Int, movie: Movie, caption: CaptionBox?) {
        guard columns >= Self.leastColumns, rows >= Self.leastRows else { return nil }
        digits = String(movie.frameCount).utf8.count
        scale = max(1, min(columns / 60, rows / 45))
        let width = (digits * Font.advance - 1 + 2 * Self.padding) * scale
        let height = (Font.glyphHeight - 1 + 2 * Self.padding) * scale
        let blocks = VideoCell.blocks
        let (across, down) = ((width + blocks - 1) / blocks, (height + blocks - 1) / blocks)
        // The last column of cells may be cut.
        let end = movie.width / Canvas.cell - scale
        area = CellArea(columns: (end - across)..<end, rows: scale..<(scale + down))
        guard area.columns.lowerBound >= 0 else { return nil }
        if let caption, caption.covers(y: (area.rows.upperBound - 1) * Canvas.cell),
            caption.covers(x: area.columns.lowerBound * Canvas.cell)
        {
            return nil
        }
    }

    /// The columns of cells that change from one frame to another.
    func columnsChanged(from old: Int, to new: Int) -> Range<Int> {
        var (place, left, right) = (digits, old + 1, new + 1)
        while left != right {
            (place, left, right) = (place - 1, left / 10, right / 10)
        }
        guard place < digits else { return 0..<0 }
        let start = area.columns.lowerBound
        return (start + (Self.padding + place * Font.advance) * scale / VideoCell.blocks)..<area.columns.upperBound
    }

    /// A cell of the panel with the ink on it.
    func drawn(on cell: VideoCell, column: Int, row: Int, frame: Int) -> VideoCell {
        var drawn = cell
        let blocks = VideoCell.blocks
        for block in 0..<(blocks * blocks) {
            let x = ((column - area.columns.lowerBound) * blocks + block % blocks) / scale - Self.padding
            let y = ((row - area.rows.lowerBound) * blocks + block / blocks) / scale - Self.padding
            if hasInk(x: x, y: y, frame: frame) { drawn.relief[block] = Self.ink }
        }
        return drawn
    }

    /// Whether a pixel of the font, counted from the upper left one of the first digit, has ink.
    private func hasInk(x: Int, y: Int, frame: Int) -> Bool {
        guard x >= 0, (0..<Font.glyphHeight).contains(y) else { return false }
        let (place, across) = x.quotientAndRemainder(dividingBy: Font.advance)
        guard place < digits, across < Font.glyphWidth else { return false }
        var number = frame + 1
        for _ in place..<(digits - 1) { number /= 10 }
        return Font.hasInk(Font.zero + Font.Glyph(number % 10), column: across, row: y)
    }
}

extension Font {
    fileprivate static let zero = Glyph(ascii: "0") - Glyph(ascii: " ")
}
