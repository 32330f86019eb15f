import Documents
import Testing

struct JSONWriterTests {
    private func text(indent: Int? = nil, _ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(indent: indent)
        write(&writer)
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    @Test func `commas and colons come by themselves`() {
        let written = text { writer in
            writer.beginObject()
            writer.member("id", "j1")
            writer.member("ok", true)
            writer.name("empty")
            writer.beginArray()
            writer.endArray()
            writer.name("list")
            writer.beginArray()
            writer.value(1)
            writer.beginObject()
            writer.endObject()
            writer.null()
            writer.value("x")
            writer.endArray()
            writer.member("cost", Decimal(coefficient: 80_000, exponent: -6))
            writer.name(dynamic: "a\"b")
            writer.value(number: Number(text: "1.50"))
            writer.endObject()
        }
        #expect(written == #"{"id":"j1","ok":true,"empty":[],"list":[1,{},null,"x"],"cost":0.08,"a\"b":1.50}"#)
    }

    @Test func `an absent value is written as null`() {
        let written = text { writer in
            writer.beginObject()
            writer.member("a", nil as String?)
            writer.member("b", nil as Int?)
            writer.member("c", nil as Decimal?)
            writer.member("d", nil as Node?)
            writer.member("e", Optional("x"))
            writer.member("f", ["g": [nil, true]] as Node)
            writer.endObject()
        }
        #expect(written == #"{"a":null,"b":null,"c":null,"d":null,"e":"x","f":{"g":[null,true]}}"#)
    }

    @Test(arguments: [
        ("", #""""#), ("plain / text", #""plain / text""#), ("a\"b\\c", #""a\"b\\c""#),
        ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
        ("\0\u{1}\u{1F}", #""\u0000\u0001\u001f""#), ("é€𝄞", #""é€𝄞""#), ("é\n", #""é\n""#),
        ("\u{7F}\u{2028}", "\"\u{7F}\u{2028}\""),
        ("e\u{301}", "\"e\u{301}\""),
    ])
    func `only quotes, backslashes and control characters are escaped`(string: String, written: String) throws {
        let bytes = Node(.string(string)).json()
        #expect(bytes == Array(written.utf8))
        #expect(try JSONReader.read(bytes).root.string.map { Array($0.utf8) } == Array(string.utf8))
    }

    @Test(arguments: [0, 7, -7, 10, 99, 100, 1_234_567_890, Int.max, Int.min])
    func `integers are written whole`(integer: Int) {
        #expect(text { $0.value(integer) } == String(integer))
    }

    @Test func `an indented text has a line for each value and none for what is empty`() {
        let node: Node = ["a": [1, [:], []], "b": ["c": nil]]
        let written = String(decoding: node.json(indent: 2), as: UTF8.self)
        #expect(
            written == """
                {
                  "a": [
                    1,
                    {},
                    []
                  ],
                  "b": {
                    "c": null
                  }
                }
                """)
    }

    @Test func `a repeated key is written as often as it was read`() throws {
        let bytes = Array(#"{"a":1,"b":2,"a":3}"#.utf8)
        #expect(try JSONReader.read(bytes).root.json() == bytes)
    }

    @Test(arguments: [
        (#"{"b":1,"a":2}"#, #"{"a":2,"b":1}"#), (#"{"a":1,"b":0,"a":2}"#, #"{"a":2,"b":0}"#),
        (#" [ 1.0 , 10e-1, -0 ] "#, "[1,1,0]"),
        (#"{"aa":1,"a":2,"B":3,"é":4,"z":5}"#, #"{"B":3,"a":2,"aa":1,"z":5,"é":4}"#),
        (#"{"x":{"d":[{"f":1,"e":"\u0041"}]}}"#, #"{"x":{"d":[{"e":"A","f":1}]}}"#),
        (#"{"":1,"\u0000":2}"#, #"{"":1,"\u0000":2}"#), (#"{"a":1,"a":2,"a":{"a":1,"a":3}}"#, #"{"a":{"a":3}}"#),
    ])
    func `texts that mean the same have one canonical form`(text: String, canonical: String) throws {
        let node = try JSONReader.read(Array(text.utf8)).root
        #expect(String(decoding: node.canonicalJSON(), as: UTF8.self) == canonical)
    }
}
