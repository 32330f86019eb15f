extension Decimal {
    /// Reads a number in the grammar of JSON, exactly or not at all.
    ///
    /// Nil if the text is not such a number, has more than 34 significant digits, or its last digit stands past 10^±400.
    public init?(text: String) {
        guard let scan = NumberScan(text.utf8Span.span) else { return nil }
        self.init(scan)
    }

    init?(_ scan: NumberScan) {
        guard scan.digitCount <= NumberScan.mostDigits, Decimal.exponents.contains(scan.exponent) else { return nil }
        self.init(coefficient: scan.isNegative ? -scan.magnitude : scan.magnitude, exponent: scan.exponent)
    }

    /// The number without exponent and without zeros at its end: `0.08`, `3.2`, `-1500`, `0`.
    public var text: String { text(atLeastPlaces: 0) }

    /// The number without exponent, with zeros at its end only up to that many places: `12.30`, `100.00`, `0.125`.
    public func text(atLeastPlaces places: Int) -> String {
        var bytes: [UInt8] = []
        append(to: &bytes, atLeastPlaces: places)
        return String(decoding: bytes, as: UTF8.self)
    }

    func append(to bytes: inout [UInt8], atLeastPlaces places: Int = 0) {
        let digits = DecimalDigits(self)
        let zero = UInt8(ascii: "0")
        if coefficient < 0 { bytes.append(UInt8(ascii: "-")) }
        let behind = max(-digits.exponent, 0)
        let whole = digits.count + digits.exponent
        if whole <= 0 { bytes.append(zero) }
        digits.append(to: &bytes, 0..<min(max(whole, 0), digits.count))
        bytes.append(zeros: digits.exponent)
        let wanted = max(behind, min(places, -Decimal.exponents.lowerBound))
        if wanted == 0 { return }
        bytes.append(UInt8(ascii: "."))
        bytes.append(zeros: min(behind, -whole))
        digits.append(to: &bytes, digits.count - min(behind, digits.count)..<digits.count)
        bytes.append(zeros: wanted - behind)
    }
}

/// The digits of a coefficient, without zeros at the end, and the power of ten of the last one.
private struct DecimalDigits {
    /// Filled from the end; 39 digits are the most that an `Int128` has.
    private var digits = InlineArray<39, UInt8>(repeating: 0)
    private var first = 39
    private var end = 39
    private(set) var exponent: Int

    var count: Int { end - first }

    init(_ decimal: Decimal) {
        exponent = decimal.coefficient == 0 ? 0 : decimal.exponent
        var rest = decimal.coefficient.magnitude
        while rest > UInt64.max {
            prepend(UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        var shorter = UInt64(truncatingIfNeeded: rest)
        repeat {
            prepend(UInt8(truncatingIfNeeded: shorter % 10))
            shorter /= 10
        } while shorter > 0
        while count > 1, digits[end - 1] == UInt8(ascii: "0") {
            end -= 1
            exponent += 1
        }
    }

    private mutating func prepend(_ digit: UInt8) {
        first -= 1
        digits[first] = UInt8(ascii: "0") + digit
    }

    func append(to bytes: inout [UInt8], _ range: Range<Int>) {
        for index in range { bytes.append(digits[first + index]) }
    }
}

extension [UInt8] {
    fileprivate mutating func append(zeros count: Int) {
        if count > 0 { append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count)) }
    }
}
