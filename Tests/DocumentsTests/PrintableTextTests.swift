import Documents
import Testing

@Suite struct PrintableTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("café ☕ 🪁", "café ☕ 🪁"), ("a\nb\r\tc", #"a\nb\r\tc"#),
        ("\u{1b}[2J", #"\u{1b}[2J"#),
        ("\u{9b}2J", #"\u{9b}2J"#), ("\u{202e}abc", #"\u{202e}abc"#), ("a\u{2028}b", #"a\u{2028}b"#),
        ("\u{7f}\0", #"\u{7f}\u{0}"#),
    ])
    func `what would do something to a terminal is shown instead`(text: String, shown: String) {
        #expect(text.printable == shown)
    }
}
