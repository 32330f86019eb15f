import Core
import DialectKit
import Documents
import Testing

/// What a sound request becomes: pictures, prices, inline or task.
struct CreationTests {
    @Test(arguments: [
        ("dall-e-3", "", 1024, 1024), ("dall-e-3", #""size":"1792x1024""#, 1792, 1024),
        ("gpt-image-2", "", 1024, 1024), ("gpt-image-2", #""size":"auto""#, 1024, 1024),
        ("gpt-image-2", #""size":"3840x2160""#, 3840, 2160), ("nano-banana-pro", "", 1024, 1024),
        ("nano-banana-pro", #""aspect_ratio":"16:9""#, 1360, 768),
        ("nano-banana-pro", #""aspect_ratio":"16:9","resolution":"4k""#, 5456, 3072),
        ("nano-banana-pro", #""resolution":"2k""#, 2048, 2048),
        ("nano-banana-pro", #""size":"1024x1024""#, 1024, 1024),
        ("nano-banana-pro", #""size":"1792x1024""#, 1360, 768),
        ("nano-banana-pro", #""size":"1080x1920""#, 768, 1360),
        ("nano-banana-pro", #""size":"4096x4096""#, 4096, 4096),
        ("nano-banana-pro", #""size":"2048x2048","aspect_ratio":"16:9""#, 2736, 1536),
        ("nano-banana-pro", #""size":"1792x1024","resolution":"2k""#, 2736, 1536),
        ("nano-banana-pro", #""size":"auto""#, 1024, 1024),
        ("midjourney", #""size":"512x512""#, 512, 512), ("ideogram-v3", #""size":"512x512""#, 512, 512),
    ])
    func `a picture has the size that was asked for`(model: String, more: String, width: Int, height: Int) throws {
        let asset = try #require(DialectHarness().image(model, more).creation?.assets.first)
        #expect((asset.width, asset.height) == (width, height))
        #expect(asset.format == .png)
    }

    @Test(arguments: [
        "1000x1024", "3856x1024", "3840x1264", "800x800", "3840x2176", "1024x1024x1", "x", "01024x1024", "-16x16",
        "1024X1024", "99999999999999999999x1",
    ])
    func `gpt-image-2 refuses what is outside its rule`(size: String) throws {
        #expect(try DialectHarness().image("gpt-image-2", #""size":"\#(size)""#).trouble == "rules invalidInput size")
    }

    @Test(arguments: [("png", Asset.Format.png), ("jpeg", .jpeg), ("webp", .webp)])
    func `the format can be chosen`(word: String, format: Asset.Format) throws {
        let creation = try #require(DialectHarness().image("flux-pro", #""output_format":"\#(word)""#).creation)
        #expect(creation.assets.map(\.format) == [format])
    }

    @Test func `images cost by the piece`() throws {
        let creation = try #require(try DialectHarness().image("flux-schnell", #""n":4"#).creation)
        #expect(creation.assets.count == 4)
        #expect(creation.price.text == "0.012")
        #expect(creation.unitPrice.text == "0.003")
        #expect(creation.charge == .create)
    }

    @Test func `hd and larger sizes cost the same`() throws {
        let creation = try #require(
            try DialectHarness().image("dall-e-3", #""quality":"hd","size":"1792x1024""#).creation)
        #expect(creation.price.text == "0.04")
    }

    @Test(arguments: [
        ("dall-e-3", "", AnswerTime.whenEnded), ("dall-e-3", #""async":true"#, .whenEnded),
        ("midjourney", "", .atOnce), ("midjourney", #""async":false"#, .atOnce), ("ideogram-v3", "", .atOnce),
        ("gpt-image-2", "", .whenEnded), ("gpt-image-2", #""async":true"#, .atOnce),
        ("flux-schnell", #""async":true"#, .atOnce), ("nano-banana-pro", "", .atOnce),
    ])
    func `the model decides how images come, and the field where it may`(
        model: String, more: String, answer: AnswerTime
    ) throws {
        let creation = try #require(try DialectHarness().image(model, more).creation)
        #expect(creation.answer == answer)
        #expect(creation.alternative == nil)
    }

    @Test(arguments: [
        ("inline", "either", "ideogram-v3", AnswerTime.whenEnded), ("inline", "either", "midjourney", .atOnce),
        ("inline", "all", "midjourney", .whenEnded), ("async", "all", "dall-e-3", .atOnce),
        ("async", "either", "dall-e-3", .whenEnded),
    ])
    func `settings decide for models that do both, or for all`(
        delivery: String, of: String, model: String, answer: AnswerTime
    ) throws {
        let harness = try DialectHarness(["delivery": Node(.string(delivery)), "delivery_of": Node(.string(of))])
        #expect(harness.image(model).creation?.answer == answer)
    }

    @Test func `by turns there is a task and an inline answer of the same price`() throws {
        let creation = try #require(try DialectHarness(["delivery": "alternate"]).image("ideogram-v3").creation)
        #expect(creation.answer == .atOnce)
        #expect(creation.alternative?.answer == .whenEnded)
        #expect(creation.alternative?.price == creation.price)
    }

    @Test func `without a model it is dall-e-3`() throws {
        let parsed = try DialectHarness().create(#"{"prompt":"a"}"#)
        #expect(parsed.creation?.model == "dall-e-3")
        #expect(parsed.model == "dall-e-3")
        #expect(parsed.modality == .image)
        #expect(parsed.prompt == "a")
    }

    @Test func `reference pictures are counted where a model takes them`() throws {
        let more =
            #""image_url":"https://a.test/1.png","image_urls":["https://a.test/2.png","data:image/png;base64,AA"]"#
        #expect(try DialectHarness().image("gpt-image-2", more).creation?.assets.first?.references == 3)
        #expect(try DialectHarness().image("dall-e-3", more).creation?.assets.first?.references == 0)
    }

    @Test func `a transparent background is one where a model takes it`() throws {
        #expect(
            try DialectHarness().image("flux-schnell", #""background":"transparent""#).creation?.assets.first?.alpha
                == true)
        #expect(
            try DialectHarness().image("flux-schnell", #""background":"opaque""#).creation?.assets.first?.alpha == false
        )
    }

    @Test func `the seed goes along`() throws {
        #expect(try DialectHarness().image("flux-pro", #""seed":-7"#).creation?.seed == -7)
    }
}
