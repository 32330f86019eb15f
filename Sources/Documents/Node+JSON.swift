extension Node {
    /// This tree as JSON in UTF-8: the shortest form, or indented by that many spaces a level.
    public func json(indent: Int? = nil) -> [UInt8] {
        var writer = JSONWriter(indent: indent)
        writer.value(self)
        return writer.finish()
    }

    /// One form for all texts that mean the same: keys in the order of their UTF-8 bytes, the last of a repeated key,
    /// numbers in one spelling (`1.0`, `1` and `10e-1` are `1`), no white space.
    public func canonicalJSON() -> [UInt8] {
        var writer = JSONWriter()
        writer.canonicalValue(self)
        return writer.finish()
    }
}

extension JSONWriter {
    fileprivate mutating func canonicalValue(_ node: Node) {
        switch node.value {
        case .null, .bool, .string:
            value(node)
        case .number(let number):
            value(number: Number(text: number.canonicalText))
        case .array(let elements):
            beginArray()
            for element in elements { canonicalValue(element) }
            endArray()
        case .object(let members):
            beginObject()
            for index in members.canonicalOrder {
                name(dynamic: members[index].key)
                canonicalValue(members[index].value)
            }
            endObject()
        }
    }
}

extension Members {
    /// The positions of the members that count, sorted by the bytes of their keys.
    fileprivate var canonicalOrder: [Int] {
        let sorted = indices.sorted { left, right in
            let difference = members[left].key.difference(from: members[right].key)
            return difference == 0 ? left < right : difference < 0
        }
        var order: [Int] = []
        order.reserveCapacity(sorted.count)
        for position in sorted {
            if let last = order.last, members[last].key.difference(from: members[position].key) == 0 {
                order.removeLast()
            }
            order.append(position)
        }
        return order
    }
}

extension String {
    /// Below zero if this string comes first in the order of UTF-8 bytes, zero if the bytes are the same.
    fileprivate func difference(from other: String) -> Int {
        let (bytes, otherBytes) = (utf8Span.span, other.utf8Span.span)
        for index in 0..<min(bytes.count, otherBytes.count) where bytes[index] != otherBytes[index] {
            return Int(bytes[index]) - Int(otherBytes[index])
        }
        return bytes.count - otherBytes.count
    }
}
