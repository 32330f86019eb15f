import Documents

/// A file of text, cut into parts that stand inside JSON strings.
struct TextPart {
    private let text: [UInt8]

    init(_ text: [UInt8]) {
        self.text = text
    }

    /// The n-th of so many parts of about the same length, escaped, without quotes.
    func json(_ place: Int, of count: Int) -> [UInt8] {
        let part = text[boundary(place, of: count)..<boundary(place + 1, of: count)]
        var writer = JSONWriter(reserving: part.count + 64)
        writer.value(String(decoding: part, as: UTF8.self))
        return Array(writer.finish().dropFirst().dropLast())
    }

    /// Where a part begins: never inside a character.
    private func boundary(_ place: Int, of count: Int) -> Int {
        var boundary = min(text.count, text.count * max(0, place) / max(1, count))
        while boundary < text.count, text[boundary] & 0xC0 == 0x80 { boundary += 1 }
        return boundary
    }
}
