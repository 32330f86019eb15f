extension JSONWriter {
    mutating func append(_ word: StaticString) {
        word.withUTF8Buffer { bytes in unsafe buffer.append(contentsOf: bytes) }
    }

    mutating func append(name: StaticString) {
        name.withUTF8Buffer { append(name: unsafe $0.span) }
    }

    /// Appends a word in quotes that needs no escapes.
    mutating func append(quoted word: StaticString) {
        word.withUTF8Buffer { append(inQuotes: unsafe $0.span) }
    }

    /// Appends bytes in quotes that need no escapes.
    mutating func append(inQuotes bytes: Span<UInt8>) {
        buffer.append(addingCapacity: bytes.count + 2) { output in
            output.append(UInt8(ascii: "\""))
            output.append(all: bytes)
            output.append(UInt8(ascii: "\""))
        }
    }

    /// Appends a string in quotes. Quote, backslash and control characters are escaped, all else stays as UTF-8.
    mutating func append(quoted string: String) {
        let bytes = string.utf8Span.span
        guard needsEscapes(bytes) else { return append(inQuotes: bytes) }
        buffer.append(UInt8(ascii: "\""))
        for index in bytes.indices { append(escaping: bytes[index]) }
        buffer.append(UInt8(ascii: "\""))
    }

    /// What stands between the quotes.
    mutating func append(escaped string: String) {
        let bytes = string.utf8Span.span
        if needsEscapes(bytes) {
            for index in bytes.indices { append(escaping: bytes[index]) }
        } else {
            append(bytes)
        }
    }

    /// Without the detour over a collection's iterator, and without holding on to whatever owns the bytes.
    mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    }

    private func needsEscapes(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.plainWords(from: 0).end..<bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return true }
        }
        return false
    }

    private mutating func append(escaping byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        case 0x08: append("\\b")
        case 0x0C: append("\\f")
        case 0..<0x20:
            append("\\u00")
            buffer.append(hexDigit(byte >> 4))
            buffer.append(hexDigit(byte & 0xF))
        default: buffer.append(byte)
        }
    }

    private func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    mutating func append(_ integer: Int) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var first = 20
        var rest = integer.magnitude
        repeat {
            first -= 1
            digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if integer < 0 { buffer.append(UInt8(ascii: "-")) }
        for index in first..<20 { buffer.append(digits[index]) }
    }
}

extension OutputSpan<UInt8> {
    /// Appends them as one block; there must be room for all of them.
    public mutating func append(all bytes: Span<UInt8>) {
        precondition(bytes.count <= freeCapacity)
        unsafe withUnsafeMutableBufferPointer { room, count in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                guard let start = room.baseAddress, let source = bytes.baseAddress else { return }
                unsafe (start + count).initialize(from: source, count: bytes.count)
                count += bytes.count
            }
        }
    }
}
