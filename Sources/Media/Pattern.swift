import Digests

/// The figure laid over the colours: how much lighter or darker each cell is.
struct Pattern: Sendable {
    enum Figure: CaseIterable {
        case stripes, checks, rings, diamonds, waves, mosaic
    }

    /// The strongest shade, in 1/256 towards white or black.
    private static let depth = 26
    /// How far neighbouring cells of one band may differ, so that no two cells look printed.
    private static let grain = 7

    private let figure: Figure
    private let period: Int
    private let centreColumn: Int
    private let centreRow: Int
    private let leansLeft: Bool
    private let noise: UInt64

    init(columns: Int, rows: Int, stream: inout SeedStream) {
        figure = Figure.allCases[stream.below(Figure.allCases.count)]
        period = max(1, min(columns, rows) / stream.within(6...14))
        centreColumn = stream.below(columns)
        centreRow = stream.below(rows)
        leansLeft = stream.below(2) == 1
        noise = stream.next()
    }

    /// The shade of a cell in 1/256: towards white above 0, towards black below.
    func shade(column: Int, row: Int) -> Int {
        let random = SplitMix64.scrambled(noise ^ (UInt64(column) << 32 | UInt64(row)))
        let grain = Int(random % UInt64(2 * Self.grain + 1)) - Self.grain
        if figure == .mosaic {
            return Int((random >> 32) % UInt64(2 * Self.depth + 1)) - Self.depth + grain
        }
        return (band(column: column, row: row) & 1 == 0 ? Self.depth : -Self.depth) + grain
    }

    /// Which band of the figure a cell lies in; odd bands are dark.
    private func band(column: Int, row: Int) -> Int {
        let across = abs(column - centreColumn)
        let down = abs(row - centreRow)
        switch figure {
        case .stripes: return (leansLeft ? column + row : column - row + 1024 * period) / period
        case .checks: return column / period + row / period
        case .rings: return (across * across + down * down).squareRoot / period
        case .diamonds: return (across + down) / period
        case .waves: return (row + abs(column % (4 * period) - 2 * period)) / period
        case .mosaic: return 0
        }
    }
}

extension Int {
    /// The whole part of the square root of a number that is not negative.
    fileprivate var squareRoot: Int {
        var low = 0
        var high = 1024
        while low < high {
            let middle = (low + high + 1) / 2
            if middle * middle <= self { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
