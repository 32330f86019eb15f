/// How much of a video has gone by: a bar that grows along the lower edge by one block of 4×4 samples at a time.
struct ProgressBar: Sendable {
    /// Pictures of at least so many rows give a whole row of cells to it, others the last row of blocks that can be seen.
    private static let roomyRows = 12
    /// How much lighter the filled part is, in units of relief: on a dark panel of its own, and on the picture.
    private static let strength: (panel: Int8, picture: Int8) = (9, 4)
    /// White, less what is added where the bar is filled.
    private static let lightest: UInt8 = 235 - 4 * UInt8(VideoCell.unit)

    let row: Int
    /// What the bar has for itself: its row of cells, or nothing.
    let panel: CellArea
    private let bands: Range<Int>
    private let blockCount: Int
    private let frameCount: Int

    init(columns: Int, rows: Int, movie: Movie) {
        row = rows - 1
        let visible = movie.height - row * Canvas.cell
        let lowest = (visible - 1) / VideoCell.blocks
        let isRoomy = rows >= Self.roomyRows
        panel = isRoomy ? CellArea(columns: 0..<columns, rows: row..<rows) : .none
        bands = isRoomy ? 0..<VideoCell.blocks : lowest..<(lowest + 1)
        blockCount = (movie.width + VideoCell.blocks - 1) / VideoCell.blocks
        frameCount = movie.frameCount
    }

    /// How many blocks of a row are filled; all of them in the last frame.
    func filled(frame: Int) -> Int {
        min(blockCount * (frame + 1) / frameCount, blockCount)
    }

    /// The columns of cells that change from one frame to a later one.
    func columnsChanged(from old: Int, to new: Int) -> Range<Int> {
        let (start, end) = (filled(frame: old), filled(frame: new))
        guard start < end else { return 0..<0 }
        return start / VideoCell.blocks..<(end - 1) / VideoCell.blocks + 1
    }

    /// A cell of the bar's row, which must be flat, with the bar on it.
    func drawn(on cell: VideoCell, column: Int, frame: Int) -> VideoCell {
        let count = min(max(filled(frame: frame) - column * VideoCell.blocks, 0), VideoCell.blocks)
        let strength = panel == .none ? Self.strength.picture : Self.strength.panel
        var drawn = cell
        drawn.colour.luma = min(cell.colour.luma, Self.lightest)
        for band in bands {
            for block in 0..<count { drawn.relief[band * VideoCell.blocks + block] = strength }
        }
        return drawn
    }
}
