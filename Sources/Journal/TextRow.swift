import HTTPMessages

/// Texts one behind the other, their lengths before them.
struct TextRow {
    private(set) var bytes: [UInt8] = []

    init(reserving count: Int) {
        bytes.reserveCapacity(count)
    }

    mutating func add<let count: Int>(lengths: InlineArray<count, Int>) {
        bytes.append(addingCapacity: 4 * count) { output in
            for index in lengths.indices { output.append(number: lengths[index]) }
        }
    }

    mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func add(_ part: ArraySlice<UInt8>) { bytes.append(contentsOf: part) }

    mutating func add(_ headers: Headers) {
        bytes.append(addingCapacity: 12 * headers.fields.count) { output in
            for field in headers.fields {
                output.append(number: Int(field.start))
                output.append(number: Int(field.nameEnd))
                output.append(number: Int(field.end))
            }
        }
        bytes.append(contentsOf: headers.text)
    }
}

/// Reads what a `TextRow` wrote, in the same order.
struct TextRowReader {
    private let bytes: [UInt8]
    private var position: Int

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        position = start
    }

    mutating func lengths<let count: Int>() -> InlineArray<count, Int> {
        InlineArray { _ in number() }
    }

    mutating func text(_ count: Int) -> String { String(decoding: part(count), as: UTF8.self) }

    mutating func bytes(_ count: Int) -> [UInt8] { Array(part(count)) }

    mutating func headers(fields count: Int, text length: Int) -> Headers {
        let fields = (0..<count).map { _ in
            Headers.Field(start: Int32(number()), nameEnd: Int32(number()), end: Int32(number()))
        }
        return Headers(text: bytes(length), fields: fields)
    }

    private mutating func part(_ count: Int) -> ArraySlice<UInt8> {
        defer { position += count }
        return bytes[position..<position + count]
    }

    private mutating func number() -> Int {
        part(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}

extension OutputSpan<UInt8> {
    /// In four bytes, the least significant first.
    fileprivate mutating func append(number: Int) {
        for place in 0..<4 { append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
    }
}
