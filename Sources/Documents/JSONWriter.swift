/// Writes JSON to a buffer of its own. Commas, colons and line breaks come by themselves.
///
/// Begin and end must match, and a name must come before each value of a mapping: a wrong order of calls gives a wrong text.
public struct JSONWriter: ~Copyable {
    /// What stands before the next value or name.
    private enum Position {
        case first, behindValue, behindName
    }

    var buffer: [UInt8] = []
    private var position = Position.first
    /// Spaces a level; nil writes no white space at all.
    private let indent: Int?
    private var depth = 0

    /// - Parameters:
    ///   - reserving: how many bytes to make room for, as a hint.
    ///   - indent: spaces a level, at most 16, and a line for each value; nil for the shortest form.
    public init(reserving: Int = 512, indent: Int? = nil) {
        buffer.reserveCapacity(min(max(reserving, 0), 1 << 20))
        self.indent = indent.map { min(max($0, 0), 16) }
    }

    public mutating func beginObject() { begin(UInt8(ascii: "{")) }
    public mutating func endObject() { end(UInt8(ascii: "}")) }
    public mutating func beginArray() { begin(UInt8(ascii: "[")) }
    public mutating func endArray() { end(UInt8(ascii: "]")) }

    /// The text written so far; the writer is used up.
    public consuming func finish() -> [UInt8] { buffer }

    private mutating func begin(_ bracket: UInt8) {
        prepare()
        buffer.append(bracket)
        depth += 1
        position = .first
    }

    private mutating func end(_ bracket: UInt8) {
        depth -= 1
        if position == .behindValue { breakLine() }
        buffer.append(bracket)
        position = .behindValue
    }

    /// Writes what must stand between the text so far and a value or a name.
    mutating func prepare() {
        switch position {
        case .first: if depth > 0 { breakLine() }
        case .behindName: break
        case .behindValue:
            buffer.append(UInt8(ascii: ","))
            breakLine()
        }
        position = .behindValue
    }

    /// Whether a name goes out without white space: nearly always, so all that belongs to it is then written at once.
    var appendsNames: Bool { indent == nil }

    mutating func append(name: Span<UInt8>) {
        let isFirst = position != .behindValue
        buffer.append(addingCapacity: name.count + 4) { output in
            if !isFirst { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            output.append(all: name)
            output.append(UInt8(ascii: "\""))
            output.append(UInt8(ascii: ":"))
        }
        position = .behindName
    }

    mutating func finishName() {
        buffer.append(UInt8(ascii: ":"))
        if indent != nil { buffer.append(UInt8(ascii: " ")) }
        position = .behindName
    }

    private mutating func breakLine() {
        guard let indent else { return }
        buffer.append(UInt8(ascii: "\n"))
        buffer.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
    }
}
