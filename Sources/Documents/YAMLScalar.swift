/// What a plain scalar means by the core schema of YAML 1.2.
enum YAMLScalar {
    case value(Node.Content)
    /// It is a number, but one that JSON has no way to write; the words say which.
    case refused(String)

    init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .value(.null)
        case "true", "True", "TRUE": self = .value(.bool(true))
        case "false", "False", "FALSE": self = .value(.bool(false))
        default: self = YAMLScalar.number(text) ?? .value(.string(text))
        }
    }

    private static func number(_ text: String) -> YAMLScalar? {
        let isSigned = text.hasPrefix("-") || text.hasPrefix("+")
        switch isSigned ? text.dropFirst() : text[...] {
        case ".inf", ".Inf", ".INF": return .refused("infinity is not a value here; write a large number")
        case ".nan", ".NaN", ".NAN":
            return isSigned ? nil : .refused("not-a-number is not a value here; write null")
        default: break
        }
        if text.hasPrefix("0x") { return integer(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0o") { return integer(text.dropFirst(2), radix: 8) }
        return decimal(text).map { .value(.number(Number(text: $0))) }
    }

    private static func integer(_ digits: Substring, radix: Int) -> YAMLScalar? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ isDigit($0, radix) }) else { return nil }
        guard let value = UInt64(digits, radix: radix) else { return .refused("this number does not fit in 64 bits") }
        return .value(.number(Number(text: String(value))))
    }

    private static func isDigit(_ byte: UInt8, _ radix: Int) -> Bool {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { $0 < radix } ?? false
    }

    /// The number in the grammar of JSON, which knows no `+5`, `.5`, `5.` or `007`; nil if the text is no number.
    private static func decimal(_ text: String) -> String? {
        var rest = text.utf8[...]
        var result = rest.first == UInt8(ascii: "-") ? "-" : ""
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = takeDigits(&rest)
        let hasPoint = rest.first == UInt8(ascii: ".")
        if hasPoint { rest.removeFirst() }
        let fraction = hasPoint ? takeDigits(&rest) : ""
        if whole.isEmpty && fraction.isEmpty { return nil }
        let significant = whole.drop { $0 == "0" }
        result += significant.isEmpty ? "0" : significant
        if hasPoint { result += fraction.isEmpty ? ".0" : ".\(fraction)" }
        guard let exponent = exponent(rest) else { return nil }
        return result + exponent
    }

    private static func exponent(_ text: Substring.UTF8View) -> String? {
        guard let letter = text.first else { return "" }
        guard letter | 0x20 == UInt8(ascii: "e") else { return nil }
        var digits = text.dropFirst()
        if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard !takeDigits(&digits).isEmpty, digits.isEmpty else { return nil }
        return String(Substring(text))
    }

    private static func takeDigits(_ text: inout Substring.UTF8View) -> Substring {
        let digits = text.prefix { $0 &- UInt8(ascii: "0") < 10 }
        text = text[digits.endIndex...]
        return Substring(digits)
    }
}
