import Core
import DialectKit
import Media
import Testing
import Time

@testable import UnderstudyServer

/// What decides a file, and the tag that follows from it.
@Suite struct MediaPlanTests {
    private func plan(_ asset: Asset, prompt: String = "a red kite\nseed 8", model: String = "m") throws -> MediaPlan {
        let job = Job(
            id: "job", provider: .openRouter, account: "a", created: .zero, plan: Plan(queued: .zero, running: .zero),
            request: Creation(
                model: model, modality: .image, prompt: prompt, assets: [asset], price: .zero, unitPrice: .zero,
                quantity: .zero, typical: .still, answer: .whenEnded, charge: .completion),
            price: .zero, base: "http://127.0.0.1", seed: 7)
        return try #require(MediaPlan(job, 0))
    }

    @Test func `a picture is written out line by line, texts with their lengths`() throws {
        let picture = try plan(Asset(format: .png, width: 640, height: 480, aspectRatio: "4:3"))
        let seed = try #require(Mirror(reflecting: picture).descendant("still", 1, "seed") as? UInt64)
        #expect(
            picture.form.text == """
                png 1
                width 640
                height 480
                seed \(seed)
                alpha no
                provider 10:openrouter
                model 1:m
                prompt 17:a red kite
                seed 8
                index 1
                count 1
                references 0
                aspectRatio 3:4:3
                preview -

                """)
    }

    @Test(arguments: [
        (Asset(format: .png, width: 64, height: 64), "\"3576dbe31130f28ca1863a88a5196dd4\""),
        (
            Asset(format: .mp4, width: 64, height: 64, seconds: 2, framesPerSecond: 30, hasSound: true),
            "\"432e8d7606ad0cb682df92c8515dd772\""
        ),
        (Asset(format: .mp3, seconds: 1.5), "\"2267538278ab49a0f81ffbef811646ab\""),
    ])
    func `a tag is the same in every build`(asset: Asset, tag: String) throws {
        let made = try plan(asset).tag
        #expect(made == tag)
    }

    /// Each stored property of a description stands in its form: one that is added and forgotten there is found here.
    @Test(arguments: [
        Asset(format: .webp, width: 64, height: 64), Asset(format: .svg, width: 64, height: 64),
        Asset(format: .mp4, width: 64, height: 64, seconds: 2), Asset(format: .wav, seconds: 1),
    ])
    func `nothing that decides a file is missing from its form`(asset: Asset) throws {
        let plan = try plan(asset)
        let lines = plan.form.text.split(separator: "\n").map { $0.prefix { $0 != " " } }
        let description = try #require(Mirror(reflecting: plan).children.first).value
        for name in names(in: description) { #expect(lines.contains { $0 == name }, "\(name)") }
    }

    /// The names of what is stored in a value, down to numbers, texts and cases.
    private func names(in value: Any) -> [String] {
        Mirror(reflecting: value).children.flatMap { child -> [String] in
            let mirror = Mirror(reflecting: child.value)
            if mirror.displayStyle == .struct, !mirror.children.isEmpty, !(child.value is any Numeric),
                !(child.value is String)
            {
                return names(in: child.value)
            }
            guard let label = child.label, !label.hasPrefix(".") else { return [] }
            return [label]
        }
    }

    @Test func `whatever changes a file changes its tag`() throws {
        let asset = Asset(format: .png, width: 64, height: 64)
        var others = [asset, asset, asset, asset, asset, asset]
        others[0].width = 65
        others[1].height = 65
        others[2].format = .webp
        others[3].alpha = true
        others[4].references = 1
        others[5].aspectRatio = "1:1"
        var tags = try others.map { try plan($0).tag } + [plan(asset).tag]
        tags += [try plan(asset, prompt: "a red kite\nseed 9").tag, try plan(asset, model: "n").tag]
        #expect(Set(tags).count == tags.count)
        #expect(try plan(asset).tag == plan(asset).tag)
    }
}
