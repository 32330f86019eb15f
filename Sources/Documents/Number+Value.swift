extension Number {
    /// The exact value; nil if it has more than 34 digits, stands past 10^±400, or the text is no number.
    public var decimal: Decimal? { Decimal(text: text) }

    /// The value if it is an integer that fits: `5`, `5.0` and `1e2` are integers.
    public var int: Int? {
        guard let scan = NumberScan(text.utf8Span.span) else { return nil }
        return Decimal(scan)?.int
    }

    /// Whether the value is an integer, however large.
    public var isIntegral: Bool {
        guard let scan = NumberScan(text.utf8Span.span) else { return false }
        return scan.exponent >= 0
    }

    /// The nearest binary number; past the range of `Double` it is an infinity, and no number if the text is none.
    public var double: Double { Double(text) ?? .nan }

    /// One spelling for all texts of the same value: the plain form of a decimal, or digits and exponent of what no
    /// decimal holds. A number past about 10^±10^14 keeps its text.
    public var canonicalText: String {
        let bytes = text.utf8Span.span
        guard let scan = NumberScan(bytes), scan.exponent.magnitude < NumberScan.mostPower / 2 else { return text }
        if let decimal = Decimal(scan) { return decimal.text }
        var digits = scan.isNegative ? "-" : ""
        var missing = scan.digitCount
        for index in scan.firstDigit..<bytes.count where missing > 0 && bytes[index] != UInt8(ascii: ".") {
            digits.unicodeScalars.append(Unicode.Scalar(bytes[index]))
            missing -= 1
        }
        return "\(digits)e\(scan.exponent)"
    }
}
