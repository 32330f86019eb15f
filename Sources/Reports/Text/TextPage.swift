/// Lines for a terminal or a log, folded at a width, with colours where they are wanted.
struct TextPage {
    enum Style: String {
        case good = "1;32"
        case bad = "1;31"
        case unsure = "1;33"
        case strong = "1"
        case faint = "2"
    }

    private(set) var lines: [String] = []
    let colour: Bool

    init(colour: Bool) { self.colour = colour }

    var text: String { lines.map { $0 + "\n" }.joined() }

    func styled(_ text: String, _ style: Style) -> String {
        colour && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    mutating func gap() {
        if lines.last != "" { lines.append("") }
    }

    /// A line as it is, however long.
    mutating func line(_ text: String) { lines.append(text) }

    /// A text behind a head, folded; further lines stand below `indent` columns.
    mutating func fold(_ head: String = "", style: Style? = nil, _ text: String, indent: Int) {
        foldBehind(style.map { styled(head, $0) } ?? head, ofWidth: head.count, text, indent: indent)
    }

    /// The same behind a head that has its colours already.
    mutating func foldBehind(_ head: String, ofWidth width: Int, _ text: String, indent: Int) {
        let room = ReportBounds.width
        var (line, column) = (head, width)
        var isFirst = true
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let shown = String(word).shortened(to: room - indent)
            if column + (isFirst ? 0 : 1) + shown.count > room, column > indent {
                lines.append(line)
                line = String(repeating: " ", count: indent) + shown
                column = indent + shown.count
            } else {
                line += (isFirst ? "" : " ") + shown
                column += (isFirst ? 0 : 1) + shown.count
            }
            isFirst = false
        }
        lines.append(line)
    }

    /// A label in a column of its own, and sentences beside it.
    mutating func labelled(_ label: String, _ sentences: [String]) {
        for (place, sentence) in sentences.enumerated() {
            let head = place == 0 ? label : ""
            fold(
                head + String(repeating: " ", count: max(1, Self.labelWidth - head.count)), style: .strong, sentence,
                indent: Self.labelWidth)
        }
    }

    private static let labelWidth = 17
}
