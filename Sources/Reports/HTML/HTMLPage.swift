/// A page that grows by its lines. What it is handed as text is escaped here.
struct HTMLPage {
    private var lines: [String] = []

    var bytes: [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

    /// HTML as it is.
    mutating func add(_ html: String) { lines.append(html) }

    mutating func note(_ text: String) { add("<p class=\"note\">\(text.html)</p>") }

    mutating func list(_ title: String, _ items: [String], isCode: Bool = false) {
        if items.isEmpty { return }
        add("<h2>\(title.html)</h2>\n<ul>")
        for item in items { add(isCode ? "<li><code>\(item.html)</code></li>" : "<li>\(item.htmlWithCode)</li>") }
        add("</ul>")
    }

    func cell(_ text: String, _ style: String? = nil) -> String {
        "<td\(style.map { " class=\"\($0)\"" } ?? "")>\(text.html)</td>"
    }

    /// Each cell is HTML already, from `cell`; a row may have attributes of its own.
    mutating func table(_ heads: [String], _ rows: [[String]], attributes: [String] = []) {
        add("<div class=\"scroll\" tabindex=\"0\"><table>")
        add("<thead><tr>" + heads.map { "<th scope=\"col\">\($0.html)</th>" }.joined() + "</tr></thead>\n<tbody>")
        for (place, row) in rows.enumerated() {
            add("<tr\(place < attributes.count ? attributes[place] : "")>" + row.joined() + "</tr>")
        }
        add("</tbody></table></div>")
    }
}

extension String {
    /// With what stands between backticks as code.
    var htmlWithCode: String {
        let parts = html.split(separator: "`", omittingEmptySubsequences: false)
        if parts.count % 2 == 0 { return html }
        return parts.enumerated().map { $0.offset % 2 == 1 ? "<code>\($0.element)</code>" : String($0.element) }
            .joined()
    }
}
