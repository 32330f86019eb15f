import DialectKit
import Digests
import Documents

/// Writes a tree so that equal contents give equal bytes: keys sorted, numbers by value, no white space to speak of.
///
/// Not JSON, since only a hash reads it: each value goes with its kind and its length, which needs no escaping.
struct CanonicalText {
    private(set) var bytes: [UInt8] = []

    init(reserving count: Int) {
        bytes.reserveCapacity(count)
    }

    mutating func append(_ part: [UInt8]) { append(part.span) }

    mutating func append(_ text: String) { append(text.utf8Span.span) }

    private mutating func append(_ part: Span<UInt8>) {
        bytes.append(addingCapacity: 8 + part.count) { output in
            output.append(eightBytes: part.count)
            for index in part.indices { output.append(part[index]) }
        }
    }

    mutating func append(_ number: Int) {
        bytes.append(addingCapacity: 8) { $0.append(eightBytes: number) }
    }

    mutating func append(_ node: Node) {
        switch node.value {
        case .null: bytes.append(UInt8(ascii: "n"))
        case .bool(let bool): bytes.append(bool ? UInt8(ascii: "t") : UInt8(ascii: "f"))
        case .number(let number):
            bytes.append(UInt8(ascii: "#"))
            append(number.isPlainInteger ? number.text : number.canonicalText)
        case .string(let string):
            bytes.append(UInt8(ascii: "s"))
            append(string)
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            append(items.count)
            for item in items { append(item) }
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            append(members)
        }
    }

    /// Part by part; of the contents only a hash, since they may be large.
    mutating func append(_ form: Multipart) {
        bytes.append(UInt8(ascii: "m"))
        append(form.parts.count)
        for part in form.parts {
            append(part.name)
            append(part.fileName ?? "")
            append(part.contentType ?? "")
            append(SHA256.digest(part.content.span).bytes)
        }
    }

    /// In the order of the keys; of a key that comes twice the last value counts.
    private mutating func append(_ members: Members) {
        // The sort keeps the order of equal keys.
        let sorted = members.indices.sorted { members[$0].key < members[$1].key }
        for (place, index) in sorted.enumerated() {
            let isRepeated = place + 1 < sorted.count && members[sorted[place + 1]].key == members[index].key
            guard !isRepeated else { continue }
            append(members[index].key)
            append(members[index].value)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}

extension OutputSpan<UInt8> {
    /// Least significant first.
    fileprivate mutating func append(eightBytes number: Int) {
        for place in 0..<8 { append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
    }
}

extension Number {
    /// Digits alone, without a leading zero: then the text is the number's only form.
    fileprivate var isPlainInteger: Bool {
        let digits = text.utf8
        return (digits.first != UInt8(ascii: "0") || digits.count == 1) && digits.count <= 18
            && digits.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
}
