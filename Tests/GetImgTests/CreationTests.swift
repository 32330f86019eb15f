import Core
import DialectKit
import Documents
import Testing

/// What a sound request becomes: sizes, prices, answers.
struct CreationTests {
    @Test(arguments: [
        ("seedream-5-lite", "", 2048, 2048), ("seedream-5-lite", #","aspect_ratio":"16:9""#, 2736, 1536),
        ("seedream-5-lite", #","resolution":"1K","aspect_ratio":"2:3""#, 832, 1248),
        ("seedream-4-5", #","resolution":"4K","aspect_ratio":"21:9""#, 6256, 2688),
        ("gemini-3-1-flash-lite-image", #","aspect_ratio":"4:5""#, 912, 1152),
    ])
    func `a still has the pixels of its label and ratio`(model: String, fields: String, width: Int, height: Int) throws
    {
        let creation = try #require(
            try DialectHarness().image(#"{"model":"\#(model)","prompt":"a"\#(fields)}"#).creation)
        #expect((creation.assets[0].width, creation.assets[0].height) == (width, height))
        #expect(creation.assets[0].format == .jpeg)
        #expect(creation.answer == .whenEnded)
        #expect(creation.typical == .still)
    }

    @Test(arguments: [("png", Asset.Format.png), ("jpeg", .jpeg), ("webp", .webp)])
    func `a still has the format that was asked for`(name: String, format: Asset.Format) throws {
        let body = #"{"model":"seedream-5-lite","prompt":"a","output_format":"\#(name)"}"#
        #expect(try DialectHarness().image(body).creation?.assets.first?.format == format)
    }

    @Test(arguments: [
        ("", 1280, 720, 5), (#","resolution":"480p""#, 854, 480, 5),
        (#","aspect_ratio":"9:16","duration":12"#, 720, 1280, 12),
        (#","aspect_ratio":"1:1","resolution":"1080p""#, 1080, 1080, 5),
        (#","aspect_ratio":"21:9","resolution":"1080p""#, 2520, 1080, 5),
    ])
    func `a video has the frame of its label and ratio`(fields: String, width: Int, height: Int, seconds: Int) throws {
        let creation = try #require(
            try DialectHarness().video(#"{"model":"seedance-v1-5-pro","prompt":"a"\#(fields)}"#).creation)
        let asset = creation.assets[0]
        #expect((asset.width, asset.height) == (width, height))
        #expect(asset.seconds == Double(seconds))
        #expect(asset.framesPerSecond == 24)
        #expect(asset.format == .mp4)
        #expect(creation.answer == .atOnce)
        #expect(creation.charge == .completion)
    }

    @Test(arguments: [
        ("seedance-v1-5-pro", #","resolution":"1080p","sound":true"#, "0.25"),
        ("seedance-v1-5-pro", #","resolution":"1080p""#, "0.2"),
        ("seedance-v1-5-pro", #","resolution":"480p","sound":true"#, "0.125"),
        ("seedance-v1-5-pro", #","sound":true,"duration":10"#, "0.4"),
        ("seedance-v1-pro", "", "0.15"),
        ("seedance-v1-pro", #","resolution":"1080p","duration":10"#, "0.5"),
        ("wan-2-7-video", #","sound":true"#, "0.4"),
    ])
    func `a video costs its rate for each second, the exact rate before the open one`(
        model: String, fields: String, price: String
    ) throws {
        #expect(
            try DialectHarness().video(#"{"model":"\#(model)","prompt":"a"\#(fields)}"#).creation?.price.text == price)
    }

    @Test(arguments: [
        ("seedream-5-lite", "", "0.035"), ("gpt-image-2", #","resolution":"4K""#, "0.2"), ("gpt-image-2", "", "0.06"),
        ("z-image-turbo", "", "0.01"),
    ])
    func `an image costs its rate, or the fallback where a model has none`(
        model: String, fields: String, price: String
    ) throws {
        #expect(
            try DialectHarness().image(#"{"model":"\#(model)","prompt":"a"\#(fields)}"#).creation?.price.text == price)
    }

    @Test func `sound is of the video when it was asked for`() throws {
        let body = #"{"model":"seedance-v1-5-pro","prompt":"a","sound":true}"#
        #expect(try DialectHarness().video(body).creation?.assets.first?.hasSound == true)
    }

    @Test func `images and videos have a counter each, and a status shows the one of videos`() throws {
        let harness = try DialectHarness()
        #expect(harness.image("{}").pool == "image")
        #expect(harness.video("{}").pool == "video")
        let status = harness.parse("GET", "/v2/videos/generations/req-1")
        #expect(status.pool == "video")
        #expect(!status.isCounted)
    }

    @Test(arguments: ["image", "video"])
    func `the provider's own limits are 20 a minute and 5 at once`(pool: String) throws {
        let limits = PoolLimits(Limits(requests: Rate(20, per: .seconds(60)), concurrentJobs: 5), window: .fixed)
        #expect(try DialectHarness().dialect.providerLimits(pool: pool) == limits)
    }

    @Test func `an id has the form of a ULID`() throws {
        let id = try DialectHarness().dialect.jobID(from: (0..<32).map { $0 &* 37 })
        #expect(id.wholeMatch(of: /req-[0-7][0-9A-HJKMNP-TV-Z]{25}/) != nil)
    }
}
