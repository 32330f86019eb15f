import Core
import DialectKit
import Testing

/// The tables of llm-stats.md §3.1 and §3.1.1, row by row.
struct ValidationTests {
    static let longest = String(repeating: "é", count: 8000)
    static let manyImages = "[" + (0..<9).map { "\"https://a.test/\($0).png\"" }.joined(separator: ",") + "]"

    static let refused: [(body: String, trouble: String)] = [
        (#"{"input":{"prompt":"a"}}"#, "fields missingField model"),
        (#"{"model":null,"input":{"prompt":"a"}}"#, "fields invalidInput model"),
        (#"{"model":7,"input":{"prompt":"a"}}"#, "fields invalidInput model"),
        (#"{"model":"flux-1.1-pro"}"#, "fields missingField input"),
        (#"{"model":"flux-1.1-pro","input":"a"}"#, "fields invalidInput input"),
        (#"{"model":"flux-1.1-pro","input":{"prompt":"a"},"foo":1}"#, "fields unknownField foo"),
        (#"{"model":"flux-1.1-pro","input":{"promt":"a"}}"#, "fields unknownField input.promt"),
        (
            #"{"model":"flux-1.1-pro","input":{"prompt":"a"},"callback_url":"https://a.test"}"#,
            "fields unknownField callback_url"
        ),
        (#"{"model":"flux-1.1-pro","model":"veo-3","input":{"prompt":"a"}}"#, "fields invalidInput model"),
        (#"{"model":"flux-1.1-pro","input":{"prompt":"a","seed":1,"seed":1}}"#, "fields invalidInput input.seed"),
        (#"{"model":"black-forest-labs/flux-1.1-pro","input":{"prompt":"a"}}"#, "model modelUnknown model"),
        (#"{"model":"whisper-1","input":{"prompt":"a"}}"#, "model modelUnknown model"),
        (#"{"model":"understudy-instant-image","input":{"prompt":"a"}}"#, "model modelUnknown model"),
        (#"{"model":"nothing","input":{"prompt":"a"},"n":11}"#, "fields invalidInput n"),
        (#"[]"#, "syntax invalidSyntax -"),
        (#"{"model":"#, "syntax invalidSyntax -"),
        ("", "syntax invalidSyntax -"),
    ]

    @Test(arguments: refused)
    func `a body that breaks a rule is refused with its field`(body: String, trouble: String) throws {
        #expect(try DialectHarness().create(body).trouble == trouble)
    }

    static let refusedOfImages: [(input: String, more: String, trouble: String)] = [
        (#"{"prompt":"a"}"#, #","n":0"#, "fields invalidInput n"),
        (#"{"prompt":"a"}"#, #","n":11"#, "fields invalidInput n"),
        (#"{"prompt":"a"}"#, #","n":1.5"#, "fields invalidInput n"),
        (#"{"prompt":"a"}"#, #","n":"2""#, "fields invalidInput n"),
        (#"{"prompt":"a"}"#, #","wait":61"#, "fields invalidInput wait"),
        (#"{"prompt":"a"}"#, #","wait":-1"#, "fields invalidInput wait"),
        (#"{"prompt":"a"}"#, #","wait":12.5"#, "fields invalidInput wait"),
        (#"{"prompt":"a"}"#, #","wait":"30""#, "fields invalidInput wait"),
        (#"{"prompt":"a"}"#, #","wait":"AUTO""#, "fields invalidInput wait"),
        (#"{}"#, "", "fields missingField input.prompt"),
        (#"{"images":[]}"#, "", "fields missingField input.prompt"),
        (#"{"prompt":null}"#, "", "fields missingField input.prompt"),
        (#"{"prompt":""}"#, "", "fields invalidInput input.prompt"),
        (#"{"prompt":["a"]}"#, "", "fields invalidInput input.prompt"),
        (#"{"prompt":"\#(longest)x"}"#, "", "fields invalidInput input.prompt"),
        (#"{"images":"https://a.test/1.png"}"#, "", "fields invalidInput input.images"),
        (#"{"images":\#(manyImages)}"#, "", "fields invalidInput input.images"),
        (#"{"images":["ftp://a.test/1.png"]}"#, "", "fields invalidInput input.images"),
        (#"{"images":["https://"]}"#, "", "fields invalidInput input.images"),
        (#"{"images":["https://a.test/1 2.png"]}"#, "", "fields invalidInput input.images"),
        (#"{"images":[null]}"#, "", "fields invalidInput input.images"),
        (#"{"prompt":"a","aspect_ratio":"16x9"}"#, "", "fields invalidInput input.aspect_ratio"),
        (#"{"prompt":"a","aspect_ratio":"16:0"}"#, "", "fields invalidInput input.aspect_ratio"),
        (#"{"prompt":"a","aspect_ratio":"16:9:1"}"#, "", "fields invalidInput input.aspect_ratio"),
        (#"{"prompt":"a","aspect_ratio":"1.5:1"}"#, "", "fields invalidInput input.aspect_ratio"),
        (#"{"prompt":"a","aspect_ratio":1}"#, "", "fields invalidInput input.aspect_ratio"),
        (#"{"prompt":"a","size":"1024"}"#, "", "fields invalidInput input.size"),
        (#"{"prompt":"a","size":"1024X1024"}"#, "", "fields invalidInput input.size"),
        (#"{"prompt":"a","size":"0x1024"}"#, "", "fields invalidInput input.size"),
        (#"{"prompt":"a","size":"99999999999999999999x1"}"#, "", "fields invalidInput input.size"),
        (#"{"prompt":"a","size":"512x512"}"#, "", "rules invalidInput input.size"),
        (#"{"prompt":"a","size":"767x1024"}"#, "", "rules invalidInput input.size"),
        (#"{"prompt":"a","size":"1024x1345"}"#, "", "rules invalidInput input.size"),
        (#"{"prompt":"a","duration":"8"}"#, "", "fields invalidInput input.duration"),
        (#"{"prompt":"a","resolution":720}"#, "", "fields invalidInput input.resolution"),
        (#"{"prompt":"a","seed":1.5}"#, "", "fields invalidInput input.seed"),
        (#"{"prompt":"a","seed":1e99}"#, "", "fields invalidInput input.seed"),
        (#"{"prompt":"a","negative_prompt":1}"#, "", "fields invalidInput input.negative_prompt"),
    ]

    @Test(arguments: refusedOfImages)
    func `an image that breaks a rule is refused with its field`(input: String, more: String, trouble: String) throws {
        #expect(try DialectHarness().image(input, more: more).trouble == trouble)
    }

    @Test(arguments: [
        (#"{"prompt":"a","duration":7}"#, "", "rules invalidInput input.duration"),
        (#"{"prompt":"a","duration":4.5}"#, "", "rules invalidInput input.duration"),
        (#"{"prompt":"a","resolution":"4k"}"#, "", "rules invalidInput input.resolution"),
        (#"{"prompt":"a","duration":0}"#, "", "fields invalidInput input.duration"),
        (#"{"prompt":"a","duration":-1}"#, "", "fields invalidInput input.duration"),
        (#"{"prompt":"a","aspect_ratio":"16x9"}"#, "", "fields invalidInput input.aspect_ratio"),
        (#"{"prompt":"a","size":1024}"#, "", "fields invalidInput input.size"),
        (#"{"prompt":"a"}"#, #","n":true"#, "fields invalidInput n"),
    ])
    func `a video that breaks a rule is refused with its field`(input: String, more: String, trouble: String) throws {
        #expect(try DialectHarness().video(input, more: more).trouble == trouble)
    }

    @Test(arguments: [
        #"{"prompt":"a","duration":-1}"#, #"{"prompt":"a","duration":9999}"#, #"{"prompt":"a","duration":0}"#,
        #"{"prompt":"a","resolution":"banana"}"#, #"{"prompt":"a","size":"1024x1024","aspect_ratio":"banana"}"#,
    ])
    func `an image ignores what has no effect on it`(input: String) throws {
        let creation = try #require(try DialectHarness().image(input).creation)
        #expect(creation.assets[0].width == 1024)
        #expect(creation.assets[0].height == 1024)
    }

    @Test func `a video ignores every size, and a model without sizes too`() throws {
        let video = try DialectHarness().video(#"{"prompt":"a","size":"banana"}"#)
        #expect(video.creation?.assets[0].width == 1280)
        let still = try DialectHarness(["test_models": true]).create(
            #"{"model":"understudy-aspect-only-image","input":{"prompt":"a","size":"banana","aspect_ratio":"16:9"}}"#)
        #expect(still.creation?.assets[0].aspectRatio == "16:9")
    }

    @Test(arguments: ["1000x1000", "768x1344", "1344x1344", "769x1031"])
    func `a size between the sides that a model lists is made to the pixel`(size: String) throws {
        let asset = try #require(try DialectHarness().image(#"{"prompt":"a","size":"\#(size)"}"#).creation?.assets[0])
        #expect("\(asset.width)x\(asset.height)" == size)
    }

    @Test func `an optional field that is null counts as left out`() throws {
        let input =
            #"{"prompt":"a","images":null,"aspect_ratio":null,"size":null,"duration":null,"resolution":null,"seed":null,"negative_prompt":null}"#
        let creation = try #require(try DialectHarness().image(input, more: #","n":null,"wait":null"#).creation)
        #expect(creation.assets.count == 1)
        #expect(creation.answer == .within(.seconds(60)))
    }

    @Test func `the longest prompt is counted in Unicode scalars`() throws {
        let creation = try #require(try DialectHarness().image(#"{"prompt":"\#(Self.longest)"}"#).creation)
        #expect(creation.prompt == Self.longest)
    }

    @Test func `images alone can drive a model, which uses as many as it can`() throws {
        let creation = try #require(
            try DialectHarness().image(#"{"images":["https://a.test/1.png","HTTP://a.test/2.png"]}"#).creation)
        #expect(creation.assets[0].references == 1)
    }

    @Test func `an integer may be written with a point`() throws {
        #expect(
            try DialectHarness().image(#"{"prompt":"a"}"#, more: #","n":2.0,"wait":1e1"#).creation?.assets.count == 2)
    }

    @Test func `a problem leaves model, kind and prompt for rules to match`() throws {
        let parsed = try DialectHarness().video(#"{"prompt":"a boat","duration":7}"#)
        #expect(parsed.model == "veo-3")
        #expect(parsed.modality == .video)
        #expect(parsed.prompt == "a boat")
        #expect(parsed.body?["input"]?["duration"]?.number?.int == 7)
    }
}
