/// Luma of the cells that no relief can tell: those of a caption whose font is too small for the grid of blocks.
struct VideoDetails: Sendable {
    static let count = Canvas.cell * Canvas.cell

    /// 256 samples a cell, row by row.
    private var samples: [UInt8] = []

    /// Keeps the samples of one more cell and returns its number.
    mutating func append(_ cell: [UInt8]) -> Int32 {
        samples += cell
        return Int32(samples.count / Self.count - 1)
    }

    func cell(_ number: Int32) -> ArraySlice<UInt8> {
        samples[Int(number) * Self.count..<(Int(number) + 1) * Self.count]
    }
}
