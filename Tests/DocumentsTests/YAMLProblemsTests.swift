import Documents
import Testing

struct YAMLProblemsTests {
    private func problems(_ bytes: [UInt8]) -> [YAMLReader.Problem] {
        do {
            _ = try YAMLReader.read(bytes)
            return []
        } catch {
            return error.all
        }
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3", 3, 1, "a", "the key a stands here for the second time, first in line 1"),
        (
            "rules:\n- 1\n- then: {latency: 1, latency: 2}", 3, 22, "rules[1].then.latency",
            "the key latency stands here for the second time, first in line 3"
        ),
        ("{1: a, \"1\": b}", 1, 8, "1", "the key 1 stands here for the second time, first in line 1"),
        ("a: &x 1", 1, 4, "a", "anchors such as &x are not allowed; write the value wherever it is needed"),
        ("a: *x", 1, 4, "a", "aliases such as *x are not allowed; write the value itself"),
        ("a: !!str 1", 1, 4, "a", "tags such as tag:yaml.org,2002:str are not allowed; quotes make a string"),
        ("- !x {}", 1, 3, "[0]", "tags such as !x are not allowed; quotes make a string"),
        ("a: {<<: {b: 1}}", 1, 5, "a", "merge keys (<<) are not allowed; write the members themselves"),
        ("? [a]\n: 1", 1, 3, "", "a key must be a scalar, not a list or a mapping"),
        ("{{a: b}: c}", 1, 2, "", "a key must be a scalar, not a list or a mapping"),
        ("?\n: 1", 1, 2, "", "the key is missing"),
        ("a: 1\n---\nb: 2", 2, 1, "", "a second document begins here; only one is allowed"),
        ("%YAML 1.1\n---\na: 1", 1, 1, "", "the only directive allowed is %YAML 1.2"),
        ("%TAG ! tag:x,2000:\n---\na: 1", 1, 1, "", "the only directive allowed is %YAML 1.2"),
        ("a: .inf", 1, 4, "a", "infinity is not a value here; write a large number"),
        ("a: [-.Inf]", 1, 5, "a[0]", "infinity is not a value here; write a large number"),
        ("a: .NaN", 1, 4, "a", "not-a-number is not a value here; write null"),
        ("a: 0x10000000000000000", 1, 4, "a", "this number does not fit in 64 bits"),
    ])
    func `what is not allowed is reported with place and path`(
        text: String, line: Int, column: Int, path: String, message: String
    ) {
        #expect(
            problems(Array(text.utf8)) == [
                YAMLReader.Problem(message: message, place: Place(line: line, column: column), path: path)
            ])
    }

    @Test(arguments: [
        ("a:\n\t- b", 2, 1, "a"), ("é:\n  b:\n  \tc: 1", 3, 3, "é.b"), ("a:\n  b: c\n\td: 1", 3, 1, "a.b"),
        ("a:\r\n\tb: 1\r\n", 2, 1, "a"),
    ])
    func `a tab is called one`(text: String, line: Int, column: Int, path: String) {
        let message = "this is not valid YAML: a tab stands here, and only spaces may indent a line; use spaces"
        #expect(
            problems(Array(text.utf8)) == [
                YAMLReader.Problem(message: message, place: Place(line: line, column: column), path: path)
            ])
    }

    @Test(arguments: [
        ("a: b: c", 1, 5, ""), ("a: [1, 2", 1, 9, "a"), ("a: [1, 2\n", 2, 1, "a"), ("a: \"é", 1, 6, "a"),
        ("a:\n\t- b", 2, 1, "a"), ("a: 'x' y", 1, 8, ""),
        ("- a\nb: c", 2, 1, ""), ("a: @b", 1, 4, "a"), ("a: \"\\q\"", 1, 5, "a"), ("a: \"\\uD800\"", 1, 7, "a"),
        ("%FOO", 1, 5, ""),
    ])
    func `a broken syntax is one problem that ends the list`(text: String, line: Int, column: Int, path: String) throws
    {
        let found = problems(Array(text.utf8))
        #expect(found.count == 1)
        #expect(found.first?.message.hasPrefix("this is not valid YAML: ") == true)
        #expect(found.first?.place == Place(line: line, column: column))
        #expect(found.first?.path == path)
    }

    @Test func `all problems are reported, in the order of the text`() {
        let text = "a: &x 1\nb:\n  c: *x\n  c: !t 2\nd: .nan\n<<: {e: 1, e: 2}\n? {}\n: .inf\nf: [\n"
        let found = problems(Array(text.utf8))
        #expect(found.map(\.path) == ["a", "b.c", "b.c", "b.c", "d", "", "e", "", "", "f"])
        #expect(found.map(\.place.line) == [1, 3, 4, 4, 5, 6, 6, 7, 8, 10])
    }

    @Test(
        arguments: [
            ([0x61, 0x3A, 0x20, 0xFF], 1, 4), ([0x0A, 0xC3, 0xA9, 0x3A, 0x20, 0xED, 0xA0, 0x80], 2, 4),
            ([0xC0, 0x80], 1, 1), ([0xFF, 0xFE, 0x61, 0], 1, 1),
        ] as [([UInt8], Int, Int)])
    func `malformed UTF-8 is a problem where it begins`(bytes: [UInt8], line: Int, column: Int) {
        #expect(
            problems(bytes) == [
                YAMLReader.Problem(
                    message: "the text is not valid UTF-8", place: Place(line: line, column: column), path: "")
            ])
    }

    @Test(arguments: ["a: \0", "a: b\nc: \u{1}", "\u{7F}", "\"a\u{8}\"", "# \u{0}"])
    func `a control character is a problem`(text: String) throws {
        let found = problems(Array(text.utf8))
        #expect(found.last?.message == "this is not valid YAML: control characters are not allowed")
        let before = text.unicodeScalars.prefix { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F }
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(found.last?.place == Place(line: lines.count, column: lines.last!.count + 1))
    }

    @Test func `nesting without end is stopped early`() {
        for unit in ["[", "{", "- ", "? ", "{a: ", "[\n", "- - ", "[a, ", "{a: ["] {
            let found = problems(Array(String(repeating: unit, count: 200_000).utf8))
            #expect(!found.isEmpty && found.count < 50)
        }
    }

    @Test func `a long list of problems and long keys stay bounded`() {
        let key = String(repeating: "k", count: 300_000)
        let found = problems(Array("? \(key)\n: [\(String(repeating: "*a, ", count: 40_000))]".utf8))
        #expect(found.count == 1001)
        #expect(found.last?.message == "there are more problems; they are not listed")
        #expect(found.allSatisfy { $0.path.utf8.count < 100 })
    }
}
