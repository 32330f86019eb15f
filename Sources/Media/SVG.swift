/// SVG files (W3C SVG 1.1) of the same descriptions as the other stills: text, so that a stream of it can be read on its way.
public enum SVG {
    /// Flat fields across and down; more would make the text long and say nothing.
    private static let fields = 6
    /// Characters of a line of the prompt, and lines of it.
    private static let lineLength = 40
    private static let promptLines = 6

    /// The file in UTF-8. Its size in user units is that of the picture; never fails.
    public static func encode(_ picture: Picture) -> [UInt8] {
        let (width, height) = (picture.width, picture.height)
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)">
            <title>\(XMLText.escaped(picture.caption.model))</title>
            <desc>\(XMLText.escaped(picture.caption.prompt))</desc>

            """
        let background = Background(columns: fields, rows: fields, seed: picture.seed)
        appendFields(background, picture, to: &text)
        appendCaption(picture, accent: background.accent, to: &text)
        text += "</svg>\n"
        return Array(text.utf8)
    }

    private static func appendFields(_ background: Background, _ picture: Picture, to text: inout String) {
        for row in 0..<fields {
            for column in 0..<fields {
                let (left, top) = (picture.width * column / fields, picture.height * row / fields)
                let (right, bottom) = (picture.width * (column + 1) / fields, picture.height * (row + 1) / fields)
                let colour = background.colour(column: column, row: row)
                text += """
                    <rect x="\(left)" y="\(top)" width="\(right - left)" height="\(bottom - top)" fill="\(hex(colour))"/>

                    """
            }
        }
    }

    private static func appendCaption(_ picture: Picture, accent: Colour, to text: inout String) {
        let lines = lines(of: picture)
        // A line has room for all its characters, of which each is about three fifths as wide as high.
        let size = max(1, min(picture.width / (lineLength * 3 / 5 + 4), picture.height / (2 * (lines.count + 2))))
        let panel = (width: (lineLength * 3 / 5 + 2) * size, height: (lines.count * 3 / 2 + 1) * size)
        text += """
            <rect x="\(size)" y="\(picture.height - panel.height - size)" width="\(panel.width)" \
            height="\(panel.height)" fill="#0e1018" fill-opacity="0.83"/>
            <g font-family="monospace" font-size="\(size)" fill="#f6f8fc">

            """
        for (index, line) in lines.enumerated() {
            let y = picture.height - panel.height + (index * 3 / 2 + (index % 2) + 1) * size - size / 2
            let fill = index == 0 ? " fill=\"\(hex(accent))\"" : ""
            text += "<text x=\"\(2 * size)\" y=\"\(y)\"\(fill)>\(XMLText.escaped(line))</text>\n"
        }
        text += "</g>\n"
    }

    private static func lines(of picture: Picture) -> [String] {
        let caption = picture.caption
        var lines = [caption.provider, caption.model, "\(picture.width)×\(picture.height)  seed \(picture.seed)"]
        lines.append(CaptionText.origin(caption).joined(separator: "  "))
        var line = ""
        for word in caption.prompt.split(whereSeparator: \.isWhitespace) where lines.count < 4 + promptLines {
            if !line.isEmpty, line.count + word.count >= lineLength {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty, lines.count < 4 + promptLines { lines.append(line) }
        return lines.map { String($0.prefix(lineLength)) }
    }

    private static func hex(_ colour: Colour) -> String {
        let digits = Array("0123456789abcdef")
        return [colour.red, colour.green, colour.blue].reduce("#") { text, channel in
            text + [digits[Int(channel >> 4)], digits[Int(channel & 15)]]
        }
    }
}
