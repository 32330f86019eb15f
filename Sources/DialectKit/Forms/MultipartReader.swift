/// Cuts a body at its boundary. Every step moves forward, so that no input takes longer than its length.
struct MultipartReader {
    private let body: [UInt8]
    /// `--` and the boundary; between two parts a line break stands before it.
    private let dashed: [UInt8]
    private let limits: Multipart.Limits

    init(_ body: [UInt8], boundary: String, limits: Multipart.Limits) throws(Multipart.Flaw) {
        guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy(isBoundaryCharacter),
            boundary.utf8.last != UInt8(ascii: " ")
        else {
            throw Multipart.Flaw("The boundary of the Content-Type must be 1 to 70 letters, digits or '()+_,-./:=?.")
        }
        self.body = body
        dashed = Array("--".utf8) + boundary.utf8
        self.limits = limits
    }

    func parts() throws(Multipart.Flaw) -> [Multipart.Part] {
        var parts: [Multipart.Part] = []
        guard var cut = firstDelimiter() else {
            throw Multipart.Flaw("The body does not contain the boundary that its Content-Type names.")
        }
        while !cut.isLast {
            guard parts.count < limits.parts else {
                throw Multipart.Flaw("The form has more than \(limits.parts) parts.")
            }
            guard let end = delimiter(from: cut.next) else {
                throw Multipart.Flaw("The form is cut off: nothing ends part \(parts.count + 1).")
            }
            parts.append(try part(cut.next..<end.start, number: parts.count + 1))
            cut = end
        }
        return parts
    }

    /// A boundary with what belongs to it.
    private struct Cut {
        /// Of the line break before it.
        var start: Int
        /// Of what follows its line.
        var next: Int
        /// Nothing but an epilogue follows.
        var isLast: Bool
    }

    /// At the very beginning, or on a line of its own after a preamble.
    private func firstDelimiter() -> Cut? {
        if matches(dashed, at: 0), let cut = cut(from: 0, after: dashed.count) { return cut }
        return delimiter(from: 0)
    }

    private func delimiter(from start: Int) -> Cut? {
        // The line break behind one boundary may be the one before the next.
        var place = max(0, start - 2)
        let span = body.span
        while place + 2 + dashed.count <= span.count {
            if span[place] == 0x0D, span[place + 1] == 0x0A, matches(dashed, at: place + 2),
                let cut = cut(from: place, after: place + 2 + dashed.count)
            {
                return Cut(start: max(cut.start, start), next: cut.next, isLast: cut.isLast)
            }
            place += 1
        }
        return nil
    }

    /// What may follow a boundary: two dashes, or blanks and a line break. Anything else makes it contents.
    private func cut(from start: Int, after end: Int) -> Cut? {
        if matches(Array("--".utf8), at: end) { return Cut(start: start, next: end + 2, isLast: true) }
        var place = end
        while place < body.count, body[place] == 0x20 || body[place] == 0x09 { place += 1 }
        guard matches([0x0D, 0x0A], at: place) else { return nil }
        return Cut(start: start, next: place + 2, isLast: false)
    }

    private func matches(_ bytes: [UInt8], at place: Int) -> Bool {
        guard place >= 0, place + bytes.count <= body.count else { return false }
        for index in bytes.indices where body[place + index] != bytes[index] { return false }
        return true
    }

    private func part(_ range: Range<Int>, number: Int) throws(Multipart.Flaw) -> Multipart.Part {
        let head = try PartHead(body[range], limit: limits.headerBytes, number: number)
        return Multipart.Part(
            name: head.name, fileName: head.fileName, contentType: head.contentType,
            content: body[head.end..<range.upperBound])
    }
}

/// RFC 2046 §5.1.1.
private func isBoundaryCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
    default: "'()+_,-./:=? ".utf8.contains(byte)
    }
}
