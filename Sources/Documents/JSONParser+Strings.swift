extension JSONParser {
    /// Reads a string from its opening to behind its closing quote.
    mutating func string(_ text: Span<UInt8>) throws(Failure) -> String {
        let start = offset + 1
        // Most strings are plain all the way to their end.
        var (end, all) = text.plainWords(from: start)
        var hasEscapes = false
        while end < text.count, text[end] != UInt8(ascii: "\"") {
            let byte = text[end]
            if byte < 0x20 { throw failure(controlCharacter(byte), at: end, in: text) }
            all |= byte
            end += 1
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                end += 1
            }
        }
        guard end < text.count else { throw failure("this string has no closing quote") }
        let result = try hasEscapes ? unescaped(text, start..<end) : valid(text, start..<end)
        if all >= 0x80 { continuations += continuationBytes(text, start..<end) }
        offset = end + 1
        return result
    }

    private func controlCharacter(_ byte: UInt8) -> String {
        byte == UInt8(ascii: "\n")
            ? "the line ends inside a string; a line break is written \\n"
            : "a control character inside a string must be written as an escape such as \\t or \\u0000"
    }

    /// A copy of that part of the text, if it is valid UTF-8.
    mutating func valid(_ text: Span<UInt8>, _ range: Range<Int>) throws(Failure) -> String {
        do {
            return String(copying: try UTF8Span(validating: text.extracting(range)))
        } catch {
            throw failure("the text is not valid UTF-8", at: range.lowerBound + error.byteOffsets.lowerBound, in: text)
        }
    }

    /// What an escape stands for is valid, so the whole is if the text between the escapes is.
    private mutating func unescaped(_ text: Span<UInt8>, _ range: Range<Int>) throws(Failure) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var position = range.lowerBound
        while position < range.upperBound {
            if text[position] == UInt8(ascii: "\\") {
                position = try appendEscape(text, at: position, to: &bytes)
            } else {
                bytes.append(text[position])
                position += 1
            }
        }
        _ = try valid(text, range)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Decodes the escape that begins at that position; returns the position behind it.
    private mutating func appendEscape(
        _ text: Span<UInt8>, at position: Int, to bytes: inout [UInt8]
    ) throws(Failure) -> Int {
        switch text[position + 1] {
        case UInt8(ascii: "\""): bytes.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): bytes.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "u"): return try appendUnicodeEscape(text, at: position, to: &bytes)
        default: throw failure("this escape does not exist; a backslash itself is written \\\\", at: position, in: text)
        }
        return position + 2
    }
}
