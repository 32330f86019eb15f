import DialectKit
import Testing

/// A word and its parameters, as they come in header fields.
@Suite struct MediaTypeTests {
    @Test(arguments: ["", " ", "\t", ";a=b", "=a"])
    func `without a word it is nothing`(text: String) {
        #expect(MediaType(text) == nil)
    }

    @Test(
        arguments: [
            ("text/plain; charset=utf-8", "utf-8"), ("Text/Plain;CHARSET=UTF-8", "UTF-8"),
            ("text/plain ; charset=\"utf-8\"", "utf-8"), ("text/plain;;; charset=a", "a"),
            ("text/plain; charset=a; charset=b", "a"), ("text/plain; charset=\"a;b=c\"", "a;b=c"),
            ("text/plain; charset=\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d"), ("text/plain; charset=", ""),
            ("text/plain; charset=\"\"", ""), ("text/plain; charset", nil), ("text/plain; =x; charset=a", nil),
            ("text/plain; charset=\"open", nil), ("text/plain", nil), ("text/plain; other=1", nil),
        ] as [(String, String?)])
    func `a parameter is found however it is written`(text: String, value: String?) throws {
        let type = try #require(MediaType(text))
        #expect(type.isEqual("text/plain"))
        #expect(type.parameter("charset") == value)
    }
}
