/// Header fields in the order they came, names compared without regard to case.
///
/// All text lies in one buffer, so that a request's headers cost two allocations however many there are.
public struct Headers: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// Where one field lies in the text: its name from `start`, its value from `nameEnd`.
    public struct Field: Sendable, Equatable {
        public var start: Int32
        public var nameEnd: Int32
        public var end: Int32

        public init(start: Int32, nameEnd: Int32, end: Int32) {
            self.start = start
            self.nameEnd = nameEnd
            self.end = end
        }
    }

    /// The text of all names and values.
    public private(set) var text: [UInt8]
    /// In the order they came.
    public private(set) var fields: [Field]

    public init() {
        text = []
        fields = []
    }

    public init(reservingBytes bytes: Int, fields count: Int) {
        text = []
        fields = []
        text.reserveCapacity(bytes)
        fields.reserveCapacity(count)
    }

    /// Takes over fields whose text already lies in one buffer. Every field must lie inside it.
    public init(text: [UInt8], fields: [Field]) {
        self.text = text
        self.fields = fields
    }

    public init(dictionaryLiteral elements: (String, String)...) {
        self.init()
        for (name, value) in elements { append(name, value) }
    }

    public var count: Int { fields.count }
    public var isEmpty: Bool { fields.isEmpty }
    /// The bytes of all names and values together.
    public var byteCount: Int { text.count }

    public mutating func append(_ name: String, _ value: String) {
        append(name.utf8Span.span, value.utf8Span.span)
    }

    /// A value whose bytes are there already.
    public mutating func append(_ name: String, bytes value: [UInt8]) {
        append(name.utf8Span.span, value.span)
    }

    /// A value that is put together from parts: then no text of its own need be made for it.
    public mutating func append(_ name: String, parts: String...) {
        let start = text.count
        text.append(contentsOf: name.utf8)
        let nameEnd = text.count
        for part in parts { text.append(contentsOf: part.utf8) }
        fields.append(Field(start: Int32(start), nameEnd: Int32(nameEnd), end: Int32(text.count)))
    }

    public mutating func append(_ name: Span<UInt8>, _ value: Span<UInt8>) {
        let start = text.count
        text.append(addingCapacity: name.count + value.count) { output in
            for index in name.indices { output.append(name[index]) }
            for index in value.indices { output.append(value[index]) }
        }
        fields.append(
            Field(start: Int32(start), nameEnd: Int32(start + name.count), end: Int32(start + name.count + value.count))
        )
    }

    /// Removes every field of that name and, unless `value` is nil, appends one.
    public mutating func set(_ name: String, _ value: String?) {
        let kept = fields.filter { !matches($0, name) }
        fields = kept
        if let value { append(name, value) }
    }

    /// The value of the first field of that name.
    public subscript(name: String) -> String? {
        guard let field = fields.first(where: { matches($0, name) }) else { return nil }
        return value(of: field)
    }

    /// Shows the bytes of the first field of that name, without making a string; nil when there is none.
    public func read<Result>(_ name: String, _ body: (_ value: Span<UInt8>) -> Result) -> Result? {
        guard let field = fields.first(where: { matches($0, name) }) else { return nil }
        return body(text.span.extracting(Int(field.nameEnd)..<Int(field.end)))
    }

    /// Shows the bytes of the field at that place, without making strings.
    public func readField<Result>(
        at place: Int, _ body: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Result
    ) -> Result {
        let (bytes, field) = (text.span, fields[place])
        return body(
            bytes.extracting(Int(field.start)..<Int(field.nameEnd)),
            bytes.extracting(Int(field.nameEnd)..<Int(field.end)))
    }

    /// Puts other text in the place of a value, or of its end.
    ///
    /// - Parameter kept: how many bytes of the value stay in front of the text.
    public mutating func replaceValue(at place: Int, from kept: Int, with replacement: String) {
        let start = Int(fields[place].nameEnd) + kept
        let end = Int(fields[place].end)
        text.replaceSubrange(start..<end, with: replacement.utf8)
        let shift = Int32(replacement.utf8.count - (end - start))
        fields[place].end += shift
        // Fields may lie in any order in the text.
        for other in fields.indices where fields[other].start >= end {
            fields[other].start += shift
            fields[other].nameEnd += shift
            fields[other].end += shift
        }
    }

    /// Shows each field's bytes in order, without making strings.
    public func forEachField(_ body: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Void) {
        let bytes = text.span
        for field in fields {
            body(
                bytes.extracting(Int(field.start)..<Int(field.nameEnd)),
                bytes.extracting(Int(field.nameEnd)..<Int(field.end)))
        }
    }

    /// The values of all fields of that name, in order.
    public func all(_ name: String) -> [String] {
        fields.filter { matches($0, name) }.map(value(of:))
    }

    private func value(of field: Field) -> String {
        String(decoding: text[Int(field.nameEnd)..<Int(field.end)], as: UTF8.self)
    }

    private func matches(_ field: Field, _ name: String) -> Bool {
        let name = name.utf8Span.span
        guard Int(field.nameEnd - field.start) == name.count else { return false }
        let start = Int(field.start)
        for index in name.indices where lowercased(text[start + index]) != lowercased(name[index]) { return false }
        return true
    }

    private func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}

extension Headers: RandomAccessCollection {
    public typealias Element = (name: String, value: String)
    public var startIndex: Int { 0 }
    public var endIndex: Int { fields.count }

    public subscript(position: Int) -> (name: String, value: String) {
        let field = fields[position]
        let name = String(decoding: text[Int(field.start)..<Int(field.nameEnd)], as: UTF8.self)
        return (name, value(of: field))
    }
}
