extension JPEG {
    /// Version 1.01, square pixels, no thumbnail (JFIF 1.02, page 5). It says that the components are Y, Cb and Cr.
    static let jfif: [UInt8] = Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0]

    /// One step for every coefficient of every component (T.81 §B.2.4.1): the DC coefficient of eight by eight samples is eight
    /// times their mean (§A.3.3), so with 8 a flat block comes back at exactly the level that went in.
    static let quantiser: UInt8 = 8
    static let quantisation: [UInt8] = [0] + Array(repeating: quantiser, count: 64)

    /// Eight bits a sample; Y with two by two blocks in each unit, Cb and Cr with one (T.81 §B.2.2).
    static func frame(width: Int, height: Int) -> [UInt8] {
        [8] + bigEndian(height) + bigEndian(width) + [3] + [1, 0x22, 0] + [2, 0x11, 0] + [3, 0x11, 0]
    }

    /// All three components in one scan, with the same two Huffman tables; the whole spectrum at once (T.81 §B.2.3).
    static let scanHeader: [UInt8] = [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]

    /// What PNG says under keywords, a line for each, in UTF-8. A text too long for one segment goes on in the next.
    static func comments(on picture: Picture) -> [[UInt8]] {
        let lines = PNG.descriptions(of: picture).filter { !$0.text.isEmpty }.map { "\($0.keyword): \($0.text)" }
        // Readers in C take a NUL for the end.
        var rest = lines.joined(separator: "\n").utf8.map { $0 == 0 ? UInt8(ascii: " ") : $0 }[...]
        var comments: [[UInt8]] = []
        while !rest.isEmpty {
            let comment = rest.prefix(wholeCharacters(of: rest))
            comments.append(Array(comment))
            rest = rest.dropFirst(comment.count)
        }
        return comments
    }

    /// How many bytes fit into one segment without cutting a scalar in two.
    private static func wholeCharacters(of text: ArraySlice<UInt8>) -> Int {
        guard text.count > longestSegment else { return text.count }
        var count = longestSegment
        while text[text.startIndex + count] & 0xC0 == 0x80 { count -= 1 }
        return count
    }
}
