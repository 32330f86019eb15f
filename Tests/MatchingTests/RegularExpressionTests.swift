import Matching
import Testing

struct RegularExpressionTests {
    @Test(arguments: [
        ("kite", "a red kite", true), ("^kite", "a red kite", false), ("^a.*kite$", "a red kite", true),
        ("(?i)KITE", "a red kite", true), (#"\bred\b"#, "a reddish kite", false), ("^.$", "🪁", true),
        ("^..$", "é", false),
        (#"^gpt-\d+$"#, "gpt-45", true), ("", "", true), ("a", "", false), (#"(\w)\1"#, "abba", true),
        ("x|", "y", true),
    ])
    func `a text is searched as PCRE2 does`(pattern: String, text: String, matches: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == (matches ? .match : .noMatch))
    }

    @Test func `a bad pattern is refused with reason and place`() throws {
        let failure = try #require(throws: RegularExpression.Failure.self) { try RegularExpression("ab(c") }
        #expect(failure.message == "missing closing parenthesis")
        #expect(failure.offset == 4)
        #expect(throws: RegularExpression.Failure.self) { try RegularExpression(#"a\Cb"#) }
        #expect(throws: RegularExpression.Failure.self) {
            try RegularExpression(String(repeating: "(", count: 400) + String(repeating: ")", count: 400))
        }
    }

    @Test func `a pattern may have a thousand characters and no more`() throws {
        #expect(try RegularExpression(String(repeating: "é", count: 1_000)).matches("é") == .noMatch)
        #expect(throws: RegularExpression.Failure.self) { try RegularExpression(String(repeating: "a", count: 1_001)) }
    }

    /// Exponential at one place, quadratic over all places, long scans that try few items, and deep nesting.
    @Test(arguments: ["(a+)+$", "a.*b", "a*b", "(?:[^x]*y)?z", "(?:a|aa)+$", "(a?){30}a{30}z", "(.)*b.", #"(a*)*\1z"#])
    func `an expression that runs wild is stopped`(pattern: String) throws {
        let text = String(repeating: "a", count: 200_000) + "b!z" + String(repeating: "a", count: 200_000) + "é"
        let outcome = try RegularExpression(pattern + "(?!)").matches(text)
        #expect(outcome == .limitReached)
    }

    @Test func `a long text alone is no reason to give up`() throws {
        let text = String(repeating: "lorem ipsum ", count: 100_000)
        #expect(try RegularExpression("dolo[ru]").matches(text) == .noMatch)
        #expect(try RegularExpression("ipsum.*end$").matches(text + "end") == .match)
    }

    @Test func `many threads search with one expression`() async throws {
        let expression = try RegularExpression("^(a|b)+[0-9]{3}$")
        let found = await withTaskGroup(of: Bool.self) { group in
            for number in 100..<400 {
                group.addTask {
                    expression.matches("abba\(number)") == .match && expression.matches("abc\(number)") == .noMatch
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(found == 300)
    }
}
