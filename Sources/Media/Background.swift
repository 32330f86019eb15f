/// Everything below the caption: four corner colours blended over the cells, with a pattern on them.
struct Background: Sendable {
    private let topLeft: Colour
    private let topRight: Colour
    private let bottomLeft: Colour
    private let bottomRight: Colour
    private let pattern: Pattern
    private let columns: Int
    private let rows: Int

    init(columns: Int, rows: Int, seed: UInt64) {
        var stream = SeedStream(seed: seed)
        // Neighbours on the colour circle, so that a blend of two corners is never grey.
        let hue = stream.below(Colour.hues)
        let side = stream.within(70...260)
        let down = stream.below(2) == 1 ? stream.within(110...420) : -stream.within(110...420)
        topLeft = Self.corner(hue, &stream)
        topRight = Self.corner(hue + side, &stream)
        bottomLeft = Self.corner(hue + down, &stream)
        bottomRight = Self.corner(hue + side + down, &stream)
        pattern = Pattern(columns: columns, rows: rows, stream: &stream)
        self.columns = columns
        self.rows = rows
    }

    private static func corner(_ hue: Int, _ stream: inout SeedStream) -> Colour {
        Colour(hue: hue, saturation: stream.within(120...215), value: stream.within(165...245))
    }

    /// A colour of this picture, light enough to be read on a dark panel.
    var accent: Colour { topLeft.mixed(with: .white, share: 110) }

    func colour(column: Int, row: Int) -> Colour {
        let shade = pattern.shade(column: column, row: row)
        return blend(column: column, row: row).mixed(with: shade < 0 ? .black : .white, share: abs(shade))
    }

    /// The four corners, weighed by the distance of the cell's middle from each.
    private func blend(column: Int, row: Int) -> Colour {
        let (right, bottom) = (2 * column + 1, 2 * row + 1)
        let (left, top) = (2 * columns - right, 2 * rows - bottom)
        let all = 4 * columns * rows
        func channel(_ of: KeyPath<Colour, UInt8>) -> UInt8 {
            let upper = Int(topLeft[keyPath: of]) * left + Int(topRight[keyPath: of]) * right
            let lower = Int(bottomLeft[keyPath: of]) * left + Int(bottomRight[keyPath: of]) * right
            return UInt8((upper * top + lower * bottom + all / 2) / all)
        }
        return Colour(red: channel(\.red), green: channel(\.green), blue: channel(\.blue))
    }

    /// How opaque the cell is where the background is transparent: a disc in the middle, with a soft rim.
    func coverage(column: Int, row: Int) -> UInt8 {
        let across = (2 * column + 1 - columns) * rows
        let down = (2 * row + 1 - rows) * columns
        let edge = columns * rows * columns * rows
        let distance = (across * across + down * down) * 1024 / edge
        let (rim, end) = (760, 900)
        if distance <= rim { return 255 }
        return distance >= end ? 0 : UInt8(255 * (end - distance) / (end - rim))
    }
}
