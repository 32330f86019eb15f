extension JSONWriter {
    public mutating func null() {
        prepare()
        append("null")
    }

    public mutating func value(_ bool: Bool) {
        prepare()
        append(bool ? "true" : "false")
    }

    public mutating func value(_ string: String) {
        prepare()
        append(quoted: string)
    }

    /// A string of ASCII that needs no escapes.
    public mutating func value(plain bytes: Span<UInt8>) {
        prepare()
        append(inQuotes: bytes)
    }

    /// Begins a string that is put together from parts: then no text of its own need be made for it.
    public mutating func beginString() {
        prepare()
        buffer.append(UInt8(ascii: "\""))
    }

    public mutating func part(_ text: String) { append(escaped: text) }

    /// A part that needs no escapes: no quote, no backslash.
    public mutating func part(plain text: StaticString) { append(text) }

    /// The same of bytes that are put together while the program runs.
    public mutating func part(plain bytes: [UInt8]) { buffer.append(contentsOf: bytes) }

    public mutating func endString() { buffer.append(UInt8(ascii: "\"")) }

    public mutating func value(_ integer: Int) {
        prepare()
        append(integer)
    }

    /// Writes the number as it was written.
    public mutating func value(number: Number) {
        prepare()
        append(number.text.utf8Span.span)
    }

    /// Writes the number without exponent and without zeros at its end.
    public mutating func value(decimal: Decimal) {
        prepare()
        decimal.append(to: &buffer)
    }

    /// Writes a whole tree in the order it has; a key that comes twice is written twice.
    public mutating func value(_ node: Node) {
        switch node.value {
        case .null: null()
        case .bool(let bool): value(bool)
        case .number(let number): value(number: number)
        case .string(let string): value(string)
        case .array(let elements):
            beginArray()
            for element in elements { value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                name(dynamic: member.key)
                value(member.value)
            }
            endObject()
        }
    }
}
