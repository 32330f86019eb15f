/// All pictures of a video, coded one after another.
struct VideoStream: Sendable {
    /// A unit with four bytes of its length before it for each frame.
    private(set) var bytes: [UInt8] = []
    /// Of each frame, in `bytes`.
    private(set) var sizes: [Int] = []
    /// Frames that stand alone, counted from 0.
    private(set) var keys: [Int] = []
    let sequenceParameters: [UInt8]
    let pictureParameters = H264.pictureParameters()

    init(_ movie: Movie) {
        var scene = VideoScene(movie)
        sequenceParameters = H264.sequenceParameters(of: movie, columns: scene.columns, rows: scene.rows)
        let keyInterval = max(1, movie.rate.wholeFrames(milliseconds: H264.keyInterval))
        let writer = MacroblockWriter()
        var bits = BitWriter()
        sizes.reserveCapacity(movie.frameCount)
        for frame in 0..<movie.frameCount {
            let changes = frame == 0 ? [] : scene.advance()
            let number = frame % keyInterval
            bits.clear()
            H264.SliceHeader(isKey: number == 0, frameNumber: number, keyNumber: keys.count).write(to: &bits)
            if number == 0 {
                keys.append(frame)
                Self.writeAll(scene, writer, to: &bits)
            } else {
                Self.write(changes, of: scene, writer, to: &bits)
            }
            bits.finish()
            append(bits.bytes, as: number == 0 ? .keySlice : .slice)
        }
    }

    private mutating func append(_ payload: [UInt8], as unit: H264.Unit) {
        let start = bytes.count
        bytes += [0, 0, 0, 0]
        H264.append(unit, payload: payload, to: &bytes)
        let length = UInt32(bytes.count - start - 4)
        for place in 0..<4 { bytes[start + place] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * place)) }
        sizes.append(bytes.count - start)
    }

    private static func writeAll(_ scene: VideoScene, _ writer: MacroblockWriter, to bits: inout BitWriter) {
        for place in scene.cells.indices { write(place, of: scene, writer, isKey: true, to: &bits) }
    }

    /// Everything that did not change is skipped: P_Skip moves nothing where no neighbour moves (§8.4.1.1).
    private static func write(
        _ places: [Int], of scene: VideoScene, _ writer: MacroblockWriter, to bits: inout BitWriter
    ) {
        var next = 0
        for place in places {
            bits.unsigned(place - next)  // mb_skip_run
            write(place, of: scene, writer, isKey: false, to: &bits)
            next = place + 1
        }
        if next < scene.cells.count { bits.unsigned(scene.cells.count - next) }
    }

    private static func write(
        _ place: Int, of scene: VideoScene, _ writer: MacroblockWriter, isKey: Bool, to bits: inout BitWriter
    ) {
        let left = place % scene.columns > 0 ? scene.cells[place - 1] : nil
        let top = place >= scene.columns ? scene.cells[place - scene.columns] : nil
        writer.write(scene.cells[place], left: left, top: top, details: scene.details, isKey: isKey, to: &bits)
    }
}
