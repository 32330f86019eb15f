/// Text as it may stand in XML (1.0, fifth edition), between tags and in attributes.
enum XMLText {
    /// Characters that XML cannot hold become spaces.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            // Whoever reads XML takes the character itself for a line feed (§2.11).
            case "\r": escaped += "&#13;"
            case "\t", "\n", " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
                escaped.unicodeScalars.append(scalar)
            default: escaped += " "
            }
        }
        return escaped
    }
}
