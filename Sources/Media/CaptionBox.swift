/// Where the caption stands and which of its pixels have ink.
///
/// The box covers whole cells in the lower left corner; the font is scaled up with the picture, so that a person can read it.
struct CaptionBox: Sendable {
    /// The box is made large enough for this many characters and lines where the picture allows it.
    private static let wantedColumns = 36
    private static let wantedRows = 18
    /// Longer lines are hard to read.
    private static let longestLine = 48
    /// Left and right of the text, in pixels of the font; the first is the coloured bar at the left.
    private static let sidePadding = 4
    /// Above and below the text, in pixels of the font.
    private static let padding = 3
    /// Pictures of at least so many cells a side leave some of the background free around the box.
    private static let roomyCells = 12

    private let text: CaptionText
    private let accent: Colour
    /// Pixels of the picture for one of the font.
    let scale: Int
    private let firstColumn: Int
    private let firstRow: Int
    private let columnCount: Int
    private let rowCount: Int
    /// Where the first line of text begins, in pixels of the picture.
    private let textTop: Int

    /// Nil where the picture has no two whole cells side by side: a box there would hide everything and say nothing.
    ///
    /// Where the font can be as large as `grid`, all ink falls on a grid of so many pixels; a power of two, at most a cell.
    /// `below` rows of cells at the lower edge stay free.
    init?(_ picture: Picture, accent: Colour, grid: Int = 1, below: Int = 0) {
        let cell = Canvas.cell
        let (columns, rows) = (picture.width / cell, picture.height / cell)
        guard columns >= 2, rows > below else { return nil }
        let wanted = (Self.wantedColumns * Font.advance, Self.wantedRows * Font.linePitch)
        let fit = max(1, min(picture.width / wanted.0, picture.height / wanted.1))
        let scale = fit + grid / 4 < grid ? fit : (fit + grid / 4) / grid * grid
        let margin = min(columns, rows) >= Self.roomyCells ? (6 * scale + cell - 1) / cell : 0
        let bottom = max(margin, below)
        let (sides, ends) = (2 * Self.sidePadding, 2 * Self.padding)

        // The last character needs no gap after it, the last line none below.
        let roomAcross = (columns - 2 * margin) * cell / scale - sides + 1
        let roomDown = (rows - margin - bottom) * cell / scale - ends + 2
        text = CaptionText(
            picture, columns: min(roomAcross / Font.advance, Self.longestLine), rows: roomDown / Font.linePitch)
        let longest = text.lines.map(\.glyphs.count).max() ?? 0
        let textHeight = (text.lines.count * Font.linePitch - 2) * scale
        columnCount = ((longest * Font.advance - 1 + sides) * scale + cell - 1) / cell
        rowCount = (textHeight + ends * scale + cell - 1) / cell
        firstColumn = margin
        firstRow = rows - bottom - rowCount
        let step = scale % grid == 0 ? grid : 1
        textTop = firstRow * cell + (rowCount * cell - textHeight) / 2 / step * step
        self.scale = scale
        self.accent = accent
    }

    func covers(column: Int, row: Int) -> Bool {
        covers(x: column * Canvas.cell) && covers(y: row * Canvas.cell)
    }

    func covers(x: Int) -> Bool { pixelColumns.contains(x) }

    func covers(y: Int) -> Bool {
        (firstRow * Canvas.cell..<(firstRow + rowCount) * Canvas.cell).contains(y)
    }

    private var pixelColumns: Range<Int> {
        firstColumn * Canvas.cell..<(firstColumn + columnCount) * Canvas.cell
    }

    /// The dark glass of the box over a cell of the background.
    func panel(over colour: Colour) -> Colour {
        colour.mixed(with: Colour(red: 14, green: 16, blue: 24), share: 212)
    }

    /// The next y after `y` at which ink may begin or end. Cells have edges of their own.
    func rowEdge(after y: Int) -> Int {
        y < textTop ? textTop : textTop + ((y - textTop) / scale + 1) * scale
    }

    /// The colour of the ink at a pixel; nil where there is none, or outside the box.
    func ink(x: Int, y: Int) -> Colour? {
        covers(x: x) && covers(y: y) ? row(y).span(at: x).ink : nil
    }

    /// One row of pixels of the box, which must cover it.
    func row(_ y: Int) -> Row {
        let (index, glyphRow) = ((y - textTop) / scale).quotientAndRemainder(dividingBy: Font.linePitch)
        let isText = y >= textTop && index < text.lines.count && glyphRow < Font.glyphHeight
        let line = isText ? text.lines[index] : nil
        return Row(
            columns: pixelColumns, scale: scale, accent: accent, glyphs: line?.glyphs ?? [], glyphRow: glyphRow,
            colour: line.map { colour(of: $0.tone) } ?? accent)
    }

    private func colour(of tone: CaptionText.Tone) -> Colour {
        switch tone {
        case .title: accent
        case .fact: Colour(red: 246, green: 248, blue: 252)
        case .prompt: Colour(red: 196, green: 204, blue: 218)
        }
    }
}

extension CaptionBox {
    /// A row of pixels across the box.
    struct Row {
        /// The columns of pixels that the box covers.
        let columns: Range<Int>
        fileprivate let scale: Int
        fileprivate let accent: Colour
        /// Empty between two lines of text.
        fileprivate let glyphs: [Font.Glyph]
        fileprivate let glyphRow: Int
        fileprivate let colour: Colour

        /// The ink at `x`, nil where there is none, and the next x at which it may change. Cells have edges of their own.
        func span(at x: Int) -> (ink: Colour?, end: Int) {
            let across = (x - columns.lowerBound) / scale
            return (ink(across), columns.lowerBound + (across + 1) * scale)
        }

        /// The ink so many pixels of the font from the left edge of the box.
        private func ink(_ across: Int) -> Colour? {
            if across == 0 { return accent }
            guard across >= CaptionBox.sidePadding else { return nil }
            let (character, column) = (across - CaptionBox.sidePadding).quotientAndRemainder(dividingBy: Font.advance)
            guard character < glyphs.count, column < Font.glyphWidth,
                Font.hasInk(glyphs[character], column: column, row: glyphRow)
            else { return nil }
            return colour
        }
    }
}
