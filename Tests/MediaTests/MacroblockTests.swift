import Foundation
import Testing

@testable import Media

/// Cells that no caption ever makes: every shape of a block goes through a real decoder.
@Suite(.enabled(if: FFmpegTool.areInstalled)) struct MacroblockTests {
    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `any cells beside one another are decoded to the samples that were meant`(seed: UInt64) throws {
        let (columns, rows) = (40, 30)
        let movie = makeMovie(width: 16 * columns, height: 16 * rows)
        var stream = SeedStream(seed: seed)
        var details = VideoDetails()
        let cells = (0..<columns * rows).map { _ in Self.cell(&stream, &details, hasDetails: seed % 2 == 0) }

        let writer = MacroblockWriter()
        var bits = BitWriter()
        H264.SliceHeader(isKey: true, frameNumber: 0, keyNumber: 0).write(to: &bits)
        var planes = VideoPlanes(width: movie.width, height: movie.height)
        for (place, cell) in cells.enumerated() {
            let (row, column) = place.quotientAndRemainder(dividingBy: columns)
            writer.write(
                cell, left: column > 0 ? cells[place - 1] : nil, top: row > 0 ? cells[place - columns] : nil,
                details: details, isKey: true, to: &bits)
            planes.draw(cell, details: details, column: column, row: row)
        }
        bits.finish()
        let start: [UInt8] = [0, 0, 0, 1]
        var file = start + H264.sequenceParameters(of: movie, columns: columns, rows: rows)
        file += start + H264.pictureParameters() + start
        H264.append(.keySlice, payload: bits.bytes, to: &file)

        let (samples, complaints) = try FFmpegTool.decode(file, extension: "h264")
        #expect(complaints == "")
        // Compared outside the expectation, which would look for the difference byte by byte.
        let isEqual = samples == Data(planes.samples)
        #expect(isEqual)
    }

    /// Flat, in relief with few or many heights, or (rarely) with a detail that holds long runs of zeros.
    private static func cell(_ stream: inout SeedStream, _ details: inout VideoDetails, hasDetails: Bool) -> VideoCell {
        let luma = UInt8(stream.below(256))
        var cell = VideoCell(VideoColour(luma: luma, blue: UInt8(stream.below(256)), red: UInt8(stream.below(256))))
        if stream.below(4) == 0 { cell.colour.red = cell.colour.blue }
        let kind = stream.below(12)
        if kind == 0, hasDetails {
            cell.detail = details.append((0..<256).map { _ in UInt8(stream.below(4) * stream.below(64)) })
        } else if kind > 3 {
            let heights = [1, 1, 1, 2, 3, 8, 16][stream.below(7)]
            for block in 0..<16 where stream.below(3) > 0 {
                let height = stream.within(-heights...heights)
                if (0...255).contains(Int(luma) + VideoCell.unit * height) { cell.relief[block] = Int8(height) }
            }
        }
        return cell
    }
}
