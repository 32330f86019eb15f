/// A video laid out: the cells of one frame at a time, from the first to the last.
///
/// Ground and caption are those of the still of the same description; a square, a progress bar and a frame counter move.
struct VideoScene: Sendable {
    let columns: Int
    let rows: Int
    /// The cells of the frame, row by row.
    private(set) var cells: [VideoCell]
    /// Luma of the cells that have a detail, 256 samples each.
    let details: VideoDetails
    private(set) var frame = 0

    private let still: [VideoCell]
    private let caption: CaptionBox?
    private let square: MovingSquare
    private let bar: ProgressBar
    private let counter: FrameCounter?

    init(_ movie: Movie) {
        let cell = Canvas.cell
        let (columns, rows) = ((movie.width + cell - 1) / cell, (movie.height + cell - 1) / cell)
        let background = Background(columns: columns, rows: rows, seed: movie.seed)
        // The bar's row stays free, which is the cut row where there is one.
        let caption = CaptionBox(
            movie.picture, accent: background.accent, grid: VideoCell.blocks, below: movie.height % cell == 0 ? 1 : 0)
        let counter = FrameCounter(columns: columns, rows: rows, movie: movie, caption: caption)
        bar = ProgressBar(columns: columns, rows: rows, movie: movie)
        var layout = VideoStill(
            background, columns: columns, rows: rows, caption: caption, panels: [counter?.area ?? .none, bar.panel])
        layout.drawCaption()

        (self.columns, self.rows, self.caption, self.counter) = (columns, rows, caption, counter)
        let light = VideoColour(background.accent.mixed(with: .white, share: 128))
        square = MovingSquare(columns: columns, rows: rows - 1, movie: movie, colour: light)
        still = layout.cells
        details = layout.details
        cells = still
        drawAll()
    }

    /// Moves on by one frame. Returns the places in `cells` that changed, ascending.
    mutating func advance() -> [Int] {
        let places = placesThatMayChange()
        frame += 1
        return places.filter { place in
            let before = cells[place]
            redraw(column: place % columns, row: place / columns)
            return cells[place] != before
        }
    }

    private mutating func drawAll() {
        for column in 0..<columns { redraw(column: column, row: bar.row) }
        for area in [square.area(frame: frame), counter?.area ?? .none] {
            for row in area.rows {
                for column in area.columns { redraw(column: column, row: row) }
            }
        }
    }

    private mutating func redraw(column: Int, row: Int) {
        cells[row * columns + column] = drawn(column: column, row: row)
    }

    /// The places that the next frame may change, ascending, each once.
    private func placesThatMayChange() -> [Int] {
        var places: [Int] = []
        let (old, new) = (square.area(frame: frame), square.area(frame: frame + 1))
        if old != new { places += self.places(old) + self.places(new) }
        if let counter {
            let columns = counter.columnsChanged(from: frame, to: frame + 1)
            places += self.places(CellArea(columns: columns, rows: counter.area.rows))
        }
        places += bar.columnsChanged(from: frame, to: frame + 1).map { bar.row * columns + $0 }
        places.sort()
        return zip(places.indices, places).filter { $0 == 0 || places[$0 - 1] != $1 }.map(\.1)
    }

    private func places(_ area: CellArea) -> [Int] {
        area.rows.flatMap { row in area.columns.map { row * columns + $0 } }
    }

    /// A cell of the current frame: the counter before the bar before the caption before the square before the ground.
    func drawn(column: Int, row: Int) -> VideoCell {
        let cell = still[row * columns + column]
        if let counter, counter.area.covers(column: column, row: row) {
            return counter.drawn(on: cell, column: column, row: row, frame: frame)
        }
        if let caption, caption.covers(column: column, row: row) { return cell }
        let isInSquare = square.area(frame: frame).covers(column: column, row: row)
        let ground = isInSquare ? VideoCell(square.colour) : cell
        return row == bar.row ? bar.drawn(on: ground, column: column, frame: frame) : ground
    }
}
