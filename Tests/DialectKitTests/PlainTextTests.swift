import DialectKit
import Testing

/// Texts that are to be a number or an address.
@Suite struct PlainTextTests {
    @Test(
        arguments: [
            ("0", 0), ("7", 7), ("007", 7), ("999999999999999999", 999_999_999_999_999_999), ("", nil), ("+1", nil),
            ("-1", nil), (" 1", nil), ("1 ", nil), ("1.0", nil), ("1e3", nil), ("٣", nil), ("1000000000000000000", nil),
        ] as [(String, Int?)])
    func `a plain integer is digits alone, and not too many`(text: String, number: Int?) {
        #expect(plainInteger(text) == number)
    }

    @Test(arguments: [
        ("https://example.com", true), ("HTTPS://example.com/a?b#c", true), ("http://[::1]:8080/", true),
        ("https://a", true), ("ftp://example.com", false), ("https:/example.com", false), ("https://", false),
        ("https:///path", false), ("https://?q", false), ("https://#f", false), ("https://:80", false),
        ("https://exa mple.com", false), ("https://example.com/\u{7F}", false), ("https://example.com\n", false),
        ("example.com", false), ("", false), (" https://example.com", false), ("httpss://example.com", false),
    ])
    func `a web address has a scheme that is taken, a host, and no blanks`(text: String, isOne: Bool) {
        #expect(isWebAddress(text, schemes: ["http", "https"]) == isOne)
    }

    @Test func `only the schemes that are named are taken`() {
        #expect(!isWebAddress("http://example.com", schemes: ["https"]))
        #expect(!isWebAddress("https://example.com", schemes: []))
    }
}
