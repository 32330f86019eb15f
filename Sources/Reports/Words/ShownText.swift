import Documents

extension String {
    /// A text that came from somebody, as one line that does nothing to a terminal, and nothing to a CI that reads commands out of
    /// its log: GitHub (`::error::`, `##[error]`), Azure (`##vso[`), TeamCity (`##teamcity[`).
    var shown: String {
        let line = printable
        guard line.utf8.contains(UInt8(ascii: ":")) || line.utf8.contains(UInt8(ascii: "#")) else { return line }
        var text = ""
        var before: Character = " "
        var rest = line[...]
        while let character = rest.first {
            if rest.hasPrefix("##") {
                text += #"#\u{23}"#
                rest = rest.dropFirst(2)
                before = "}"
                continue
            }
            if before == " ", rest.hasPrefix("::") {
                text += #"\u{3a}"#
            } else {
                text.append(character)
            }
            before = character
            rest = rest.dropFirst()
        }
        return text
    }

    /// At most that long: the middle of a longer text is left out.
    func shortened(to most: Int = ReportBounds.longestName) -> String {
        // Most are short, and then their bytes tell.
        if utf8.count <= most || count <= most { return self }
        let tail = max(0, (most - 1) / 3)
        return prefix(max(0, most - 1 - tail)) + "…" + suffix(tail)
    }
}
