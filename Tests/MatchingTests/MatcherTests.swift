import Matching
import Testing

struct MatcherTests {
    private static let five = Value.number(text: "5", 5)
    private static let list = Value.list([.text("red"), .number(text: "5.0", 5)])

    @Test(arguments: [
        (Matcher.equals(.text("kite")), Value.text("kite")), (.equals(five), .number(text: "5.00", 5)),
        (.equals(five), .text("5")),
        (.equals(.bool(true)), .bool(true)), (.equals(.bool(true)), .text("true")), (.equals(.null), .null),
        (.equals(list), .list([.text("red"), five])), (.contains(.text("red")), .text("a red kite")),
        (.contains(.text("")), .text("")), (.contains(.text("aab")), .text("aaab")), (.contains(.text("red")), list),
        (.contains(five), list), (.contains(five), .text("v5")), (.startsWith("a r"), .text("a red kite")),
        (.startsWith("1"), .number(text: "12", 12)), (.glob(Glob("gpt-*")), .text("gpt-image-1")),
        (.in([.text("a"), five]), .number(text: "5", 5)), (.gt(4), five), (.gte(5), five), (.lt(5.5), five),
        (.lte(5), .text("5.0")),
        (.gt(-1e9), .text("-12.5e3")), (.exists(true), .null), (.exists(false), .absent),
        (.not(.equals(five)), .absent),
        (.not(.exists(true)), .absent), (.all([.gt(1), .lt(9), .not(.equals(.text("6")))]), five), (.all([]), .null),
    ])
    func `a value is accepted`(matcher: Matcher, value: Value) {
        #expect(matcher.accepts(value))
        #expect(!Matcher.not(matcher).accepts(value))
    }

    @Test(arguments: [
        (Matcher.equals(.text("kite")), Value.text("Kite")), (.equals(.text("\u{e9}")), .text("e\u{301}")),
        (.equals(.text("5")), five), (.equals(five), .text("five")), (.equals(five), .text("05")),
        (.equals(five), .bool(true)),
        (.equals(.bool(true)), .text("yes")), (.equals(.object), .list([])), (.equals(list), .list([.text("red")])),
        (.contains(.text("green")), .text("a red kite")), (.contains(.text("re")), list),
        (.contains(.text("x")), .null),
        (.contains(.object), .text("x")), (.startsWith("red"), .text("a red kite")),
        (.startsWith("a"), .list([.text("a")])),
        (.glob(Glob("gpt-*")), .object), (.in([.text("a")]), .text("b")), (.in([]), .null), (.gt(5), five),
        (.lt(5), five),
        (.gt(1), .text("many")), (.gt(1), .text("0x10")), (.gt(1), .text("inf")), (.gt(0), .bool(true)),
        (.lt(1), .null),
        (.exists(false), .null), (.exists(true), .absent), (.all([.gt(1), .gt(9)]), five),
    ])
    func `a value is refused`(matcher: Matcher, value: Value) {
        #expect(!matcher.accepts(value))
        #expect(Matcher.not(matcher).accepts(value))
    }

    @Test func `what is not there satisfies no matcher of values`() throws {
        let matchers: [Matcher] = [
            .equals(.absent), .equals(.null), .contains(.text("")), .startsWith(""),
            .matches(try RegularExpression("")),
            .glob(Glob("*")), .in([.absent]), .gt(-1), .gte(-1), .lt(1), .lte(1), .exists(true),
        ]
        for matcher in matchers { #expect(!matcher.accepts(.absent)) }
    }

    @Test(arguments: [
        ("1", "1.0"), ("1", "10e-1"), ("100", "1E+2"), ("0", "-0.0"), ("0", "0e99"), ("0.05", "5e-2"),
        ("-1.50", "-15e-1"),
        ("123456789012345678901234567890", "1234567890123456789012345678.90e2"),
    ])
    func `numbers of one value are equal however they are written`(left: String, right: String) {
        #expect(number(left) == number(right))
    }

    @Test(arguments: [
        ("9007199254740993", "9007199254740992"), ("0.1", "0.10000000000000000001"), ("1", "-1"), ("1e400", "1e401"),
        ("1e-400", "0"), ("10", "1"), ("1e99999999999999999999", "1e99999999999999999998"),
    ])
    func `numbers of different value differ, also past what a Double can tell`(left: String, right: String) {
        #expect(number(left) != number(right))
    }

    @Test func `an expression that was stopped is no match, and no match for its opposite`() throws {
        let wild = Matcher.matches(try RegularExpression("(a+)+$"))
        let value = Value.text(String(repeating: "a", count: 5_000) + "!")
        #expect(wild.outcome(for: value) == .limitReached)
        #expect(Matcher.not(wild).outcome(for: value) == .limitReached)
        #expect(Matcher.all([wild, .exists(true)]).outcome(for: value) == .limitReached)
        #expect(Matcher.all([wild, .exists(false)]).outcome(for: value) == .noMatch)
        #expect(!wild.accepts(value) && !Matcher.not(wild).accepts(value))
    }

    @Test func `a part that nearly occurs everywhere is looked for in time`() {
        let part = String(repeating: "a", count: 50_000) + "b"
        let text = String(repeating: "a", count: 1_000_000)
        #expect(!Matcher.contains(.text(part)).accepts(.text(text)))
        #expect(Matcher.contains(.text(part)).accepts(.text(text + "b")))
    }

    private func number(_ text: String) -> Value {
        .number(text: text, Double(text) ?? .nan)
    }
}
