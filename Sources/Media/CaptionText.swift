/// The words of a caption, broken into the lines that there is room for.
struct CaptionText: Sendable {
    enum Tone: Sendable {
        case title, fact, prompt
    }

    struct Line: Sendable {
        var glyphs: [Font.Glyph]
        var tone: Tone
    }

    /// The box shows the beginning of the prompt, not an essay.
    private static let promptLines = 6
    /// More of a name or a prompt than this, in Unicode scalars, cannot be seen in any box.
    private static let visible = 512

    private(set) var lines: [Line] = []
    /// Whether the room has run out; the last line then ends in dots.
    private var isCut = false

    /// Room for `columns` characters in each of `rows` lines, both at least 1.
    init(_ picture: Picture, columns: Int, rows: Int) {
        let caption = picture.caption
        append([caption.provider], gap: 1, .title, columns, rows)
        append([caption.model], gap: 1, .fact, columns, rows)
        append(["\(picture.width)×\(picture.height)", "seed \(picture.seed)"], gap: 2, .fact, columns, rows)
        append(Self.origin(caption), gap: 2, .fact, columns, rows)
        let words = caption.prompt.unicodeScalars.prefix(Self.visible).split(whereSeparator: \.properties.isWhitespace)
        append(words.map { String($0) }, gap: 1, .prompt, columns, min(rows, lines.count + Self.promptLines))
    }

    /// Which of how many, and what it was made from.
    static func origin(_ caption: Caption) -> [String] {
        var items = ["\(caption.index) of \(caption.count)"]
        if let preview = caption.preview { items.append("preview \(preview)") }
        if let ratio = caption.aspectRatio { items.append(ratio) }
        if caption.references > 0 {
            items.append("from \(caption.references) reference\(caption.references == 1 ? "" : "s")")
        }
        return items
    }

    private mutating func append(_ items: [String], gap: Int, _ tone: Tone, _ columns: Int, _ rows: Int) {
        guard !isCut else { return }
        var words = items.map { Font.glyphs(of: $0.unicodeScalars.prefix(Self.visible)) }
        var gap = gap
        if gap == 1 || words.contains(where: { $0.count > columns }) {
            words = words.flatMap { $0.split(separator: Font.space).map(Array.init) }
            gap = 1
        }
        let broken = Self.broken(words, gap: gap, columns: columns)
        let room = rows - lines.count
        lines += broken.prefix(room).map { Line(glyphs: $0, tone: tone) }
        if broken.count > room { markCut(columns: columns) }
    }

    /// Fills lines with as many words as fit; a word longer than a line is cut where the line ends.
    private static func broken(_ words: [[Font.Glyph]], gap: Int, columns: Int) -> [[Font.Glyph]] {
        var lines: [[Font.Glyph]] = []
        for word in words where !word.isEmpty {
            if let last = lines.last, last.count + gap + word.count <= columns {
                lines[lines.count - 1] += Array(repeating: Font.space, count: gap) + word
                continue
            }
            for start in stride(from: 0, to: word.count, by: columns) {
                lines.append(Array(word[start..<min(start + columns, word.count)]))
            }
        }
        return lines
    }

    private mutating func markCut(columns: Int) {
        isCut = true
        guard let last = lines.indices.last else { return }
        let dots = min(3, columns)
        let kept = lines[last].glyphs.prefix(columns - dots)
        lines[last].glyphs = kept + Array(repeating: Font.period, count: dots)
    }
}
