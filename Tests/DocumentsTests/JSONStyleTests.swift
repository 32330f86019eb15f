import Documents
import Testing

struct JSONStyleTests {
    @Test(arguments: [
        (JSONStyle.compact, #"{"a":"é/☕🎈\n","b":[1,2.50,null],"c":{}}"#),
        (.spaced, #"{"a": "é/☕🎈\n", "b": [1, 2.50, null], "c": {}}"#),
        (.unicodeEscaped, #"{"a":"\u00e9\/\u2615\ud83c\udf88\n","b":[1,2.50,null],"c":{}}"#),
        (.keyOrder, #"{"c":{},"b":[1,2.50,null],"a":"é/☕🎈\n"}"#),
    ])
    func `each style is the same JSON in other bytes`(style: JSONStyle, text: String) throws {
        let tree = try read(#"{"a":"é/☕🎈\n","b":[1,2.50,null],"c":{}}"#)
        #expect(String(decoding: tree.json(style), as: UTF8.self) == text)
        #expect(try read(text).canonicalJSON() == tree.canonicalJSON())
    }

    private func read(_ text: String) throws -> Node { try JSONReader.read(Array(text.utf8)).root }
}
