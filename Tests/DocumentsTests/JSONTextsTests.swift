import Documents
import Testing

/// Texts in the spirit of the public JSONTestSuite: what a reader must accept and what it must refuse.
struct JSONTextsTests {
    static let accepted = [
        // Literals and white space
        "null", "true", "false", " true ", "\t\r\n null \n", "[]", "[ ]", "[\n]", "{}", "{ }", "[null]",
        "[null, true, false]",
        "[ 4]", "[1\n]", " [1] ", "[2] ", "[[] ]", "[[[[[]]]]]",
        // Numbers
        "0", "-0", "1", "-1", "123", "1.5", "0.0", "-0.0", "0e1", "0E1", "0e+1", "0e-1", "1e2", "1E2", "1E+2", "1E-2",
        "1.5e10",
        "[123e65]", "[123.456e78]", "[1E22]", "[-123]", "[20e1]", "[0.4e00669999999999999999999999999]",
        "[123123e100000]",
        "[-1e+9999]", "[1.5e+9999]", "[100000000000000000000000000000000]",
        "[-237462374673276894279832749832423479823246327846]",
        "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]",
        // Strings
        #""""#, #"" ""#, #""a""#, #""\"""#, #""\\""#, #""\/""#, #""/""#, #""\b\f\n\r\t""#, #""\u0061""#, #""\u00E9""#,
        #""\u00e9""#,
        #""\u0000""#, #""\u001f""#, #""\u0060\u012a\u12AB""#, #""\uD801\udc37""#, #""\ud83d\ude39\ud83d\udc8d""#,
        #""\uDBFF\uDFFE""#,
        #""\uFFFF""#, #""\uFDD0""#, #""\u2028""#, #""\\u0000""#, #""\\a""#, #""a/*b*/c""#, #""é""#, #""€""#, #""𝄞""#,
        #""π""#,
        "\"\u{7F}\"", "\"\u{2028}\u{2029}\"", "\"\u{FEFF}\"", "\"\u{10FFFF}\"", "\"\u{FFFF}\"", "\"e\u{301}\"",
        #"["asd "]"#,
        #""\u0022""#, #""\u005C""#, #""\u0123\u4567\u89AB\uCDEF\uabcd""#, #""[""#, #""\"\\""#, #""new\u000Aline""#,
        // Lists and mappings
        "[1,2]", #"[1,"a",null]"#, #"[{}]"#, #"{"a":1}"#, #"{"":0}"#, #"{"a":[]}"#, #"{"a":{"b":{"c":[{}]}}}"#,
        #"{"a":"b","a":"c"}"#,
        #"{"a":"b","a":"b"}"#, "{\n\"a\" :\t\"b\" ,\r\n\"c\":1 }", #"{"foo\u0000bar": 42}"#, #"{"title":"\u041f"}"#,
        #"[1,null,null,null,2]"#,
        #"{"a":null}"#, #"{"min": -1.0e+28, "max": 1.0e+28}"#, #"{"asd":"sdf", "dfg":"fgh"}"#, #"[""]"#, #"["a","b"]"#,
    ]

