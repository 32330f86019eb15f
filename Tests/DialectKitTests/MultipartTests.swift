import DialectKit
import Documents
import HTTPMessages
import Testing

/// Forms with files: RFC 7578, and what clients in the wild make of it.
@Suite struct MultipartTests {
    private func form(
        _ text: String, type: String = "multipart/form-data; boundary=AaB03x",
        limits: Multipart.Limits = Multipart.Limits()
    ) throws -> Multipart {
        let body = text.replacing("\n", with: "\r\n")
        let request = Request(method: "POST", path: "/", headers: ["Content-Type": type], body: Array(body.utf8))
        return try #require(try Multipart(request, limits: limits))
    }

    private func flaw(_ text: String, type: String = "multipart/form-data; boundary=AaB03x") -> String? {
        do {
            _ = try form(text, type: type)
            return nil
        } catch let flaw as Multipart.Flaw {
            return flaw.description
        } catch {
            return "\(error)"
        }
    }

    private let pair = """
        --AaB03x
        Content-Disposition: form-data; name="prompt"

        a red
        kite
        --AaB03x
        Content-Disposition: form-data; name="image"; filename="kite.png"
        Content-Type: image/png

        \u{1}\u{2}--AaB03
        --AaB03x--

        """

    @Test func `fields and files come out in order, byte for byte`() throws {
        let form = try form(pair)
        #expect(form.parts.map(\.name) == ["prompt", "image"])
        #expect(form["prompt"]?.text == "a red\r\nkite")
        #expect(form["prompt"]?.fileName == nil)
        let file = try #require(form["image"])
        #expect(file.fileName == "kite.png")
        #expect(file.contentType == "image/png")
        #expect(Array(file.content) == Array("\u{1}\u{2}--AaB03".utf8))
    }

    @Test(arguments: [
        "multipart/form-data; boundary=AaB03x", "Multipart/Form-Data;BOUNDARY=\"AaB03x\"",
        "multipart/form-data; charset=utf-8; boundary=\"AaB03x\" ; more=1", "multipart/form-data ;\tboundary=AaB03x",
    ])
    func `the boundary is found however the field is written`(type: String) throws {
        #expect(try form(pair, type: type).parts.count == 2)
    }

    @Test(arguments: ["application/json", "multipart/mixed; boundary=AaB03x", "", "x; boundary=AaB03x"])
    func `another type is no form`(type: String) throws {
        let request = Request(method: "POST", path: "/", headers: ["Content-Type": type])
        #expect(try Multipart(request) == nil)
        #expect(try Multipart(Request(method: "POST", path: "/")) == nil)
    }

    @Test func `what stands before the first boundary and behind the last does not count`() throws {
        let text = "This is a preamble.\n--AaB03xx\n\(pair)--AaB03x\nmore"
        #expect(try form(text).parts.map(\.name) == ["prompt", "image"])
    }

    @Test func `blanks behind a boundary are padding, other characters make it contents`() throws {
        let text = """
            --AaB03x \t
            Content-Disposition: form-data; name="a"

            one
            --AaB03xy
            two
            --AaB03x--
            """
        #expect(try form(text)["a"]?.text == "one\r\n--AaB03xy\r\ntwo")
    }

    @Test func `a form without parts is a form`() throws {
        #expect(try form("--AaB03x--\n").parts.isEmpty)
    }

