extension String {
    /// The text as one line that does nothing to a terminal and to no reader's eyes: controls, line breaks and the marks that turn the
    /// direction of writing stand as escapes, a line break as `\n`, ESC as `\u{1b}`. Nobody who sends a text can end a line of a log with it.
    public var printable: String {
        // Nearly all text is plain.
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.isHostile: text += "\\u{\(Swift.String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    /// Whether a line that shows it is another than it seems, or does something: C0, DEL and C1, the separators of lines and paragraphs,
    /// and what turns the direction of writing (Unicode Standard Annex 9).
    public var isHostile: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
