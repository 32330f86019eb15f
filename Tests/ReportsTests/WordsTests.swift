import Testing

@testable import Reports

@Suite struct WordsTests {
    @Test(arguments: [
        (0, "0 s"), (4, "0 s"), (40, "0.04 s"), (500, "0.5 s"), (994, "0.99 s"), (999, "1 s"), (1_000, "1 s"),
        (12_400, "12.4 s"),
        (59_949, "59.9 s"), (59_990, "1 min"), (60_000, "1 min"), (200_000, "3 min 20 s"), (3_600_000, "1 h"),
        (7_500_000, "2 h 5 min"), (90_000_000, "1 d 1 h"), (-500, "-0.5 s"),
    ])
    func `a duration is told as people tell it`(milliseconds: Int, text: String) {
        #expect(Duration.milliseconds(milliseconds).shown == text)
    }

    @Test(arguments: [
        ("#3 → #4, 0.5 s apart", "#3 → #4, … apart"), ("waited 3 min 20 s, not 1m30s", "waited …, not …"),
        ("12 polls, 30/min, v2 s, $1.20 each, #3 s", "12 polls, 30/min, v2 s, $1.20 each, #3 s"), ("250ms.", "…."),
        ("3 more, 5 minutes", "3 more, 5 minutes"), ("0 s", "…"), ("", ""),
    ])
    func `durations are covered in what must not differ`(text: String, covered: String) {
        #expect(text.withoutDurations == covered)
    }

    @Test(arguments: [
        (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), ([], ""),
        (["a", "b", "c", "d", "e", "f"], "a, b, c, d, e and f"),
        (["a", "b", "c", "d", "e", "f", "g"], "a, b, c, d, e and 2 more"),
    ])
    func `a long list ends with how many more there are`(items: [String], text: String) {
        #expect(Words.few(items) == text)
    }

    @Test(
        arguments: [
            (2_400_000, 1_200_000, "2"), (3, 2, "1.5"), (5, 0, nil), (4, 4, nil), (3, 4, nil), (1_001, 1_000, nil),
            (15_000, 1, "15,000"),
            (Int64.max, 1, nil),
        ] as [(Int64, Int64, String?)])
    func `a factor is told only where it says something`(amount: Int64, base: Int64, text: String?) {
        #expect(Words.factor(amount, of: base) == text)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a\u{1B}[31mb", #"a\u{1b}[31mb"#), ("a\nFAIL b", #"a\nFAIL b"#),
        ("::error::x", #"\u{3a}:error::x"#),
        ("a ::add-mask::x", #"a \u{3a}:add-mask::x"#), ("a\t::x", #"a\t::x"#),
        ("tests/test_a.py::test_b", "tests/test_a.py::test_b"),
        ("##[error]x", #"#\u{23}[error]x"#), ("###vso[x]", #"#\u{23}#vso[x]"#), ("####", #"#\u{23}#\u{23}"#),
        ("#3 → #4", "#3 → #4"),
    ])
    func `what came from somebody does nothing to a terminal and to no log of a CI`(text: String, shown: String) {
        #expect(text.shown == shown)
        #expect(!text.shown.contains("##"))
    }

    @Test func `a long name loses its middle`() {
        #expect("abcdefghijkl".shortened(to: 7) == "abcd…kl")
        #expect("abc".shortened(to: 3) == "abc")
        #expect(String(repeating: "é", count: 9).shortened(to: 4).count == 4)
    }

    @Test(arguments: [
        ("a_b*c", #"a\_b\*c"#), ("<b>&", "&lt;b&gt;&amp;"), ("a|b", #"a\|b"#), ("use `expect` now", "use `expect` now"),
        ("a ` b", #"a \` b"#), ("``x", #"\`\`x"#), ("`a` ` b", #"`a` \` b"#), ("[a](http://b)", #"\[a\](http\://b)"#),
        ("www.x.y", #"www\.x.y"#), ("$1.20 @me", #"\$1.20 \@me"#), ("`a|b`", "`a|b`"),
    ])
    func `Markdown shows what came from somebody as it is`(text: String, markdown: String) {
        #expect(text.markdown == markdown)
    }

    @Test(arguments: [("a", "`a`"), ("a`b", "``a`b``"), ("``", "``` `` ```"), ("a|b", #"`a\|b`"#), ("", "")])
    func `code in Markdown ends where it should`(text: String, code: String) {
        #expect(text.markdownCode() == code)
    }

    @Test func `XML gets no character that it has not`() {
        #expect(
            "a\u{0}b\u{FFFE}c\u{1F}\u{10FFFF}<]]>\"\r".xml == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}&lt;]]&gt;&quot;&#13;"
        )
        #expect("a\nb".xmlAttribute == "a&#10;b")
        #expect("it's".html == "it&#39;s")
    }
}
