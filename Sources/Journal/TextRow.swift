import Documents
import HTTPMessages

/// Texts one behind the other, their lengths before them.
enum TextRow {
    /// The texts of a request and of the job it is about.
    static func bytes(of request: Request, job: String?, bodyLimit: Int) -> [UInt8] {
        let (fields, text, body) = (request.headers.fields, request.headers.text, request.body.bytes)
        let bodyCount = min(body.count, bodyLimit)
        let (path, query, base) = (request.path.utf8Span, request.query.utf8Span, request.base.utf8Span)
        let texts = path.count + query.count + base.count + (job?.utf8.count ?? 0)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(28 + texts + 12 * fields.count + text.count + bodyCount)
        bytes.append(addingCapacity: 28 + texts) { output in
            output.append(number: path.count)
            output.append(number: query.count)
            output.append(number: base.count)
            output.append(number: (job?.utf8.count ?? -1) + 1)
            output.append(number: fields.count)
            output.append(number: text.count)
            output.append(number: bodyCount)
            output.append(all: path.span)
            output.append(all: query.span)
            output.append(all: base.span)
            if let job { output.append(all: job.utf8Span.span) }
        }
        add(fields, text, to: &bytes)
        if bodyCount > 0 { bytes.append(contentsOf: body.prefix(bodyCount)) }
        return bytes
    }

    /// The texts of an answer and of the job it is about.
    static func bytes(job: String?, headers: Headers, body: [UInt8]) -> [UInt8] {
        let (fields, text) = (headers.fields, headers.text)
        var bytes: [UInt8] = []
        let length = job?.utf8.count ?? 0
        bytes.reserveCapacity(16 + length + 12 * fields.count + text.count + body.count)
        bytes.append(addingCapacity: 16 + length) { output in
            output.append(number: job == nil ? 0 : length + 1)
            output.append(number: fields.count)
            output.append(number: text.count)
            output.append(number: body.count)
            if let job { output.append(all: job.utf8Span.span) }
        }
        add(fields, text, to: &bytes)
        bytes.append(contentsOf: body)
        return bytes
    }

    private static func add(_ fields: [Headers.Field], _ text: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(addingCapacity: 12 * fields.count) { output in
            for field in fields {
                output.append(number: Int(field.start))
                output.append(number: Int(field.nameEnd))
                output.append(number: Int(field.end))
            }
        }
        bytes.append(contentsOf: text)
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

    mutating func skip(_ count: Int) { position += count }

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
