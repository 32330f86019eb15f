import Matching
import Testing

struct GlobTests {
    @Test(arguments: [
        ("", ""), ("*", ""), ("*", "anything"), ("veo-3", "veo-3"), ("veo-*", "veo-3-fast"), ("*-fast", "veo-3-fast"),
        ("v*3*t", "veo-3-fast"), ("veo-?", "veo-3"), ("?", "é"), ("??", "🪁é"), ("*é*", "café au lait"), ("**a**", "a"),
        ("*?b", "aab"), ("a*a", "aa"), ("*ab*abc", "abababc"), ("x*yz", "xyyz"),
    ])
    func `a text that fits matches`(pattern: String, text: String) {
        #expect(Glob(pattern).matches(text))
    }

    @Test(arguments: [
        ("", "a"), ("veo-3", "veo-3-fast"), ("veo-3", "Veo-3"), ("veo-?", "veo-"), ("veo-?", "veo-31"), ("?", ""),
        ("a*a", "a"),
        ("*?", ""), ("??", "é"), ("*??", "🪁"), ("*-fast", "veo-3-fast-1"), ("[a]", "a"), ("\u{e9}", "e\u{301}"),
    ])
    func `a text that does not fit does not match`(pattern: String, text: String) {
        #expect(!Glob(pattern).matches(text))
    }

    @Test func `a pattern without a wildcard is its own only text`() {
        #expect(Glob("veo-3").literal == "veo-3")
        #expect(Glob("veo-*").literal == nil)
        #expect(Glob("veo-?").literal == nil)
    }

    @Test func `stars that nearly match are given up in time`() {
        let text = String(repeating: "a", count: 20_000)
        #expect(!Glob(String(repeating: "a*", count: 200) + "b").matches(text))
        #expect(Glob(String(repeating: "a*", count: 200)).matches(text))
    }
}
