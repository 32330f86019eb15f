extension JSONParser {
    /// Decodes `\u00e9`, or the two escapes of a surrogate pair; returns the position behind.
    ///
    /// Half a pair is refused: it stands for no character, so a `String` could not hold it.
    mutating func appendUnicodeEscape(
        _ text: Span<UInt8>, at position: Int, to bytes: inout [UInt8]
    ) throws(Failure) -> Int {
        let first = try codeUnit(text, at: position)
        if let scalar = Unicode.Scalar(first) {
            append(scalar, to: &bytes)
            return position + 6
        }
        let rest = position + 6
        guard UTF16.isLeadSurrogate(first), text[rest] == UInt8(ascii: "\\"), text[rest + 1] == UInt8(ascii: "u") else {
            throw halfAPair(text, at: position)
        }
        let second = try codeUnit(text, at: rest)
        guard UTF16.isTrailSurrogate(second) else { throw halfAPair(text, at: position) }
        if let scalar = Unicode.Scalar(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))) {
            append(scalar, to: &bytes)
        }
        return rest + 6
    }

    private mutating func halfAPair(_ text: Span<UInt8>, at position: Int) -> Failure {
        failure("this escape is half of a surrogate pair and stands for no character", at: position, in: text)
    }

    private func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        UTF8.encode(scalar)?.forEach { bytes.append($0) }
    }

    /// The four hexadecimal digits of the escape that begins at that position.
    private mutating func codeUnit(_ text: Span<UInt8>, at position: Int) throws(Failure) -> UInt16 {
        var unit: UInt16 = 0
        for index in position + 2..<position + 6 {
            guard index < text.count, let digit = Character(Unicode.Scalar(text[index])).hexDigitValue,
                text[index] < 0x80
            else { throw failure("four hexadecimal digits are expected after \\u", at: position, in: text) }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
