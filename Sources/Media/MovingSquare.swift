/// A square of whole cells that goes to and fro across a video.
struct MovingSquare: Sendable {
    /// The shorter side of the picture in squares.
    private static let share = 12
    /// The longer side is crossed in so many seconds.
    private static let crossing = 5

    let side: Int
    let colour: VideoColour
    /// How many places there are across and down, less one.
    private let across: Int
    private let down: Int
    /// Where the way begins, in steps.
    private let startColumn: Int
    private let startRow: Int
    /// Steps a second.
    private let pace: Int
    private let rate: FrameRate

    init(columns: Int, rows: Int, movie: Movie, colour: VideoColour) {
        side = max(1, min(columns, rows) / Self.share)
        across = max(0, columns - side)
        down = max(0, rows - side)
        var stream = SeedStream(seed: ~movie.seed)
        startColumn = stream.below(2 * across + 1)
        startRow = stream.below(2 * down + 1)
        pace = max(columns, rows) / Self.crossing + 1
        rate = movie.rate
        self.colour = colour
    }

    /// The cells that the square covers.
    func area(frame: Int) -> CellArea {
        let steps = frame * rate.frameDuration * pace / rate.timescale
        let column = Self.toAndFro(startColumn + steps, across)
        let row = Self.toAndFro(startRow + steps, down)
        return CellArea(columns: column..<(column + side), rows: row..<(row + side))
    }

    private static func toAndFro(_ step: Int, _ length: Int) -> Int {
        guard length > 0 else { return 0 }
        let turn = step % (2 * length)
        return min(turn, 2 * length - turn)
    }
}

/// A rectangle of cells.
struct CellArea: Sendable, Equatable {
    var columns: Range<Int>
    var rows: Range<Int>

    static let none = CellArea(columns: 0..<0, rows: 0..<0)

    func covers(column: Int, row: Int) -> Bool {
        columns.contains(column) && rows.contains(row)
    }
}
