extension JSONParser {
    /// Reads a number and keeps its text.
    mutating func number(_ text: Span<UInt8>) throws(Failure) -> Number {
        let start = offset
        if next(text) == UInt8(ascii: "-") { offset += 1 }
        if next(text) == UInt8(ascii: "0") {
            offset += 1
            if isDigit(next(text)) { throw failure("a number does not begin with a zero and another digit") }
        } else {
            try digits(text, "a digit after the minus sign")
        }
        if next(text) == UInt8(ascii: ".") {
            offset += 1
            try digits(text, "a digit after the decimal point")
        }
        if next(text) | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if next(text) == UInt8(ascii: "-") || next(text) == UInt8(ascii: "+") { offset += 1 }
            try digits(text, "a digit in the exponent")
        }
        return Number(text: try valid(text, start..<offset))
    }

    private mutating func digits(_ text: Span<UInt8>, _ expected: StaticString) throws(Failure) {
        guard isDigit(next(text)) else { throw unexpected(text, expected.description) }
        repeat { offset += 1 } while isDigit(next(text))
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }
}