    @Test func `contents may be empty`() throws {
        #expect(
            try form("--AaB03x\nContent-Disposition: form-data; name=a\n\n\n--AaB03x--\n")["a"]?.content.isEmpty == true
        )
    }

    @Test(arguments: [
        (#"name="a"; filename="two words.png""#, "two words.png"), (#"name=a; filename=plain.png"#, "plain.png"),
        (#"name="a"; filename="a \"b\" \\c.png""#, #"a "b" \c.png"#),
        (#"name="a"; filename="C:\folder\x.png""#, #"C:\folder\x.png"#),
        (#"name="a"; filename="a%22b%0D%0Ac%41.png""#, "a\"b\r\nc%41.png"),
        (#"name="a"; filename="naïve.png""#, "naïve.png"),
        (#"name="a"; filename="na_ve.png"; filename*=UTF-8''na%C3%AFve.png"#, "naïve.png"),
        (#"name="a"; filename*=latin-1''na%EFve.png; filename="na_ve.png""#, "na_ve.png"),
        (#"filename=""; name="a""#, ""),
    ])
    func `names of files are read as clients write them`(disposition: String, name: String) throws {
        let text = "--AaB03x\nContent-Disposition: form-data; \(disposition)\n\nx\n--AaB03x--"
        #expect(try form(text)["a"]?.fileName == name)
    }

    @Test func `names of header fields have no letter case, and unknown ones are ignored`() throws {
        let text = "--AaB03x\ncontent-disposition:form-data;name=a\nX-More: 1\nCONTENT-TYPE:text/plain\n\nx\n--AaB03x--"
        #expect(try form(text)["a"]?.contentType == "text/plain")
    }

    @Test func `of fields that come twice the last counts, and all are there`() throws {
        let part: (String) -> String = { "--AaB03x\nContent-Disposition: form-data; name=\"image[]\"\n\n\($0)\n" }
        let form = try form(part("one") + part("two") + "--AaB03x--")
        #expect(form["image[]"]?.text == "two")
        #expect(form.all("image[]").map(\.text) == ["one", "two"])
        #expect(form.node == ["image[]": ["one", "two"]])
    }

    @Test func `rules see the fields of a form as those of JSON`() throws {
        #expect(
            try form(pair).node == [
                "prompt": "a red\r\nkite",
                "image": ["filename": "kite.png", "content_type": "image/png", "size": 9],
            ])
    }

    @Test(arguments: [
        ("", "The body does not contain the boundary that its Content-Type names."),
        ("--other\n", "The body does not contain the boundary that its Content-Type names."),
        ("--AaB03x\nContent-Disposition: form-data; name=a\n\nx", "The form is cut off: nothing ends part 1."),
        (
            "--AaB03x\nContent-Disposition: form-data; name=a\n--AaB03x--",
            "The header of part 1 does not end with an empty line."
        ),
        ("--AaB03x\n\nx\n--AaB03x--", "Part 1 needs a Content-Disposition: form-data with a name."),
        (
            "--AaB03x\nContent-Disposition: attachment; name=a\n\nx\n--AaB03x--",
            "Part 1 needs a Content-Disposition: form-data with a name."
        ),
        (
            "--AaB03x\nContent-Disposition: form-data; name=\"a\n\nx\n--AaB03x--",
            "Part 1 needs a Content-Disposition: form-data with a name."
        ),
        ("--AaB03x\nno colon\n\nx\n--AaB03x--", "Part 1 has a header line without a colon."),
    ])
    func `a broken form is told what is wrong with it`(text: String, words: String) {
        #expect(flaw(text) == words)
    }

    @Test(arguments: ["", "; boundary=", "; boundary=\"\"", "; boundary=\"a b \"", "; boundary=a\u{e4}"])
    func `a boundary that cannot be one is told`(rest: String) {
        #expect(flaw(pair, type: "multipart/form-data" + rest)?.contains("boundary") == true)
    }

    @Test func `the bounds hold`() throws {
        var limits = Multipart.Limits()
        limits.parts = 1
        #expect(throws: Multipart.Flaw.self) { try form(pair, limits: limits) }
        limits.parts = 2
        limits.headerBytes = 60
        #expect(throws: Multipart.Flaw.self) { try form(pair, limits: limits) }
        limits.headerBytes = 200
        #expect(try form(pair, limits: limits).parts.count == 2)
    }

    @Test func `no damage to a form crashes its reader`() {
        let whole = Array(pair.replacing("\n", with: "\r\n").utf8)
        for length in 0...whole.count {
            _ = try? Multipart(Array(whole.prefix(length)), boundary: "AaB03x")
        }
        for place in whole.indices {
            for byte: UInt8 in [0, 0x0A, 0x0D, 0x20, 0x22, 0x25, 0x2D, 0x3A, 0x3B, 0x3D, 0x5C, 0xFF] {
                var damaged = whole
                damaged[place] = byte
                _ = try? Multipart(damaged, boundary: "AaB03x")
            }
        }
    }
}
