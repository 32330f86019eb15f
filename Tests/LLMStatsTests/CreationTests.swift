import Core
import DialectKit
import Documents
import Testing

/// What a sound request becomes: pictures, prices, waiting.
struct CreationTests {
    @Test(arguments: [
        ("16:9", 1344, 768), ("9:16", 768, 1344), ("1:1", 1024, 1024), ("4:3", 1152, 896), ("3:2", 1216, 832),
        ("2:1", 1344, 768), ("1920:1080", 1344, 768), ("1:3", 768, 1344), ("10:10", 1024, 1024),
    ])
    func `a ratio gets the picture of the nearest one that the model lists`(
        ratio: String, width: Int, height: Int
    ) throws {
        let asset = try #require(
            try DialectHarness().image(#"{"prompt":"a","aspect_ratio":"\#(ratio)"}"#).creation?.assets.first)
        #expect((asset.width, asset.height) == (width, height))
        #expect(asset.format == .png)
    }

    @Test func `a size wins over a ratio`() throws {
        let asset = try #require(
            try DialectHarness().image(#"{"prompt":"a","aspect_ratio":"16:9","size":"832x1216"}"#).creation?.assets
                .first)
        #expect((asset.width, asset.height) == (832, 1216))
    }

    @Test func `a model without sizes ignores one`() throws {
        let harness = try DialectHarness(["test_models": true])
        let body =
            #"{"model":"understudy-aspect-only-image","input":{"prompt":"a","size":"123x77","aspect_ratio":"16:9"}}"#
        let asset = try #require(harness.create(body).creation?.assets.first)
        #expect((asset.width, asset.height) == (1360, 768))
    }

    @Test func `a model whose sizes do not have the ratio gets a picture of the ratio`() throws {
        let harness = try DialectHarness(["test_models": true])
        let body = #"{"model":"understudy-instant-image","input":{"prompt":"a","aspect_ratio":"9:16"}}"#
        let asset = try #require(harness.create(body).creation?.assets.first)
        #expect((asset.width, asset.height) == (768, 1360))
    }

    @Test(arguments: [
        (#"{"prompt":"a"}"#, 1280, 720, 8.0), (#"{"prompt":"a","aspect_ratio":"1:2"}"#, 720, 1280, 8),
        (#"{"prompt":"a","resolution":"1080p","duration":4}"#, 1920, 1080, 4),
        (#"{"prompt":"a","duration":6.0}"#, 1280, 720, 6),
        (#"{"prompt":"a","size":"3x3"}"#, 1280, 720, 8),
    ])
    func `a video has the frame of its resolution and ratio`(
        input: String, width: Int, height: Int, seconds: Double
    ) throws {
        let asset = try #require(try DialectHarness().video(input).creation?.assets.first)
        #expect((asset.width, asset.height) == (width, height))
        #expect(asset.seconds == seconds)
        #expect(asset.format == .mp4)
    }

    @Test func `a video ignores the number of images, even out of range`() throws {
        let creation = try #require(try DialectHarness().video(#"{"prompt":"a"}"#, more: #","n":99"#).creation)
        #expect(creation.assets.count == 1)
    }

    @Test func `images ignore duration and resolution`() throws {
        #expect(try DialectHarness().image(#"{"prompt":"a","duration":999,"resolution":"8k"}"#).creation != nil)
    }

    @Test func `images cost by the piece, videos by the second`() throws {
        let images = try #require(try DialectHarness().image(#"{"prompt":"a"}"#, more: #","n":2"#).creation)
        #expect(images.price.text == "0.08")
        let video = try #require(try DialectHarness().video(#"{"prompt":"a"}"#).creation)
        #expect(video.price.text == "3.2")
        #expect(video.unitPrice == Decimal(coefficient: 4, exponent: -1))
        #expect(video.charge == .completion)
    }

    @Test(arguments: [
        (#","wait":0"#, AnswerTime.atOnce), (#","wait":60"#, .within(.seconds(60))),
        (#","wait":"auto""#, .within(.seconds(60))),
        ("", .within(.seconds(60))),
    ])
    func `a create waits as it says`(more: String, answer: AnswerTime) throws {
        #expect(try DialectHarness().image(#"{"prompt":"a"}"#, more: more).creation?.answer == answer)
    }

    @Test func `by itself a create waits shortly for a video, and never above a minute`() throws {
        #expect(try DialectHarness().video(#"{"prompt":"a"}"#).creation?.answer == .within(.seconds(5)))
        let patient = try DialectHarness(["wait_auto_video": "600s"])
        #expect(patient.video(#"{"prompt":"a"}"#).creation?.answer == .within(.seconds(60)))
    }

    @Test func `the seed and the catalog's typical duration go along`() throws {
        let creation = try #require(try DialectHarness().image(#"{"prompt":"a","seed":-7}"#).creation)
        #expect(creation.seed == -7)
        #expect(creation.typical == TypicalDuration(least: .seconds(3), typical: .seconds(7), most: .seconds(20)))
    }
}
