extension String {
    /// As plain text of Markdown with GitHub's additions: no mark-up, no HTML, no link, no formula, no end of a table's cell.
    /// Only what stands between two backticks is code.
    var markdown: String {
        let parts = split(separator: "`", omittingEmptySubsequences: false).map(String.init)
        var text = ""
        for (place, part) in parts.enumerated() {
            let isBehindTick = place % 2 == 1
            if isBehindTick, place < parts.count - 1, !part.isEmpty {
                text += part.markdownCode(inTable: false)
            } else {
                // A lone backtick opens nothing, and two with nothing between them neither.
                if isBehindTick { text += place < parts.count - 1 ? "\\`\\`" : "\\`" }
                text += part.escapedMarkdown
            }
        }
        return text
    }

    private var escapedMarkdown: String {
        var text = ""
        var rest = self[...]
        while let character = rest.popFirst() {
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\\", "*", "_", "[", "]", "|", "~", "$", "@": text += "\\\(character)"
            // `http://…` and `www.…` would become links.
            case ":" where rest.hasPrefix("//"): text += "\\:"
            case "." where text.hasSuffix("www"): text += "\\."
            default: text.append(character)
            }
        }
        return text
    }

    /// As code that nothing in it can end. A table's cells are told apart before code is, so in one a bar needs a mark.
    func markdownCode(inTable: Bool = true) -> String {
        if isEmpty { return "" }
        let longest = split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: longest + 1)
        let isPadded = hasPrefix("`") || hasSuffix("`") || hasPrefix(" ") || hasSuffix(" ")
        let pad = isPadded ? " " : ""
        let bars = inTable ? split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") : self
        return fence + pad + bars + pad + fence
    }
}
