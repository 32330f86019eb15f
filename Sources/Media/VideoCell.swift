/// What one macroblock shows. Its chroma is flat always; its luma is flat, or flat in each block of 4×4, or anything.
struct VideoCell: Sendable, Equatable {
    /// The macroblock has so many blocks of 4×4 luma samples a side.
    static let blocks = 4
    /// One unit of relief, in luma samples. The transforms of sixteen blocks that differ by whole units have whole levels at the
    /// quantiser of `H264`, so that such a cell is coded without loss.
    static let unit = 16

    var colour: VideoColour
    /// How much lighter each block is than `colour`, in units, row by row.
    var relief: SIMD16<Int8> = .zero
    /// Which entry of `VideoScene.details` holds the 256 luma samples; −1 where the relief tells all.
    var detail: Int32 = -1

    init(_ colour: VideoColour) {
        self.colour = colour
    }

    var isFlat: Bool { detail < 0 && relief == .zero }

    /// The luma of a block, where no detail stands.
    func luma(block: Int) -> Int {
        Int(colour.luma) + Self.unit * Int(relief[block])
    }

    /// How many units `luma` lies above the ground of a caption, to the nearest.
    static func units(_ luma: UInt8, above ground: UInt8) -> Int8 {
        Int8((Int(luma) - Int(ground) + unit / 2) / unit)
    }
}
