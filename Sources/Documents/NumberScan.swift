/// One pass over the text of a number in the grammar of JSON: sign, digits without zeros at either end, power of ten.
///
/// The coefficient is right while `digitCount` is not more than `mostDigits`; the other facts always are.
struct NumberScan {
    /// As many digits as a decimal128 has; `Int128` holds them with room to spare.
    static let mostDigits = 34

    /// A written exponent past this is cut to it.
    static let mostPower = 1_000_000_000_000_000

    private(set) var isNegative = false
    private(set) var magnitude: Int128 = 0
    /// Significant digits: `1200` and `0.0012` have two, zero has none.
    private(set) var digitCount = 0
    /// Where the first significant digit stands in the text.
    private(set) var firstDigit = 0
    /// The power of ten of the last significant digit.
    private(set) var exponent = 0
    private var zeros = 0
    private var position = 0

    /// Nil if the text is not a number of JSON.
    init?(_ text: borrowing Span<UInt8>) {
        if !text.isEmpty, text[0] == UInt8(ascii: "-") {
            isNegative = true
            position = 1
        }
        let start = position
        guard takeDigits(text, exponentStep: 0) else { return nil }
        if text[start] == UInt8(ascii: "0"), position - start > 1 { return nil }
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            guard takeDigits(text, exponentStep: -1) else { return nil }
        }
        exponent += zeros
        guard takeExponent(text), position == text.count else { return nil }
        if digitCount == 0 { exponent = 0 }
    }

    /// Takes a run of digits; false if there is none.
    private mutating func takeDigits(_ text: borrowing Span<UInt8>, exponentStep: Int) -> Bool {
        let start = position
        while position < text.count {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            exponent += exponentStep
            take(digit)
            position += 1
        }
        return position > start
    }

    /// Zeros wait until a digit follows them, so that those at the end never enter the coefficient.
    private mutating func take(_ digit: UInt8) {
        if digit == 0 {
            if digitCount > 0 { zeros += 1 }
            return
        }
        if digitCount == 0 { firstDigit = position }
        digitCount += zeros + 1
        if digitCount <= NumberScan.mostDigits {
            magnitude = magnitude * Int128.powersOfTen[zeros + 1] + Int128(digit)
        }
        zeros = 0
    }

    /// Takes `e+12` and the like if it stands there; false if it is broken off.
    private mutating func takeExponent(_ text: borrowing Span<UInt8>) -> Bool {
        guard position < text.count, text[position] | 0x20 == UInt8(ascii: "e") else { return true }
        position += 1
        let isNegative = position < text.count && text[position] == UInt8(ascii: "-")
        if isNegative || position < text.count && text[position] == UInt8(ascii: "+") { position += 1 }
        let start = position
        var power = 0
        while position < text.count {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            power = min(power * 10 + Int(digit), NumberScan.mostPower)
            position += 1
        }
        exponent += isNegative ? -power : power
        return position > start
    }
}
