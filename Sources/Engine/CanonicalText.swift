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
            output.append(all: part)
        }
    }

    mutating func append(_ number: Int) {
        bytes.append(addingCapacity: 8) { $0.append(eightBytes: number) }
    }

    mutating func append(_ hash: XXH3.Hash128) {
        append(Int(truncatingIfNeeded: hash.high))
        append(Int(truncatingIfNeeded: hash.low))
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
            append(XXH3.hash128(part.content.span))
        }
    }

    /// In the order of the keys; of a key that comes twice the last value counts.
    private mutating func append(_ members: Members) {
        let order = Self.order(of: members)
        for place in order.indices {
            let index = order[place]
            let isRepeated = place + 1 < order.count && members[order[place + 1]].key == members[index].key
            guard !isRepeated else { continue }
            append(members[index].key)
            append(members[index].value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// The places of the members in the order of their keys, those of equal keys as they come.
    private static func order(of members: Members) -> [Int] {
        // Most objects are small, and sorting them by insertion takes nothing but this.
        guard members.count <= 8 else { return members.indices.sorted { members[$0].key < members[$1].key } }
        var order: [Int] = []
        order.reserveCapacity(members.count)
        for index in members.indices {
            var place = order.count
            while place > 0, members[index].key < members[order[place - 1]].key { place -= 1 }
            order.insert(index, at: place)
        }
        return order
    }
}

extension OutputSpan<UInt8> {
    /// Least significant first.
    mutating func append(eightBytes number: Int) {
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
