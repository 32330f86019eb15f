import Reports
import Testing

struct RepeatLineTests {
    @Test func `a line that repeats one run names its seed, and no reports`() {
        let line = RepeatLine.text(
            [
                "understudy", "drill", "--scenario", "flaky.yaml", "--seeds", "1..20", "--repeat=3", "--junit", "r.xml",
                "--html=r.html", "--quiet", "--no-healthy", "--", "pytest", "-k", "a or b", "--junit", "own.xml",
            ], seed: 7)
        #expect(
            line
                == "understudy drill --scenario flaky.yaml --no-healthy --seeds 7 -- pytest -k 'a or b' --junit own.xml"
        )
    }

    @Test func `one with the scenario's own seed names none`() {
        #expect(
            RepeatLine.text(["understudy", "drill", "--scenario", "a.yaml", "--", "true"], seed: nil)
                == "understudy drill --scenario a.yaml -- true")
    }

    @Test(arguments: [
        ("tests/a-b_c.py", "tests/a-b_c.py"), ("", "''"), ("a b", "'a b'"), ("out/*.png", "'out/*.png'"),
        ("it's", #"'it'\''s'"#), ("$HOME", "'$HOME'"), ("X={getimg}", "'X={getimg}'"), ("a\nb", "'a\nb'"),
        ("längs", "'längs'"),
    ])
    func `a word is quoted as a shell reads it back`(word: String, quoted: String) {
        #expect(RepeatLine.quoted(word) == quoted)
    }
}
