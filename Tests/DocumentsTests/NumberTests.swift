import Documents
import Testing

struct NumberTests {
    @Test(arguments: [
        ("1", "1.0"), ("1", "10e-1"), ("0", "-0.0e7"), ("1e400", "10e399"), ("0.5", "5E-1"),
        ("123456789012345678901234567890123456789", "123456789012345678901234567890123456789.0"),
        ("-123456789012345678901234567890123456789e5", "-12345678901234567890123456789012345678.9e6"),
    ])
    func `numbers of the same value are equal`(one: String, other: String) {
        #expect(Number(text: one) == Number(text: other))
        #expect(Number(text: one).canonicalText == Number(text: other).canonicalText)
    }

    @Test(arguments: [
        ("1", "2"), ("1", "-1"), ("1e400", "1e401"), ("0.1", "0.10000000000000000000000000000000000000000001"),
        ("123456789012345678901234567890123456789", "123456789012345678901234567890123456788"),
        ("1e9999999999999999", "2e9999999999999999"),
    ])
    func `numbers of another value are not`(one: String, other: String) {
        #expect(Number(text: one) != Number(text: other))
        #expect(Number(text: one).canonicalText != Number(text: other).canonicalText)
    }

    @Test(arguments: [
        ("10e400", "1e401"), ("-12.50", "-12.5"), ("1e-401", "1e-401"), ("1e21", "1000000000000000000000"),
        ("0.12345678901234567890123456789012345", "12345678901234567890123456789012345e-35"),
    ])
    func `a canonical text is short and keeps every digit`(text: String, canonical: String) {
        #expect(Number(text: text).canonicalText == canonical)
    }

    @Test(arguments: [
        ("5", true), ("5.0", true), ("1e400", true), ("5.5e1", true), ("0e-9", true), ("5.5", false), ("1e-1", false),
        ("x", false),
    ])
    func `an integer may be written with point and exponent`(text: String, isIntegral: Bool) {
        #expect(Number(text: text).isIntegral == isIntegral)
    }

    @Test func `a number past the range of a double is an infinity`() {
        #expect(Number(text: "1e999").double == .infinity)
        #expect(Number(text: "-1e999").double == -.infinity)
        #expect(Number(text: "0.25").double == 0.25)
        #expect(Number(text: "one").double.isNaN)
    }
}
