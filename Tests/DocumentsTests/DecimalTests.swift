import Documents
import Testing

struct DecimalTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("0.00", "0"), ("0e999999999999999999999", "0"),
        ("1", "1"), ("-1", "-1"), ("12.50", "12.5"), ("100", "100"), ("0.08", "0.08"), ("-0.008", "-0.008"),
        ("1e2", "100"), ("1E+2", "100"), ("10e-1", "1"), ("12.5e3", "12500"), ("12.5e-3", "0.0125"),
        ("1200.00", "1200"), ("100.5", "100.5"), ("0.1000000000000000000000000000000000000000", "0.1"),
        ("1234567890123456789012345678901234", "1234567890123456789012345678901234"),
        ("-0.1234567890123456789012345678901234", "-0.1234567890123456789012345678901234"),
    ])
    func `a number is read exactly and written without exponent or zeros at its end`(
        text: String, written: String
    ) throws {
        #expect(try #require(Decimal(text: text)).text == written)
    }

    @Test(arguments: [
        "", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "1.5e", "0x10", " 1", "1 ", "1,5", "NaN", "Infinity",
        "--1", "1.2.3", "1e2e3",
    ])
    func `a text that is no number of JSON gives nothing`(text: String) {
        #expect(Decimal(text: text) == nil)
    }

    @Test(arguments: ["12345678901234567890123456789012345", "1e401", "1e-401", "1e999999999999999999999", "1.5e-400"])
    func `a number that cannot be held exactly gives nothing`(text: String) {
        #expect(Decimal(text: text) == nil)
    }

    @Test func `the extremes of a binary double fit`() {
        #expect(Decimal(text: "1.7976931348623157e308")?.double == .greatestFiniteMagnitude)
        #expect(Decimal(text: "5e-324")?.double == .leastNonzeroMagnitude)
        #expect(Decimal(text: "0.1")?.double == 0.1)
        #expect(Decimal(-3).double == -3)
    }

    @Test(arguments: [
        ("12.3", 2, "12.30"), ("100", 2, "100.00"), ("0.125", 2, "0.125"), ("0", 2, "0.00"), ("-5e-3", 1, "-0.005"),
        ("7", -3, "7"), ("2e3", 1, "2000.0"),
    ])
    func `zeros are added only up to the places asked for`(text: String, places: Int, written: String) throws {
        #expect(try #require(Decimal(text: text)).text(atLeastPlaces: places) == written)
    }

    @Test(arguments: [
        ("0.0000005", 6, 1), ("0.00000049", 6, 0), ("-0.0000005", 6, -1), ("2.5", 0, 3), ("-2.5", 0, -3),
        ("1234", -2, 12),
        ("1250", -2, 13), ("0.04", 6, 40_000), ("1e30", 6, Int64.max), ("-1e30", 6, Int64.min),
        ("1", Int.max, Int64.max),
        ("1", Int.min, 0), ("5e-400", 6, 0), ("9223372036854.775807", 6, Int64.max),
    ])
    func `rounding goes half away from zero and stops at the ends of the range`(
        text: String, places: Int, value: Int64
    ) throws {
        #expect(try #require(Decimal(text: text)).rounded(places: places) == value)
    }

    @Test(arguments: [
        ("1.005", 2, "1.01"), ("-1.005", 2, "-1.01"), ("1.004", 2, "1"), ("155", -1, "160"), ("3", 5, "3"),
        ("0.4", 0, "0"), ("3.7", Int.min, "0"), ("3.7", Int.max, "3.7"),
    ])
    func `a number is rounded to places`(text: String, places: Int, written: String) throws {
        #expect(try #require(Decimal(text: text)).rounded(toPlaces: places).text == written)
    }

    @Test(arguments: [
        ("0.1", "0.2", "0.3", "-0.1", "0.02"), ("1e3", "-0.5", "999.5", "1000.5", "-500"), ("0", "7", "7", "-7", "0"),
        ("9999999999", "1", "10000000000", "9999999998", "9999999999"),
    ])
    func `sum, difference and product are exact`(
        one: String, other: String, sum: String, difference: String, product: String
    ) throws {
        let (left, right) = (try #require(Decimal(text: one)), try #require(Decimal(text: other)))
        #expect((left + right).text == sum)
        #expect((left - right).text == difference)
        #expect((left * right).text == product)
    }

    @Test func `a sum of numbers far apart keeps the larger one`() throws {
        let (large, small) = (try #require(Decimal(text: "1e300")), try #require(Decimal(text: "1e-300")))
        #expect(large + small == large)
        #expect(small - large == -large)
    }

    @Test func `a product with too many digits is rounded, not cut at random`() throws {
        let long = try #require(Decimal(text: "3333333333333333333333333333333333"))
        let product = long * long
        #expect(abs(product.double / 1.1111111111111111e67 - 1) < 1e-15)
    }

    @Test func `no operation on the largest and smallest numbers traps`() {
        let extremes = [Int128.max, .min, .max - 1, 1, -1, 0].flatMap { coefficient in
            [Int.max, 400, 38, 1, 0, -1, -38, -400, Int.min].map { Decimal(coefficient: coefficient, exponent: $0) }
        }
        for one in extremes {
            #expect(one == one && !(one < one))
            #expect(one.text.hasPrefix("-") == (one < .zero))
            _ = (one.int, one.double, one.rounded(places: 6), one.rounded(toPlaces: 2), one.hashValue)
            for other in extremes {
                _ = (one + other, one - other, one * other)
                #expect((one < other) == (other > one))
                #expect([one < other, one == other, one > other].filter { $0 }.count == 1)
            }
        }
    }

    @Test func `a number past the largest becomes the largest`() {
        let largest = Decimal(coefficient: .max, exponent: 400)
        #expect(largest * largest == largest)
        #expect(largest * -largest == -largest)
        #expect(largest + largest == largest)
        #expect(Decimal(coefficient: 1, exponent: .max) == largest)
        #expect(Decimal(coefficient: 7, exponent: .min) == .zero)
    }

    @Test func `numbers written differently are equal and hash alike`() throws {
        let same = try ["100", "1e2", "100.000", "1000e-1"].map { try #require(Decimal(text: $0)) }
        #expect(Set(same).count == 1)
        #expect(Set([Decimal(coefficient: 100), Decimal(coefficient: 1, exponent: 2)]).count == 1)
    }

    @Test func `numbers are ordered by value`() throws {
        let texts = ["-1e300", "-10.5", "-10", "-1e-300", "0", "1e-300", "0.1", "0.10001", "9", "10", "1e2", "1e300"]
        let numbers = try texts.map { try #require(Decimal(text: $0)) }
        #expect(numbers.reversed().sorted() == numbers)
    }

    @Test(
        arguments: [
            ("5", 5), ("5.0", 5), ("1e2", 100), ("-7", -7), ("5.5", nil), ("1e19", nil),
            ("-9223372036854775808", Int.min),
        ] as [(String, Int?)])
    func `only an integer that fits is an integer`(text: String, value: Int?) {
        #expect(Decimal(text: text)?.int == value)
        #expect(Number(text: text).int == value)
    }
}
