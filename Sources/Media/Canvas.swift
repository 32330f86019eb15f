/// A picture laid out: flat cells of 16×16 pixels and, over some of them, the ink of a caption.
///
/// Every format is written from this one value, so a PNG, a WebP and a video frame of one description agree pixel by pixel.
/// The grid is that of JPEG's and H.264's macroblocks: a cell without ink is one colour for a whole block.
struct Canvas: Sendable {
    /// The side of a cell in pixels. Cells at the right and lower edge may be cut.
    static let cell = 16

    /// So many pixels of one colour, left to right.
    struct Run: Sendable, Equatable {
        var colour: Colour
        var length: Int
    }

    let width: Int
    let height: Int
    let columns: Int
    let rows: Int
    let alpha: Bool
    let caption: CaptionBox?
    private let cells: [Colour]

    init(_ picture: Picture) {
        width = picture.width
        height = picture.height
        columns = (picture.width + Self.cell - 1) / Self.cell
        rows = (picture.height + Self.cell - 1) / Self.cell
        alpha = picture.alpha
        let background = Background(columns: columns, rows: rows, seed: picture.seed)
        caption = CaptionBox(picture, accent: background.accent)
        cells = Self.cells(background, columns: columns, rows: rows, alpha: alpha, caption: caption)
    }

    private static func cells(
        _ background: Background, columns: Int, rows: Int, alpha: Bool, caption: CaptionBox?
    ) -> [Colour] {
        var cells: [Colour] = []
        cells.reserveCapacity(columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                var colour = background.colour(column: column, row: row)
                if let caption, caption.covers(column: column, row: row) {
                    colour = caption.panel(over: colour)
                } else if alpha {
                    colour.alpha = background.coverage(column: column, row: row)
                    if colour.alpha == 0 { colour = .clear }
                }
                cells.append(colour)
            }
        }
        return cells
    }

    /// The colour of a cell without the ink that may be on it.
    func cell(column: Int, row: Int) -> Colour {
        cells[row * columns + column]
    }

    func colour(x: Int, y: Int) -> Colour {
        caption?.ink(x: x, y: y) ?? cell(column: x / Self.cell, row: y / Self.cell)
    }

    /// How many rows from `y` on are equal to row `y` for certain; at least 1.
    func rowsAlike(from y: Int) -> Int {
        let edge = min((y / Self.cell + 1) * Self.cell, height)
        guard let caption, caption.covers(y: y) else { return edge - y }
        return min(edge, caption.rowEdge(after: y)) - y
    }

    /// Replaces `runs` by row `y`. Neighbouring runs differ in colour.
    func readRow(_ y: Int, into runs: inout [Run]) {
        runs.removeAll(keepingCapacity: true)
        let box = caption.flatMap { $0.covers(y: y) ? $0.row(y) : nil }
        var x = 0
        while x < width {
            var edge = min((x / Self.cell + 1) * Self.cell, width)
            var colour = cell(column: x / Self.cell, row: y / Self.cell)
            if let box, box.columns.contains(x) {
                let span = box.span(at: x)
                edge = min(edge, span.end)
                colour = span.ink ?? colour
            }
            if let last = runs.indices.last, runs[last].colour == colour {
                runs[last].length += edge - x
            } else {
                runs.append(Run(colour: colour, length: edge - x))
            }
            x = edge
        }
    }
}
