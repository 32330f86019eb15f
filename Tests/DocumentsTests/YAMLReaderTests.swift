import Documents
import Testing

struct YAMLReaderTests {
    private func read(_ text: String) throws(YAMLReader.Problems) -> Node {
        try YAMLReader.read(Array(text.utf8))
    }

    @Test func `mappings, lists and scalars become one tree`() throws {
        let root = try read(
            """
            # A scenario
            name: slow
            rules:
            - when: {model: "veo-*", attempt: [1, 2]}
              then:
                latency: 300ms
                text: |
                  two
                  lines
                folded: >-
                  one
                  line
            - {}
            """)
        let latency: Node = ["latency": "300ms", "text": "two\nlines\n", "folded": "one line"]
        #expect(
            root == [
                "name": "slow", "rules": [["when": ["model": "veo-*", "attempt": [1, 2]], "then": latency], [:]],
            ])
    }

    @Test func `keys and values have their places, columns counted in Unicode scalars`() throws {
        let members = try #require(try read("é🚤: [1, x]\nb:\n  - c: 'd'\n").object)
        #expect(members[0].keyPlace == Place(line: 1, column: 1))
        #expect(members[0].value.place == Place(line: 1, column: 5))
        #expect(members[0].value.array?[1].place == Place(line: 1, column: 9))
        #expect(members[1].keyPlace == Place(line: 2, column: 1))
        let inner = try #require(members[1].value.array?.first)
        #expect(inner.place == Place(line: 3, column: 5))
        #expect(inner["c"]?.place == Place(line: 3, column: 8))
    }

    @Test(arguments: ["", "\n", "# only a comment\n", "---\n", "---\n...\n", "~", "null"])
    func `an empty document is null`(text: String) throws {
        #expect(try read(text) == nil)
    }

    @Test(arguments: [
        "\u{FEFF}a: 1", "%YAML 1.2\n---\na: 1\n", "---\na: 1\n...\n", "a: 1\r\n", "? a\n: 1\n", "\"a\": 1", "{a: 1}",
        "{\"a\":1}",
    ])
    func `one mapping may be written in many ways`(text: String) throws {
        #expect(try read(text) == ["a": 1])
    }

    @Test(
        arguments: [
            // Null and booleans
            ("~", nil), ("null", nil), ("Null", nil), ("NULL", nil), ("", nil), ("nUll", "nUll"), ("none", "none"),
            ("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false), ("FALSE", false),
            ("tRUE", "tRUE"),
            ("on", "on"), ("off", "off"), ("yes", "yes"), ("no", "no"), ("y", "y"), ("'true'", "true"),
            ("\"null\"", "null"), ("''", ""),
            // Numbers
            ("0", 0), ("-0", 0), ("7", 7), ("+7", 7), ("-7", -7), ("007", 7), ("0x1F", 31), ("0xff", 255), ("0o17", 15),
            ("1e3", 1000),
            ("1.0", 1), ("+1.5e+1", 15), ("5.", 5), ("'7'", "7"),
            ("0xFFFFFFFFFFFFFFFF", Node(.number(Number(text: "18446744073709551615")))),
            (".5", Node(.number(Number(text: "0.5")))), ("-.5", Node(.number(Number(text: "-0.5")))),
            ("00.50", Node(.number(Number(text: "0.5")))),
            ("5.e-1", Node(.number(Number(text: "0.5")))),
            ("12345678901234567890123", Node(.number(Number(text: "12345678901234567890123")))),
            // Strings that look like numbers
            ("1.2.3", "1.2.3"), ("1_000", "1_000"), ("12:30", "12:30"), ("2026-11-20", "2026-11-20"),
            ("300ms", "300ms"), ("0x", "0x"), ("0xG", "0xG"),
            ("0o8", "0o8"), ("-0x10", "-0x10"), ("+", "+"), (".", "."), ("-.", "-."), ("1e", "1e"), ("1e+", "1e+"),
            ("e1", "e1"), (".e1", ".e1"),
            ("--1", "--1"), ("+-1", "+-1"), ("1 2", "1 2"), ("16:9", "16:9"), ("-.nan", "-.nan"), ("0b1", "0b1"),
            ("1١", "1١"), ("=", "="),
            ("inf", "inf"), ("NaN", "NaN"), ("50%", "50%"), ("a#b", "a#b"), ("\"\\x41\\u00e9\\0\"", "Aé\0"),
        ] as [(String, Node)])
    func `a plain scalar is read by the core schema of YAML 1_2`(text: String, node: Node) throws {
        #expect(try read("key: \(text)") == ["key": node])
        #expect(
            try JSONReader.read(read("[\(text)]").json()).root.canonicalJSON()
                == Node(.array(text.isEmpty ? [] : [node])).canonicalJSON())
    }

    @Test func `keys are text whatever they look like`() throws {
        #expect(
            try read("{1: a, true: b, null: c, on: d, 0x1F: e, \"\": f}").object?.map(\.key) == [
                "1", "true", "null", "on", "0x1F", "",
            ])
    }

    @Test func `the limits hold, and what is within them is read`() throws {
        var limits = YAMLReader.Limits()
        limits.bytes = 8
        #expect(throws: Never.self) { try YAMLReader.read(Array("a: 12345".utf8), limits: limits) }
        #expect(throws: YAMLReader.Problems.self) { try YAMLReader.read(Array("a: 123456".utf8), limits: limits) }
        limits = YAMLReader.Limits()
        limits.nodes = 4
        #expect(throws: Never.self) { try YAMLReader.read(Array("[1, 2, 3]".utf8), limits: limits) }
        #expect(throws: YAMLReader.Problems.self) { try YAMLReader.read(Array("[1, 2, 3, 4]".utf8), limits: limits) }
        limits.depth = 2
        #expect(throws: Never.self) { try YAMLReader.read(Array("[[], {}]".utf8), limits: limits) }
        #expect(throws: YAMLReader.Problems.self) { try YAMLReader.read(Array("[[[]]]".utf8), limits: limits) }
    }

    @Test func `a byte order mark at the beginning is no part of the text`() throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        #expect(try YAMLReader.read(mark + Array("a: 1".utf8)) == YAMLReader.read(Array("a: 1".utf8)))
        let problems = #expect(throws: YAMLReader.Problems.self) { try YAMLReader.read(mark + Array("a: &b 1".utf8)) }
        #expect(problems?.all.first?.place.column == 4)
    }
}
