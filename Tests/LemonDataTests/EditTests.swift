import Core
import DialectKit
import Documents
import HTTPMessages
import Testing

/// Forms with pictures (lemondata.md §3.7).
struct EditTests {
    private func png(_ width: Int, _ height: Int) -> [UInt8] {
        let number = { (value: Int) in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + number(width)
            + number(height) + [8, 6, 0, 0, 0]
    }

    private func parse(
        _ path: String, _ parts: [(name: String, file: String?, content: [UInt8])]
    ) throws -> ParsedRequest {
        var body: [UInt8] = []
        for part in parts {
            let file = part.file.map { "; filename=\"\($0)\"" } ?? ""
            body += Array("--x\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n".utf8)
            body += part.content + Array("\r\n".utf8)
        }
        body += Array("--x--\r\n".utf8)
        return try DialectHarness().parse(
            Request(
                method: "POST", path: path,
                headers: ["authorization": "Bearer sk-test", "content-type": "multipart/form-data; boundary=x"],
                body: body))
    }

    private var picture: (name: String, file: String?, content: [UInt8]) { ("image", "kite.png", png(64, 64)) }
    private var prompt: (name: String, file: String?, content: [UInt8]) { ("prompt", nil, Array("add a hat".utf8)) }

    @Test func `an edit is made inline by dall-e-2, from its picture`() throws {
        let parsed = try parse("/v1/images/edits", [picture, prompt, ("n", nil, Array("2".utf8))])
        let creation = try #require(parsed.creation)
        #expect(creation.model == "dall-e-2")
        #expect(creation.answer == .whenEnded)
        #expect(creation.prompt == "add a hat")
        #expect(creation.assets.count == 2)
        #expect(creation.assets.first?.references == 1)
        #expect(creation.price.text == "0.04")
        #expect(parsed.prompt == "add a hat")
        #expect(parsed.model == "dall-e-2")
        #expect(parsed.body?["prompt"] == "add a hat")
        #expect(parsed.form?.parts.count == 3)
    }

    @Test(arguments: [("/v1/images/edits", "image edits"), ("/v1/images/variations", "image variations")])
    func `a stream is refused as on a generation`(path: String, name: String) throws {
        let asked = try parse(path, [picture, prompt, ("stream", nil, Array("true".utf8))])
        let problem = try #require(asked.problem)
        #expect(problem.message == "stream is not supported on \(name)")
        #expect(problem.param == "stream")
        #expect(try parse(path, [picture, prompt, ("stream", nil, Array("false".utf8))]).creation != nil)
    }

    private func json(_ fields: String) throws -> ParsedRequest {
        try DialectHarness().parse("POST", "/v1/images/edits", body: #"{"prompt":"add a hat",\#(fields)}"#)
    }

    @Test(arguments: [
        (#""image_url":"https://a.test/1.png""#, 1),
        (#""image_urls":["https://a.test/1.png","data:image/png;base64,AAAA"]"#, 2),
        (#""images":[{"image_url":"https://a.test/1.png"},{"image_url":"https://a.test/2.png"}]"#, 2),
        (#""image_url":"https://a.test/1.png","images":[{"image_url":"https://a.test/2.png"}]"#, 2),
    ])
    func `an edit takes addresses in JSON`(fields: String, count: Int) throws {
        let parsed = try json(#""model":"gpt-image-2",\#(fields)"#)
        let creation = try #require(parsed.creation)
        #expect(creation.assets.first?.references == count)
        #expect(parsed.model == "gpt-image-2")
        #expect(parsed.prompt == "add a hat")
        #expect(creation.answer == .whenEnded)
    }

    @Test(arguments: [
        (#""n":1"#, "image"), (#""image_urls":[]"#, "image_urls"), (#""image_url":1"#, "image_url"),
        (#""image_urls":["kite.png"]"#, "image_urls[0]"), (#""images":["https://a.test/1.png"]"#, "images[0]"),
        (#""images":[{}]"#, "images[0]"), (#""images":[{"image_url":"kite.png"}]"#, "images[0].image_url"),
        (#""images":[{"file_id":"file-1"}]"#, "images[0].file_id"),
        (#""image_url":"https://a.test/1.png","mask":"https://a.test/2.png""#, "mask"),
        (#""image_url":"https://a.test/1.png","output_format":"gif""#, "output_format"),
    ])
    func `a wrong address in JSON is refused with its place`(fields: String, param: String) throws {
        #expect(try json(fields).trouble == "fields invalidInput \(param)")
    }

    @Test func `an edit can be asked for as a task where its model allows that`() throws {
        let picture = #""image_url":"https://a.test/1.png","async":true"#
        #expect(try json(#""model":"gpt-image-2",\#(picture)"#).creation?.answer == .atOnce)
        #expect(try json(picture).creation?.answer == .whenEnded)
    }

    @Test func `GPT models edit any picture up to 50 MB, and dall-e-2 square PNGs of less than 4 MB`() throws {
        let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0]
        let webp = Array("RIFF".utf8) + [4, 0, 0, 0] + Array("WEBPVP8 ".utf8)
        let large = png(1920, 1080) + [UInt8](repeating: 0, count: 5 << 20)
        let model = ("model", String?.none, Array("gpt-image-2".utf8))
        for file in [jpeg, webp, large] {
            #expect(try parse("/v1/images/edits", [("image", "a", file), prompt, model]).creation != nil)
            #expect(
                try parse("/v1/images/edits", [("image", "a", file), prompt]).trouble == "rules invalidInput image")
        }
        let tooLarge = png(64, 64) + [UInt8](repeating: 0, count: 50 << 20)
        for file in [Array("GIF89a".utf8), tooLarge] {
            #expect(
                try parse("/v1/images/edits", [("image", "a", file), prompt, model]).trouble
                    == "rules invalidInput image")
        }
    }

    @Test func `a variation needs no prompt`() throws {
        let creation = try #require(try parse("/v1/images/variations", [picture]).creation)
        #expect(creation.prompt == "")
        #expect(creation.assets.first?.width == 1024)
    }

    @Test(arguments: [(64, 63), (0, 0), (1, 0x7FFF_FFFF)])
    func `a picture that is not square is refused`(width: Int, height: Int) throws {
        let file = ("image", Optional("a.png"), png(width, height))
        #expect(try parse("/v1/images/edits", [file, prompt]).trouble == "rules invalidInput image")
    }

    @Test func `no damage to a picture's first bytes crashes`() throws {
        let whole = png(64, 64)
        for length in 0..<24 {
            let file = ("image", Optional("a.png"), Array(whole.prefix(length)))
            #expect(try parse("/v1/images/edits", [file, prompt]).trouble == "rules invalidInput image")
        }
        for place in whole.indices {
            var damaged = whole
            damaged[place] = 0xFF
            _ = try parse("/v1/images/edits", [("image", "a.png", damaged), prompt])
        }
    }

    @Test func `numbers of a form are read as numbers, and other text is told`() throws {
        for (text, trouble) in [("2", nil), ("0", "n"), ("-1", "n"), ("1.5", "n"), ("many", "n"), ("", "n")] {
            let found = try parse("/v1/images/edits", [picture, prompt, ("n", nil, Array(text.utf8))]).trouble
            #expect(found == trouble.map { "fields invalidInput \($0)" }, "\(text)")
        }
    }

    @Test func `a broken form is a problem of syntax, with the reason`() throws {
        let harness = try DialectHarness()
        let request = Request(
            method: "POST", path: "/v1/images/edits",
            headers: ["authorization": "Bearer sk-test", "content-type": "multipart/form-data"], body: [1])
        let parsed = harness.parse(request)
        #expect(parsed.trouble == "syntax invalidSyntax -")
        #expect(parsed.problem?.message == "The Content-Type multipart/form-data lacks its boundary.")
    }
}
