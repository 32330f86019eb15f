/// Bytes as hexadecimal digits.
public enum Hex {
    /// In lower case.
    public static func encode(_ bytes: [UInt8]) -> String {
        encode(bytes.span)
    }

    /// `prefix` stands in front of the digits.
    static func encode(_ bytes: Span<UInt8>, after prefix: String = "") -> String {
        String(decoding: digits(of: bytes, after: prefix), as: UTF8.self)
    }

    static func digits(of bytes: Span<UInt8>, after prefix: String = "") -> [UInt8] {
        let front = prefix.utf8Span.span
        var text: [UInt8] = []
        text.append(addingCapacity: front.count + bytes.count * 2) { output in
            for index in front.indices { output.append(front[index]) }
            for index in bytes.indices {
                output.append(digit(bytes[index] >> 4))
                output.append(digit(bytes[index] & 15))
            }
        }
        return text
    }

    /// Takes both cases; nil for an odd number of digits and for any other character.
    public static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            guard let value = value(of: character) else { return nil }
            if let first = high.take() {
                bytes.append(first << 4 | value)
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    /// Without a branch, which would be taken by chance: from ten on 39 more, the way from `:` to `a`.
    private static func digit(_ value: UInt8) -> UInt8 {
        UInt8(ascii: "0") &+ value &+ (value &+ 6) >> 4 &* 39
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
