import Core
import DialectKit
import Documents
import Testing

/// The table of openrouter.md §3.1, row by row.
@Suite struct ValidationTests {
    static let reference = #"{"type":"image_url","image_url":{"url":"https://a.test/cat.png"}}"#
    static func references(_ count: Int) -> String {
        #""input_references":["# + Array(repeating: reference, count: count).joined(separator: ",") + "]"
    }

    static let bodies: [(body: String, trouble: String)] = [
        ("", "syntax invalidSyntax -"), ("[]", "syntax invalidSyntax -"), ("{", "syntax invalidSyntax -"),
        ("{}", "fields invalidInput model"), (#"{"model":5}"#, "fields invalidInput model"),
        (#"{"model":"x/y"}"#, "fields invalidInput prompt"),
        (#"{"model":"x/y","prompt":""}"#, "fields invalidInput prompt"),
        (#"{"model":"x/y","prompt":["a"]}"#, "fields invalidInput prompt"),
        (#"{"model":"x/y","prompt":"a"}"#, "model modelUnknown -"),
    ]

    @Test(arguments: bodies)
    func `a body that cannot be read is refused where it first goes wrong`(body: String, trouble: String) throws {
        #expect(try DialectHarness().parse("POST", "/api/v1/images", body: body).trouble == trouble)
    }

    static let fields: [(fields: String, trouble: String?)] = [
        (#""aspect_ratio":"7:3""#, "fields invalidInput aspect_ratio"), (#""aspect_ratio":"9:19.5""#, nil),
        (#""aspect_ratio":"2.35:1""#, nil), (#""background":"clear""#, "fields invalidInput background"),
        (#""input_references":{}"#, "fields invalidInput input_references"),
        (#""input_references":["https://a.test"]"#, "fields invalidInput input_references[0]"),
        (#""input_references":[{"type":"image_url"}]"#, "fields invalidInput input_references[0].image_url"),
        (
            #""input_references":[{"type":"text","image_url":{"url":"https://a.test"}}]"#,
            "fields invalidInput input_references[0].type"
        ),
        (
            #""input_references":[{"type":"image_url","image_url":{"url":"ftp://a.test"}}]"#,
            "fields invalidImage input_references[0].image_url.url"
        ),
        (
            #""input_references":[{"type":"image_url","image_url":{"url":"data:image/png;base64,%%"}}]"#,
            "fields invalidImage input_references[0].image_url.url"
        ),
        (
            #""input_references":[{"type":"image_url","image_url":{"url":"data:text/plain;base64,aGk="}}]"#,
            "fields invalidImage input_references[0].image_url.url"
        ),
        (#""input_references":[{"type":"image_url","image_url":{"url":"data:image/png;base64,aGk="}}]"#, nil),
        (
            #""input_references":[{"type":"image_url","image_url":{"url":"DATA:Image/PNG;name=a;Base64, aG\nk"}}]"#,
            nil
        ),
        (references(16), nil), (references(17), "fields invalidInput input_references"),
        (#""n":0"#, "fields invalidInput n"), (#""n":11"#, "fields invalidInput n"),
        (#""n":1.5"#, "fields invalidInput n"), (#""n":"2""#, "fields invalidInput n"), (#""n":10"#, nil),
        (#""output_compression":101"#, "fields invalidInput output_compression"), (#""output_compression":0"#, nil),
        (#""output_format":"gif""#, "fields invalidInput output_format"),
        (#""output_format":"svg""#, "rules invalidInput output_format"),
        (#""output_format":"jpeg","background":"transparent""#, "rules invalidInput background"),
        (#""provider":[]"#, "fields invalidInput provider"),
        (#""provider":{"only":"openai"}"#, "fields invalidInput provider.only"),
        (#""provider":{"sort":"mood"}"#, "fields invalidInput provider.sort"),
        (#""provider":{"sort":{"by":"mood"}}"#, "fields invalidInput provider.sort.by"),
        (#""provider":{"sort":{"by":"price","partition":"none"}}"#, nil),
        (#""provider":{"options":{"openai":1}}"#, "fields invalidInput provider.options.openai"),
        (#""quality":"best""#, "fields invalidInput quality"), (#""quality":"xhigh""#, nil),
        (#""resolution":"3K""#, "fields invalidInput resolution"), (#""resolution":"1.5K""#, nil),
        (#""seed":1.5"#, "fields invalidInput seed"), (#""seed":123456789012345678901234567890"#, nil),
        (#""session_id":"\#(String(repeating: "é", count: 257))""#, "fields invalidInput session_id"),
        (#""session_id":"\#(String(repeating: "é", count: 256))""#, nil),
        (#""stream":"yes""#, "fields invalidInput stream"), (#""trace":1"#, "fields invalidInput trace"),
        (#""trace":{"a":1},"user":"u","response_format":"url","style":7"#, nil), (#""n":null,"size":null"#, nil),
    ]

    @Test(arguments: fields)
    func `a field that breaks its rule is refused by name`(fields: String, trouble: String?) throws {
        #expect(try DialectHarness().image("openai/gpt-image-1", fields).trouble == trouble)
    }

    static let ofModels: [(model: String, fields: String, trouble: String?)] = [
        ("microsoft/mai-image-2.5-pro", #""n":2"#, "rules invalidInput n"),
        ("qwen/qwen-image-3", #""n":6"#, nil), ("qwen/qwen-image-3", #""n":7"#, "rules invalidInput n"),
        ("microsoft/mai-image-2.5-pro", references(2), "rules invalidInput input_references"),
        ("recraft/recraft-v4.1-flash-vector", references(5), nil),
        ("recraft/recraft-v4.1-flash-vector", #""output_format":"svg""#, nil),
        (
            "google/gemini-2.5-flash-image", #""output_format":"jpeg","background":"transparent""#,
            "rules invalidInput background"
        ),
        ("meta/muse-image", "", "model modelUnavailable -"),
        ("google/gemini-2.5-flash-image", #""provider":{"only":["openai"]}"#, "model modelUnavailable -"),
    ]

    @Test(arguments: ofModels)
    func `each model has limits of its own`(model: String, fields: String, trouble: String?) throws {
        #expect(try DialectHarness().image(model, fields).trouble == trouble)
    }

    @Test func `what a model has no knob for is ignored`() throws {
        let plain = try #require(DialectHarness().image("bytedance-seed/seedream-4.5").creation)
        let knobs = try #require(
            DialectHarness().image(
                "bytedance-seed/seedream-4.5",
                #""quality":"high","background":"transparent","output_format":"webp","output_compression":5"#
            ).creation)
        #expect(knobs.assets == plain.assets)
        #expect(knobs.unitPrice == plain.unitPrice)
        #expect(try DialectHarness().image("openai/gpt-image-1", #""seed":7"#).creation?.seed == nil)
        #expect(try DialectHarness().image("qwen/qwen-image-3", #""seed":7"#).creation?.seed == 7)
    }

    @Test func `formats and backgrounds are those of the request where the model has them`() throws {
        let webp = try #require(
            DialectHarness().image("openai/gpt-image-1", #""output_format":"webp","background":"transparent""#).creation
        )
        #expect(webp.assets[0].format == .webp)
        #expect(webp.assets[0].alpha)
        let opaque = try #require(DialectHarness().image("openai/gpt-image-2", #""background":"transparent""#).creation)
        #expect(!opaque.assets[0].alpha)
        #expect(try DialectHarness().image("black-forest-labs/flux.2-pro").creation?.assets[0].format == .jpeg)
        #expect(try DialectHarness().image("quiverai/arrow-1.1").creation?.assets[0].format == .svg)
    }

    @Test func `fewer pictures than asked for can come back, but one does`() throws {
        let harness = try DialectHarness(["missing_images": 2])
        #expect(harness.image("openai/gpt-image-1", #""n":4"#).creation?.assets.count == 2)
        #expect(harness.image("openai/gpt-image-1").creation?.assets.count == 1)
    }

    @Test func `a stream is made only by models that stream, and dies with its client`() throws {
        #expect(try DialectHarness().image("openai/gpt-image-1", #""stream":true"#).creation?.answer == .streamed)
        #expect(try DialectHarness().image("qwen/qwen-image-3", #""stream":true"#).creation?.answer == .whenEnded)
        #expect(try DialectHarness().image("qwen/qwen-image-3").creation?.cancelsOnDisconnect == true)
        #expect(try DialectHarness().image("qwen/qwen-image-3").creation?.charge == .completion)
    }
}
