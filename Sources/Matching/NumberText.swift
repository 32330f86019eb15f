/// A decimal number of any size and precision, taken from its text so that equal values are equal.
struct NumberText: Equatable {
    private var isNegative = false
    /// Without zeros at either end; empty for 0.
    private var digits: [UInt8] = []
    /// The place of the decimal point, counted from before the first digit.
    private var point = 0

    /// nil for what JSON's grammar does not take for a number, and for an exponent past a thousand million.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        isNegative = rest.takes("-")
        let whole = rest.takeDigits()
        let fraction = rest.takes(".") ? rest.takeDigits() : nil
        guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0"), fraction?.isEmpty != true else {
            return nil
        }
        guard let exponent = rest.takeExponent(), rest.isEmpty else { return nil }
        let all = whole + (fraction ?? [])
        let leadingZeros = all.prefix { $0 == UInt8(ascii: "0") }.count
        digits = Array(all.dropFirst(leadingZeros))
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        point = whole.count - leadingZeros + exponent
        if digits.isEmpty { (isNegative, point) = (false, 0) }
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard first == UInt8(ascii: character) else { return false }
        removeFirst()
        return true
    }

    fileprivate mutating func takeDigits() -> ArraySlice<UInt8> {
        let digits = prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        self = self[digits.endIndex...]
        return digits
    }

    /// 0 where there is no exponent; nil where one is begun and not finished, or is too large.
    fileprivate mutating func takeExponent() -> Int? {
        guard takes("e") || takes("E") else { return 0 }
        let sign = takes("-") ? -1 : 1
        if sign > 0 { _ = takes("+") }
        let digits = takeDigits()
        guard !digits.isEmpty, let size = Int(String(decoding: digits, as: UTF8.self)), size <= 1_000_000_000 else {
            return nil
        }
        return sign * size
    }
}
