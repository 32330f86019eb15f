/// Odd but legal ways to write the same JSON: whoever compares bytes notices, whoever reads values does not.
public enum JSONStyle: String, Sendable, Hashable, CaseIterable {
    /// The shortest form, everything beyond ASCII as it is.
    case compact
    /// A space behind each comma and colon, as Python writes.
    case spaced
    /// Everything beyond ASCII, and each slash, by an escape, as PHP writes.
    case unicodeEscaped = "unicode_escaped"
    /// Keys in reverse.
    case keyOrder = "key_order"
}

extension Node {
    /// This tree in UTF-8 in one of the styles.
    public func json(_ style: JSONStyle) -> [UInt8] {
        switch style {
        case .compact: return json()
        case .keyOrder: return withKeysReversed.json()
        case .spaced, .unicodeEscaped:
            var text: [UInt8] = []
            write(style, to: &text)
            return text
        }
    }

    private var withKeysReversed: Node {
        switch value {
        case .array(let items): Node(.array(items.map(\.withKeysReversed)))
        case .object(let members):
            Node(
                .object(
                    Members(members.reversed().map { Members.Member(key: $0.key, value: $0.value.withKeysReversed) })))
        case .null, .bool, .number, .string: self
        }
    }

    private func write(_ style: JSONStyle, to text: inout [UInt8]) {
        let comma = Array((style == .spaced ? ", " : ",").utf8)
        switch value {
        case .null, .bool, .number: text += json()
        case .string(let string): text += Node.quoted(string, style)
        case .array(let items):
            text.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { text += comma }
                item.write(style, to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let members):
            text.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { text += comma }
                text += Node.quoted(member.key, style)
                text += Array((style == .spaced ? ": " : ":").utf8)
                member.value.write(style, to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    private static func quoted(_ string: String, _ style: JSONStyle) -> [UInt8] {
        let plain = Node(.string(string)).json()
        guard style == .unicodeEscaped else { return plain }
        var text: [UInt8] = []
        for unit in String(decoding: plain, as: UTF8.self).utf16 {
            switch unit {
            case UInt16(UInt8(ascii: "/")): text += Array(#"\/"#.utf8)
            case 0..<0x80: text.append(UInt8(unit))
            default:
                let digits = String(unit, radix: 16)
                text += Array((#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            }
        }
        return text
    }
}