    static let refused = [
        // Nothing, or more than one value
        "", " ", "\n", "1 2", "[] []", "{} {}", "[1]x", "[]]", "{}}", "null,", "[1],", "nullnull", "truefalse",
        #""a" "b""#, "[][", "{}#",
        "]", "}", ",", ":", "\u{FEFF}1", "\u{FEFF}", "[1]\u{0}", "\u{0}", "1\u{A0}", "\u{A0}1", "[\u{2060}]", "\u{B}1",
        "\u{C}1", "[\u{C}]",
        // Literals
        "nul", "tru", "fals", "True", "NULL", "nulll", "truee", "undefined", "NaN", "-NaN", "Infinity", "-Infinity",
        "+Inf", "n", "*", "<null>",
        "[nul]", "[tru]", "[fals", "[True]", "<.>", "å", "[a", "[a\u{E5}]", "asd", "aå",
        // Numbers
        "-", "+1", "++1", "--1", "-+1", "01", "-01", "00", "-00", "1.", "-1.", "1.e1", ".1", "-.1", ".", "1e", "1e+",
        "1e-", "1E", "1E+", "0e", "0e+",
        "0E", "0E+", "1.0e", "1.0e+", "1.0e-", "1eE2", "9.e+", "2.e3", "2.e-3", "0.e1", "0.1.2", "0.3e", "0.3e+",
        "1 000", "1_000", "0x1", "0x42",
        "1a", "-a", "-foo", "- 1", "1e1.5", "1e 2", "-2.", "[1+2]", "[-123.123foo]", "[1ea]",
        "[1.8011670033376514H-308]", "[0.1a]", "\u{FF11}",
        "[1\u{0}]",
        // Strings
        #"""#, #""a"#, #""\"#, #""\""#, #"'a'"#, #"`a`"#, #"a"#, #""\x00""#, #""\a""#, #""\'""#, #""\U0061""#, #""\u""#,
        #""\u0""#, #""\u00""#, #""\u000""#,
        #""\u00G0""#, #""\u-123""#, #""\u+123""#, #""\u 123""#, #""\u12"#, #""\uD800""#, #""\uDC00""#, #""\uDFAA""#,
        #""\uD800\n""#, #""\uD800a""#,
        #""\uD800\uD800""#, #""\uD800\u0041""#, #""\uD800\"#, #""\uD800\u""#, #""\uD800\u1""#, #""\uD800\uDC0""#,
        #""\uDd1e\uD834""#, #""\\\""#,
        "\"\n\"", "\"\t\"", "\"\r\"", "\"\u{0}\"", "\"\u{1F}\"", "\"a\nb\"", "\"\\\n\"", "\"\\\u{0}\"", #""\🌀""#,
        #""\é""#, #"\u0020"asd""#, #"["asd]"#, #"["\"#,
        "\"\\u\u{FF10}\u{FF10}\u{FF10}\u{FF10}\"",
        // Lists
        "[", "[[", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1,,2]", "[1,,]", "[1 2]", "[1:2]", "[1;2]", "[}", "[1}",
        "[\"\",]", "[,", "[-]", "[1\n,\n", "[{}",
        #"["a","b""#, #"["": 1]"#, "[1]]", "[[1]", "[x", "[3[4]]", "[1,\n1\n,1", "[*]", "[undefined]", "[\\n]",
        // Mappings
        "{", "{{", #"{"a""#, #"{"a":"#, #"{"a":1"#, #"{"a":1,"#, #"{"a":1,}"#, #"{"a":1,,"b":2}"#, #"{,}"#, #"{"a" 1}"#,
        #"{"a",1}"#, #"{"a"::1}"#, #"{"a":}"#,
        "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{[]:1}", "{{}:1}", #"{"a":1]"#, #"{"a":1 "b":2}"#, #"{"a":1;"b":2}"#,
        #"{:1}"#, #"{"a":b}"#, "{]", #"{"a":1}}"#,
        #"{"a"=1}"#, #"{"a":true} "x""#, #"{"a":/*c*/1}"#, #"{"a":1}//c"#, #"{"a":1}#c"#, "/*c*/1", "//c\n1", "# c\n1",
        #"{"a":1,"b"}"#, #"{"a":1,"b":}"#,
        #"{"x", null}"#, #"{"a":"a" 123}"#, #"{🇨🇭}"#, #"{"a":"b",,"c":"d"}"#, #"{"a":"a"#, "{9999E9999:1}",
    ]

    @Test(arguments: accepted)
    func `a text of JSON is accepted and survives being written again`(text: String) throws {
        let root = try JSONReader.read(Array(text.utf8)).root
        #expect(try JSONReader.read(root.json()).root == root)
        #expect(try JSONReader.read(root.json(indent: 2)).root == root)
        #expect(try JSONReader.read(root.canonicalJSON()).root.canonicalJSON() == root.canonicalJSON())
    }

    @Test(arguments: refused)
    func `a text that is not JSON is refused with its place`(text: String) throws {
        let failure = try #require(throws: JSONReader.Failure.self) { try JSONReader.read(Array(text.utf8)) }
        #expect(failure.place.line >= 1 && failure.place.column >= 1)
        #expect(0...text.utf8.count ~= failure.offset)
        #expect(!failure.message.isEmpty)
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0x81], [0xC3], [0xE0, 0x80, 0xAF], [0xE0, 0xFF], [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF],
            [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xFC, 0x80, 0x80, 0x80, 0x80, 0x80],
            [0xFE], [0xFF], [0xE5], [0x81, 0x30],
        ] as [[UInt8]])
    func `malformed UTF-8 is refused where it begins`(bytes: [UInt8]) throws {
        let quote = UInt8(ascii: "\"")
        for text in [[quote, 0x61] + bytes + [quote], [quote, 0x5C, 0x6E] + bytes + [0x61, quote]] {
            let failure = try #require(throws: JSONReader.Failure.self) { try JSONReader.read(text) }
            #expect(failure.message == "the text is not valid UTF-8")
            #expect(failure.offset == text.firstIndex(of: bytes[0]))
        }
        #expect(throws: JSONReader.Failure.self) { try JSONReader.read(bytes) }
    }

    @Test(
        arguments: [
            [0xFE, 0xFF, 0, 0x31], [0xFF, 0xFE, 0x31, 0], [0, 0x31], [0x31, 0], [0xEF, 0xBB], [0xEF, 0xBB, 0x7B, 0x7D],
        ] as [[UInt8]])
    func `other encodings are refused`(bytes: [UInt8]) {
        #expect(throws: JSONReader.Failure.self) { try JSONReader.read(bytes) }
    }
}
