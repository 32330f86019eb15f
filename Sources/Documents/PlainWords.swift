// Strings in JSON are mostly plain text, so they are looked at eight bytes at a time.

extension Span<UInt8> {
    /// Where the words of eight bytes end that have no quote, backslash or control character, and the highest bit of what
    /// they have: 0 for ASCII.
    func plainWords(from start: Int) -> (end: Int, all: UInt8) {
        var end = start
        var bits: UInt64 = 0
        while end + 8 <= count {
            let bytes = extracting(end..<end + 8)
            var word: UInt64 = 0
            for place in 0..<8 { word |= UInt64(bytes[place]) << (8 * UInt64(place)) }
            guard word.isPlain else { break }
            bits |= word
            end += 8
        }
        return (end, bits & highBits == 0 ? 0 : 0x80)
    }
}

/// The highest bit of each of eight bytes.
private let highBits: UInt64 = 0x8080_8080_8080_8080

extension UInt64 {
    /// Whether none of its eight bytes is a quote, a backslash or a control character.
    ///
    /// Of bytes without their highest bit only those below `n` get it when `n` is taken off, or borrow from one that does.
    fileprivate var isPlain: Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let (quotes, backslashes) = (self ^ (ones &* 0x22), self ^ (ones &* 0x5C))
        let controls = (self &- (ones &* 0x20)) & ~self
        return (controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & highBits == 0
    }
}
