extension JSONParser {
    /// A failure at the present place.
    func failure(_ message: String) -> Failure {
        Failure(message: message, place: place, offset: offset)
    }

    /// A failure in the same line, further on. The parser is of no use after it.
    mutating func failure(_ message: String, at position: Int, in text: Span<UInt8>) -> Failure {
        continuations += continuationBytes(text, offset..<position)
        offset = position
        return failure(message)
    }

    /// What was expected here, and what stands here instead.
    func unexpected(_ text: Span<UInt8>, _ expected: String) -> Failure {
        failure("expected \(expected), \(found(text))")
    }

    private func found(_ text: Span<UInt8>) -> String {
        guard offset < text.count else { return "but the text ends here" }
        return switch text[offset] {
        case UInt8(ascii: ","): "found a comma"
        case UInt8(ascii: ":"): "found a colon"
        case UInt8(ascii: "'"): "found a single quote; JSON has double quotes only"
        case UInt8(ascii: "\""): "found a string"
        case UInt8(ascii: "/"), UInt8(ascii: "#"):
            "found \(Character(Unicode.Scalar(text[offset]))); JSON has no comments"
        case 0x21..<0x7F: "found \(excerpt(text))"
        case 0x80...: "found a character outside ASCII"
        default: "found a control character"
        }
    }

    /// The letters that stand here, such as `NaN` or `True`, or else the one character.
    private func excerpt(_ text: Span<UInt8>) -> String {
        var letters = ""
        var position = offset
        while position < text.count, letters.utf8.count < 20 {
            let byte = text[position]
            let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            guard isLetter || letters.isEmpty else { break }
            letters.unicodeScalars.append(Unicode.Scalar(byte))
            position += 1
            guard isLetter else { break }
        }
        return letters
    }

    /// How many bytes of that range begin no Unicode scalar.
    func continuationBytes(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for position in range where text[position] & 0xC0 == 0x80 { count += 1 }
        return count
    }
}
