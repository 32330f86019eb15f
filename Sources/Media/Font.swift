/// The built-in bitmap font: the printable characters of ASCII and `×`, five pixels wide and eight high.
enum Font {
    static let glyphWidth = 5
    static let glyphHeight = 8
    /// From one character to the next, and from one line to the next, in pixels of the font.
    static let advance = glyphWidth + 1
    static let linePitch = glyphHeight + 2

    /// A character of the font, counted from the space.
    typealias Glyph = UInt8

    static let space: Glyph = 0
    static let times: Glyph = 95
    static let period = Glyph(ascii: ".") - Glyph(ascii: " ")

    /// The glyphs of a text. White space becomes a space; what the font cannot draw becomes its code point, a word of its own.
    static func glyphs(of text: some Sequence<Unicode.Scalar>) -> [Glyph] {
        var glyphs: [Glyph] = []
        for scalar in text {
            switch scalar {
            case " "..."~": glyphs.append(Glyph(scalar.value - 0x20))
            case "×": glyphs.append(times)
            case _ where scalar.properties.isWhitespace: glyphs.append(space)
            default: glyphs += self.glyphs(of: codePoint(scalar).unicodeScalars)
            }
        }
        return glyphs
    }

    private static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return " U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + " "
    }

    /// Whether the glyph has ink at that place of its box.
    static func hasInk(_ glyph: Glyph, column: Int, row: Int) -> Bool {
        bitmaps[Int(glyph) * glyphHeight + row] & (1 << UInt8(column)) != 0
    }

    /// One byte a row, eight a glyph; the lowest bit is the leftmost pixel.
    private static let bitmaps: [UInt8] = {
        let bandLength = 16
        let lines = drawing.utf8.split(separator: UInt8(ascii: "\n")).map(Array.init)
        return (0...Int(times)).flatMap { glyph in
            (0..<glyphHeight).map { row in
                let line = lines[glyph / bandLength * glyphHeight + row]
                let start = glyph % bandLength * advance
                return (0..<glyphWidth).reduce(0) { $0 | (line[start + $1] == UInt8(ascii: "#") ? 1 << UInt8($1) : 0) }
            }
        }
    }()
}
