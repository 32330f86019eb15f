extension PNG {
    /// The rows, filtered and packed. Equal rows come in groups: the first as differences to its left neighbours (filter Sub),
    /// which are zero within a run; the others as differences to the row above (filter Up), which are all zero.
    static func imageData(of canvas: Canvas) -> [UInt8] {
        var packer = ZeroRunDeflate(after: chunk("IDAT"))
        var runs: [Canvas.Run] = []
        let channels = canvas.alpha ? 4 : 3
        var y = 0
        while y < canvas.height {
            let count = canvas.rowsAlike(from: y)
            canvas.readRow(y, into: &runs)
            packer.literal(Filter.sub.rawValue)
            append(runs, channels: channels, to: &packer)
            for _ in 1..<count {
                packer.literal(Filter.up.rawValue)
                packer.zeros(canvas.width * channels)
            }
            y += count
        }
        return packer.finish()
    }

    private enum Filter: UInt8 {
        case sub = 1
        case up = 2
    }

    private static func append(_ runs: [Canvas.Run], channels: Int, to packer: inout ZeroRunDeflate) {
        var left = Colour.clear
        for run in runs {
            packer.literal(run.colour.red &- left.red)
            packer.literal(run.colour.green &- left.green)
            packer.literal(run.colour.blue &- left.blue)
            if channels == 4 { packer.literal(run.colour.alpha &- left.alpha) }
            packer.zeros((run.length - 1) * channels)
            left = run.colour
        }
    }
}
