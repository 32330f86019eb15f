import Core
import DialectKit
import Digests
import Documents
import HTTPMessages
import Testing

/// The tables of getimg.md §3.1 and §3.2, row by row.
struct ValidationTests {
    static let nine = "[" + (0..<9).map { #"{"url":"https://a.test/\#($0).png"}"# }.joined(separator: ",") + "]"

    static let images: [(body: String, trouble: String)] = [
        ("", "syntax invalidSyntax -"), ("[]", "syntax invalidSyntax -"), ("\"a\"", "syntax invalidSyntax -"),
        (#"{}"#, "fields missingField model"),
        (#"{"model":null,"prompt":"a"}"#, "fields missingField model"),
        (#"{"model":5}"#, "fields invalidInput model"),
        (#"{"model":"nothing-1"}"#, "fields missingField prompt"),
        (#"{"model":"nothing-1","prompt":""}"#, "fields invalidInput prompt"),
        (#"{"model":"nothing-1","prompt":7}"#, "fields invalidInput prompt"),
        (#"{"model":"nothing-1","prompt":"\#(String(repeating: "é", count: 4097))"}"#, "fields invalidInput prompt"),
        (#"{"model":"nothing-1","prompt":"a","aspect_ratio":1}"#, "fields invalidInput aspect_ratio"),
        (#"{"model":"nothing-1","prompt":"a","resolution":2}"#, "fields invalidInput resolution"),
        (#"{"model":"nothing-1","prompt":"a","output_format":"gif"}"#, "fields invalidInput output_format"),
        (#"{"model":"nothing-1","prompt":"a","images":{}}"#, "fields invalidInput images"),
        (#"{"model":"nothing-1","prompt":"a","images":\#(nine)}"#, "fields invalidInput images"),
        (#"{"model":"nothing-1","prompt":"a","images":["https://a.test"]}"#, "fields invalidInput images[0]"),
        (#"{"model":"nothing-1","prompt":"a","images":[{}]}"#, "fields missingField images[0].url"),
        (
            #"{"model":"nothing-1","prompt":"a","images":[{"url":"https://a.test","role":"first_frame"}]}"#,
            "fields invalidInput images[0].role"
        ),
        (#"{"model":"nothing-1","prompt":"a"}"#, "model modelUnknown -"),
        (#"{"model":"seedance-v1-pro","prompt":"a"}"#, "model modelUnknown -"),
        (#"{"model":"seedream-5-lite","prompt":"a","aspect_ratio":"21:9"}"#, "rules invalidInput aspect_ratio"),
        (#"{"model":"seedream-5-lite","prompt":"a","resolution":"8K"}"#, "rules invalidInput resolution"),
        (#"{"model":"z-image-turbo","prompt":"a","images":[{"url":"https://a.test"}]}"#, "rules invalidInput images"),
        (
            #"{"model":"gemini-3-1-flash-image","prompt":"a","images":[\#(Array(repeating: #"{"url":"https://a.test"}"#, count: 5).joined(separator: ","))]}"#,
            "rules invalidInput images"
        ),
    ]

    @Test(arguments: images)
    func `an image that breaks a rule is refused with its field`(body: String, trouble: String) throws {
        #expect(try DialectHarness().image(body).trouble == trouble)
    }

    static let videos: [(fields: String, trouble: String)] = [
        (#""duration":"5""#, "fields invalidInput duration"), (#""duration":5.5"#, "fields invalidInput duration"),
        (#""sound":1"#, "fields invalidInput sound"),
        (#""images":[{"url":"https://a.test"}]"#, "fields missingField images[0].role"),
        (#""images":[{"url":"https://a.test","role":"middle"}]"#, "fields invalidInput images[0].role"),
        (#""aspect_ratio":"2:3""#, "rules invalidInput aspect_ratio"),
        (#""resolution":"4K""#, "rules invalidInput resolution"),
        (#""duration":7"#, "rules invalidInput duration"), (#""sound":true"#, "rules invalidInput sound"),
        (#""images":[{"url":"https://a.test","role":"reference_image"}]"#, "rules invalidInput images[0].role"),
        (#""images":[{"url":"https://a.test","role":"last_frame"}]"#, "rules invalidInput images"),
        (
            #""images":[{"url":"https://a.test","role":"first_frame"},{"url":"https://b.test","role":"first_frame"}]"#,
            "rules invalidInput images"
        ),
    ]

    @Test(arguments: videos)
    func `a video that breaks a rule is refused with its field`(fields: String, trouble: String) throws {
        #expect(try DialectHarness().video(#"{"model":"seedance-v1-pro","prompt":"a",\#(fields)}"#).trouble == trouble)
    }

    @Test(arguments: [
        "iVBORw0KGgo=", "http://a.test/1.png", "ftp://a.test/1.png", "https://", "https://a.test/1 2.png",
        "data:image/gif;base64,AAAA", "data:image/png,AAAA", "data:image/png;base64,A", "data:image/png;base64,A*AA",
        "data:text/plain;base64,AAAA",
    ])
    func `an image that is neither an https address nor a data URL of a known type is refused`(url: String) throws {
        let parsed = try DialectHarness().image(
            #"{"model":"seedream-5-lite","prompt":"a","images":[{"url":"\#(url)"}]}"#)
        #expect(parsed.trouble == "fields invalidImage images[0].url")
    }

    @Test(arguments: [
        "https://a.test/1.png", "HTTPS://a.test", "data:image/webp;base64,AAAA", "data:image/jpeg;base64,AA==",
        "DATA:Image/PNG;name=a.png;Base64, A A\\nA ",
    ])
    func `an image that is one is taken`(url: String) throws {
        let parsed = try DialectHarness().image(
            #"{"model":"seedream-5-lite","prompt":"a","images":[{"url":"\#(url)","role":"reference_image"}]}"#)
        #expect(parsed.creation?.assets.first?.references == 1)
    }

    @Test(arguments: [(10 << 20, true), ((10 << 20) + 1, false)])
    func `a data URL may hold ten mebibytes, decoded`(bytes: Int, isTaken: Bool) throws {
        let data = Base64.encode([UInt8](repeating: 0, count: bytes))
        let body = #"{"model":"seedream-5-lite","prompt":"a","images":[{"url":"data:image/png;base64,\#(data)"}]}"#
        #expect(try (DialectHarness().image(body).creation != nil) == isTaken)
    }

    @Test func `the first and the last frame go together`() throws {
        let images = #"[{"url":"https://a.test","role":"last_frame"},{"url":"https://b.test","role":"first_frame"}]"#
        #expect(
            try DialectHarness().video(#"{"model":"seedance-v1-pro","prompt":"a","images":\#(images)}"#).creation != nil
        )
    }

    @Test func `unknown fields are ignored and null counts as absent`() throws {
        let body =
            #"{"model":"seedream-5-lite","prompt":"a","width":512,"steps":4,"seed":1,"resolution":null,"images":null}"#
        #expect(try DialectHarness().image(body).creation != nil)
    }

    @Test func `of a repeated field the last one counts`() throws {
        #expect(
            try DialectHarness().image(#"{"model":"x","model":"seedream-5-lite","prompt":"a"}"#).creation?.model
                == "seedream-5-lite")
    }

    @Test func `a body over 25 MiB is refused at its stage`() throws {
        let harness = try DialectHarness()
        var request = Request(method: "POST", path: "/v2/images/generations")
        request.body = .tooLarge(limit: 25 << 20)
        #expect(harness.dialect.bodyLimit(method: "POST", path: request.path) == 25 << 20)
        #expect(harness.parse(request).trouble == "size payloadTooLarge -")
    }

    @Test func `a problem leaves model, kind and prompt for rules to match`() throws {
        let parsed = try DialectHarness().video(#"{"model":"seedance-v1-pro","prompt":"a boat","duration":7}"#)
        #expect((parsed.model, parsed.modality, parsed.prompt) == ("seedance-v1-pro", .video, "a boat"))
    }

    @Test func `the order of checks is the documented one`() throws {
        let documented: [Stage] = [
            .route, .key, .rateLimit, .size, .syntax, .fields, .model, .rules, .balance, .concurrency, .submit,
        ]
        #expect(try DialectHarness().dialect.stages.filter(documented.contains) == documented)
    }
}
