import Core
import Documents
import Testing

@Suite struct MoneyTests {
    @Test(arguments: [
        ("0.08", "0.08"), ("3.200000", "3.2"), ("0", "0"), ("0.0000004", "0"), ("0.0000005", "0.000001"),
        ("-1.50", "-1.5"),
    ])
    func `money is exact to the sixth place`(written: String, shown: String) throws {
        #expect(Money(try #require(Decimal(text: written))).text == shown)
    }

    @Test(arguments: [("12.34", "12.34"), ("100", "100.00"), ("0.5", "0.50"), ("0.0525", "0.0525")])
    func `a balance has at least its cents`(written: String, shown: String) throws {
        #expect(Money(try #require(Decimal(text: written))).textWithCents == shown)
    }

    @Test func `a tenth three times is three tenths`() throws {
        let tenth = Money(try #require(Decimal(text: "0.1")))
        #expect(tenth + tenth + tenth == Money(microdollars: 300_000))
    }

    @Test func `amounts past every bound stay at the bound`() {
        let most = Money(microdollars: .max)
        #expect(most + most == most)
        #expect(Money(microdollars: .min) - most == Money(microdollars: .min))
    }
}
