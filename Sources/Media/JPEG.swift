/// Baseline JPEG files (ITU-T T.81) of pictures that are mostly flat, with colours as JFIF has them.
///
/// The grid of a canvas is that of the minimum coded units at 4:2:0: a flat cell is one level for each component and no DCT.
public enum JPEG {
    /// The file. Its size, samples and comment are a function of the picture alone; never fails.
    ///
    /// JPEG has no alpha channel: a transparent picture lies on white.
    public static func encode(_ picture: Picture) -> [UInt8] {
        let canvas = Canvas(picture)
        var file: [UInt8] = [0xFF, Marker.startOfImage.rawValue]
        append(.application0, jfif, to: &file)
        for comment in comments(on: picture) { append(.comment, comment, to: &file) }
        append(.quantisation, quantisation, to: &file)
        append(.baselineFrame, frame(width: canvas.width, height: canvas.height), to: &file)
        append(.huffman, HuffmanTable.dc.specification(class: 0), to: &file)
        append(.huffman, HuffmanTable.ac.specification(class: 1), to: &file)
        append(.startOfScan, scanHeader, to: &file)
        file = scan(of: canvas, after: file)
        return file + [0xFF, Marker.endOfImage.rawValue]
    }

    /// T.81 table B.1; each follows a byte 0xFF.
    enum Marker: UInt8 {
        case baselineFrame = 0xC0
        case huffman = 0xC4
        case startOfImage = 0xD8
        case endOfImage = 0xD9
        case startOfScan = 0xDA
        case quantisation = 0xDB
        case application0 = 0xE0
        case comment = 0xFE
    }

    /// The most bytes that fit into one marker segment beside its two bytes of length.
    static let longestSegment = 65533

    /// Appends the marker, the length (which counts itself) and the content.
    static func append(_ marker: Marker, _ content: [UInt8], to file: inout [UInt8]) {
        file += [0xFF, marker.rawValue]
        file += bigEndian(content.count + 2) + content
    }

    /// The lowest 16 bits of a number.
    static func bigEndian(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }
}
