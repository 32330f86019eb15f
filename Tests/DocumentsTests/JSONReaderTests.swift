import Documents
import Testing

struct JSONReaderTests {
    private func read(
        _ text: String, _ change: (inout JSONReader.Options) -> Void = { _ in }
    ) throws(JSONReader.Failure) -> JSONReader.Document {
        var options = JSONReader.Options()
        change(&options)
        return try JSONReader.read(Array(text.utf8), options: options)
    }

    @Test(arguments: [
        ("", 1, 1, "the text is empty, a value was expected"),
        ("\u{FEFF}{}", 1, 1, "the text begins with a byte order mark, which JSON does not allow"),
        ("{} x", 1, 4, "the text goes on after its value"),
        ("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "expected a comma or } after the value, found a string"),
        ("[1 2]", 1, 4, "expected a comma or ] after the value, found 2"),
        ("[1", 1, 3, "expected a comma or ] after the value, but the text ends here"),
        ("[1,\n]", 1, 3, "a comma stands before the closing ]"),
        ("{\"a\":1,}", 1, 7, "a comma stands before the closing }"),
        ("{\"a\" 1}", 1, 6, "expected a colon after the key, found 1"),
        ("{a: 1}", 1, 2, "expected a key in double quotes, found a"),
        ("{'a': 1}", 1, 2, "expected a key in double quotes, found a single quote; JSON has double quotes only"),
        ("[True]", 1, 2, "expected a value, found True"),
        ("[NaN]", 1, 2, "expected a value, found NaN"),
        ("[,]", 1, 2, "expected a value, found a comma"),
        ("// c", 1, 1, "expected a value, found /; JSON has no comments"),
        ("[01]", 1, 3, "a number does not begin with a zero and another digit"),
        ("[1.]", 1, 4, "expected a digit after the decimal point, found ]"),
        ("[-]", 1, 3, "expected a digit after the minus sign, found ]"),
        ("[\"a]", 1, 2, "this string has no closing quote"),
        ("[\"a\nb\"]", 1, 4, "the line ends inside a string; a line break is written \\n"),
        ("[\"é\t\"]", 1, 4, "a control character inside a string must be written as an escape such as \\t or \\u0000"),
        ("[\"é\\x\"]", 1, 4, "this escape does not exist; a backslash itself is written \\\\"),
        ("[\"\\u12\"]", 1, 3, "four hexadecimal digits are expected after \\u"),
        ("[\"a\\uD800\"]", 1, 4, "this escape is half of a surrogate pair and stands for no character"),
        ("[å]", 1, 2, "expected a value, found a character outside ASCII"),
    ])
    func `a failure says what is wrong and where`(text: String, line: Int, column: Int, message: String) throws {
        let failure = try #require(throws: JSONReader.Failure.self) { try read(text) }
        #expect(failure.message == message)
        #expect(failure.place == Place(line: line, column: column))
    }

    @Test func `every value and key has its place, columns counted in Unicode scalars`() throws {
        let root = try read("{\n \"é🚤\": [1,\r\n  {\"b\" : \"\\u00e9ü\", \"c\":null}]}").root
        let members = try #require(root.object)
        #expect(root.place == Place(line: 1, column: 1))
        #expect(members[0].keyPlace == Place(line: 2, column: 2))
        #expect(members[0].value.place == Place(line: 2, column: 8))
        let inner = try #require(members[0].value.array?[1])
        #expect(inner.place == Place(line: 3, column: 3))
        #expect(inner["b"]?.place == Place(line: 3, column: 10))
        #expect(inner.object?[1].keyPlace == Place(line: 3, column: 21))
        #expect(inner["c"]?.place == Place(line: 3, column: 25))
    }

    @Test func `keys stay in the order of the text and numbers keep their text`() throws {
        let members = try #require(
            try read(#"{"z":1.50,"a":-0,"m":1e400,"b":0.10000000000000000000000000000000000000000001}"#).root.object)
        #expect(members.map(\.key) == ["z", "a", "m", "b"])
        #expect(
            members.map { $0.value.number?.text } == [
                "1.50", "-0", "1e400", "0.10000000000000000000000000000000000000000001",
            ])
    }

    @Test(arguments: [
        (#""\u0061\u00e9\u20AC\ud834\udd1e""#, "aé€𝄞"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""x\u0000y""#, "x\0y"),
        (#""é\n€""#, "é\n€"), (#""\\u0061""#, "\\u0061"),
    ])
    func `escapes are decoded`(text: String, string: String) throws {
        #expect(try read(text).root.string.map { Array($0.utf8) } == Array(string.utf8))
    }

    @Test(arguments: [
        (#"{"a":1,"b":2,"a":3}"#, "a", "a", 14),
        (#"{"input":{"seed":1,"seed":2}}"#, "seed", "input.seed", 20),
        (#"[0,{"m":[{"role":1,"role":2}]}]"#, "role", "[1].m[0].role", 20),
        (#"{"a":0,"a":{"b":1,"b":2}}"#, "a", "a", 8),
        (#"{"a":{"b":1,"b":2},"a":0}"#, "b", "a.b", 13),
        (#"{"\u0061":0,"a":1}"#, "a", "a", 13),
        (#"{"é":0,"x":2,"\u00e9":1}"#, "é", "é", 14),
    ])
    func `a duplicate key is reported with its place`(text: String, key: String, path: String, column: Int) throws {
        let duplicate = try #require(try read(text).firstDuplicate)
        #expect(duplicate.key == key)
        #expect(duplicate.path == path)
        #expect(duplicate.place == Place(line: 1, column: column))
    }

    @Test func `a duplicate among many keys is found, and the last one counts`() throws {
        let members = (0..<500).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
        #expect(try read("{\(members)}").firstDuplicate == nil)
        let document = try read("{\(members),\"key7\":true}")
        #expect(document.firstDuplicate?.key == "key7")
        #expect(document.root["key7"] == true)
        #expect(document.root.object?.count == 501)
    }

    @Test func `the same key in different mappings is no duplicate`() throws {
        #expect(try read(#"{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}"#).firstDuplicate == nil)
    }

    @Test func `nesting is limited`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try read(nested(64)) }
        let failure = try #require(throws: JSONReader.Failure.self) { try read(nested(65)) }
        #expect(failure.message == "lists and mappings are nested more than 64 levels deep")
        #expect(failure.place == Place(line: 1, column: 65))
        #expect(throws: Never.self) { try read(nested(3)) { $0.maximumDepth = 3 } }
        #expect(throws: JSONReader.Failure.self) { try read(#"{"a":[{}]}"#) { $0.maximumDepth = 2 } }
        #expect(throws: Never.self) { try read("[[],[],{}]") { $0.maximumDepth = 2 } }
        #expect(throws: JSONReader.Failure.self) {
            try read(String(repeating: "[", count: 500_000)) { $0.maximumDepth = .max }
        }
        #expect(throws: JSONReader.Failure.self) {
            try read(String(repeating: "{\"a\":", count: 100_000)) { $0.maximumDepth = .max }
        }
    }

    @Test func `the number of values is limited`() throws {
        #expect(throws: Never.self) { try read("[1,2,3]") { $0.maximumNodes = 4 } }
        let failure = try #require(throws: JSONReader.Failure.self) { try read("[1,2,3]") { $0.maximumNodes = 3 } }
        #expect(failure.message == "the text holds more than 3 values")
        #expect(failure.offset == 5)
    }
}
