import Catalog
import Documents
import Testing

@Suite struct RuleTests {
    @Test func `the catalog has 67 models, 393 parameters and 197 rules`() {
        #expect(Fixture.catalog.models.count == 67)
        #expect(Fixture.catalog.models.reduce(0) { $0 + $1.parameters.count } == 393)
        #expect(Fixture.catalog.models.reduce(0) { $0 + $1.rules.count } == 197)
    }

    @Test func `every kind and effect of the conventions is one that the reader knows, and no other`() {
        let conventions = Fixture.root["conventions"]!
        #expect(Set(conventions["rule_kinds"]!.object!.map(\.key)) == Set(Rule.Kind.allCases.map(\.rawValue)))
        #expect(Set(conventions["effects"]!.object!.map(\.key)) == Set(Rule.Effect.allCases.map(\.rawValue)))
    }

    @Test(arguments: Fixture.modelIDs)
    func `the smallest input of a model is accepted`(id: String) {
        #expect(violation(of: id, Samples.minimal(Fixture.model(id))) == nil)
    }

    /// Rules that refuse nothing themselves, each with a test of its own below.
    private static let quiet: Set<String> = [
        "ignored_field", "task_reference", "inherit", "external_media", "mode_switch", "billing",
    ]

    /// Rules that another check always forestalls, with what is said instead.
    private static let forestalled = [
        // The parameter itself is required, and that is checked first, in the documented words.
        "hailuo/minimax-2.3-fast hailuo.fast_needs_start": "Missing required parameter: start_image_url",
        "hailuo/minimax-2.3-fast hailuo.prompt_or_image": "Missing required parameter: start_image_url",
        "kuaishou/kling-3.0-video kling.end_requires_start": "Missing required parameter: start_frame_url",
        "kuaishou/kling-2.6-video kling.end_requires_start": "Missing required parameter: start_frame_url",
        // The enumeration has no other value than the two that the rule allows.
        "hailuo/minimax-2.0 hailuo.end_frame_res": "Invalid value for resolution: must be one of 768p, 1080p",
        // The model takes no characters at all, and that rule stands first.
        "google/veo-3.1-quality veo.char_image_urls_not_empty": noCharacters,
        "google/veo-3.1-quality veo.char_no_image_url": noCharacters,
        "google/veo-3.1-quality veo.char_no_plain_string": noCharacters,
    ]
    private static let noCharacters = "reference_characters is not available on google/veo-3.1-quality"

    @Test(arguments: Fixture.modelIDs)
    func `each rule of a model, broken alone, is answered in its own words`(id: String) {
        let model = Fixture.model(id)
        for rule in model["rules"]!.array! where !Self.quiet.contains(rule["kind"]!.string!) {
            let name = rule["id"]!.string!
            let inputs = RuleBreaker(model: model, rule: rule).inputs()
            let options = ValidationOptions(settingsOn: [rule["only_with"]?.string].compactMap { $0 })
            #expect(!inputs.isEmpty, "\(name)")
            for input in inputs {
                let found = violation(of: id, input, options: options)
                if let instead = Self.forestalled["\(id) \(name)"] {
                    #expect(found?.message == instead)
                } else {
                    #expect(found?.message == rule["message"]!.string, "\(name)")
                    #expect(found?.kind == .rule(name))
                }
            }
        }
    }

    @Test func `the rules tried above and below are all there are`() {
        let kinds = Fixture.models.flatMap { $0["rules"]!.array! }.map { $0["kind"]!.string! }
        #expect(kinds.count { !Self.quiet.contains($0) } == 167)
        #expect(kinds.count { Self.quiet.contains($0) } == 30)
    }

    @Test func `an ignored field has no effect, and of one that the model knows the type alone is looked at`() throws {
        var tried = 0
        for model in Fixture.models {
            let id = model["id"]!.string!
            for rule in model["rules"]!.array! where rule["kind"] == "ignored_field" {
                tried += 1
                var input = Samples.minimal(model)
                for name in rule["when_any_present"]?.array ?? [] {
                    input[name.string!] = Samples.value(name.string!, of: model)
                }
                for line in rule["when"]?.object ?? [:] { input[line.key] = line.value }
                if rule["id"] == "suno.mode_fields" { input["gpt_description_prompt"] = "a song" }
                for field in rule["fields"]!.array!.map({ $0.string! }) {
                    let wrong = input.setting(field, ["of": "the wrong type"])
                    guard let parameter = Samples.parameter(field, of: model) else {
                        #expect(try validated(id, wrong)[field] == nil, "\(id) \(field)")
                        continue
                    }
                    let type = parameter["type"]!.string!
                    #expect(violation(of: id, wrong)?.message == "Invalid type for \(field): expected \(type)", "\(id)")
                    let outside = input.setting(field, Self.outside(of: parameter))
                    #expect(try validated(id, outside)[field] == nil, "\(id) \(field)")
                }
            }
        }
        #expect(tried == 13)
    }

    /// A value of its type that it would refuse if it counted, where there is one.
    private static func outside(of parameter: Node) -> Node {
        switch parameter["type"]!.string! {
        case "string": "no such value"
        case "boolean": false
        default: -1
        }
    }

    @Test func `the threshold counts while speakers are told apart and their number is open`() throws {
        let model = "elevenlabs/speech-to-text"
        let threshold = Node(.number(Number(text: "0.3")))
        let base: Input = ["audio_url": Samples.url(1), "diarization_threshold": threshold]
        #expect(try validated(model, base)["diarization_threshold"] == nil)
        #expect(try validated(model, base.setting("diarize", true))["diarization_threshold"] == threshold)
        let known = base.setting("diarize", true).setting("num_speakers", 2)
        #expect(try validated(model, known)["diarization_threshold"] == nil)
        let message = "Invalid type for diarization_threshold: expected number"
        for wrong: Node in ["0.3", [:], "", []] {
            for input in [base, known] {
                #expect(violation(of: model, input.setting("diarization_threshold", wrong))?.message == message)
            }
        }
    }

    @Test(arguments: ["google/veo-3.1-extend", "google/veo-3.1-upscale", "xai/grok-imagine-video-extend"])
    func `a task that the input names is handed on for the engine to check`(id: String) throws {
        let result = try validated(id, Samples.minimal(Fixture.model(id)).setting("task_id", "abc"))
        let message = "task_id must reference a completed video task"
        let reference = try #require(result.references.first)
        #expect(result.references.count == 1)
        #expect((reference.field, reference.id) == ("task_id", "abc"))
        #expect((reference.outputKind, reference.message) == (.video, message))
    }

    @Test(arguments: ["1e300", "1e30", "99999999999999999999999999999999999999"])
    func `a sum of numbers without end is told like any other`(huge: String) {
        let shots: Node = [
            ["prompt": "a", "duration": Node(.number(Number(text: huge)))], ["prompt": "b", "duration": 2],
        ]
        let found = violation(of: "kuaishou/kling-3.0-omni-video", ["multi_shots": shots])
        #expect(found?.kind == .rule("kling.shots_total") || found?.kind == .range)
    }

    @Test func `an inherited value takes no notice of what the client sent`() throws {
        let input = Samples.minimal(Fixture.model("google/veo-3.1-extend"))
        #expect(try validated("google/veo-3.1-extend", input.setting("aspect_ratio", 7))["aspect_ratio"] == nil)
    }

    @Test(arguments: ["google/gemini-omni-flash-video-edit", "kuaishou/kling-o1-video-edit"])
    func `what depends on media behind a link is accepted`(id: String) throws {
        _ = try validated(id, Samples.minimal(Fixture.model(id)))
    }

    @Test func `a rule of mode selects nothing but the price tiers`() throws {
        var tried = 0
        for model in Fixture.models where model["rules"]!.array!.contains(where: { $0["kind"] == "mode_switch" }) {
            tried += 1
            let id = model["id"]!.string!
            let field = model["rules"]!.array!.first { $0["kind"] == "mode_switch" }!["field"]!.string!
            #expect(violation(of: id, Samples.minimal(model).adding([field], of: model)) == nil, "\(id)")
        }
        #expect(tried == 10)
    }

    @Test func `a last frame needs a first one where the setting lets that be left out`() {
        let options = ValidationOptions(settingsOn: ["kling_start_frame_optional"])
        for id in ["kuaishou/kling-3.0-video", "kuaishou/kling-2.6-video"] {
            let end: Input = ["prompt": "a", "end_frame_url": Samples.url(1)]
            #expect(violation(of: id, end, options: options)?.message == "end_frame_url requires start_frame_url")
            #expect(violation(of: id, end.setting("start_frame_url", Samples.url(2)), options: options) == nil)
        }
    }

    @Test(arguments: ["kuaishou/kling-o1-video", "kuaishou/kling-3.0-turbo-video"])
    func `sound that is not asked for is no use of sound`(id: String) {
        #expect(violation(of: id, ["prompt": "a", "native_audio": false]) == nil)
        for value: Node in [true, "false", 0] {
            let found = violation(of: id, ["prompt": "a", "native_audio": value])
            #expect(found?.message == "native_audio is not supported by \(id)")
        }
    }

    @Test(arguments: ["kuaishou/kling-3.0-omni-video", "kuaishou/kling-o1-video"])
    func `the ratio beside a video is auto by the present page of Kling, and by the brief it is not`(id: String) throws
    {
        let current = ValidationOptions(settingsOn: ["kling_rules=current"])
        let film: Input = ["prompt": "a", "video_mode": "transform", "video_url": Samples.url(1)]
        #expect(try validated(id, film)["aspect_ratio"] == "16:9")
        #expect(try validated(id, film, options: current)["aspect_ratio"] == "auto")
        #expect(violation(of: id, film.setting("aspect_ratio", "auto"), options: current) == nil)
        #expect(
            violation(of: id, film.setting("aspect_ratio", "auto"))?.message
                == "aspect_ratio auto is only available in start_end_frame mode")
        #expect(
            violation(of: id, film.setting("aspect_ratio", "9:16"), options: current)?.message
                == "aspect_ratio must be auto when video_url is set")
        let frames: Input = [
            "prompt": "a", "video_mode": "start_end_frame", "start_frame_url": Samples.url(1), "aspect_ratio": "auto",
        ]
        #expect(violation(of: id, frames) == nil)
        #expect(
            violation(of: id, frames, options: current)?.message == "aspect_ratio auto is only available with video_url"
        )
        let pictures: Input = ["prompt": "a", "image_urls": [Samples.url(1)]]
        #expect(violation(of: id, pictures) == nil)
        #expect(violation(of: id, pictures, options: current)?.kind == .rule("kling_now.text_only"))
        #expect(violation(of: id, pictures.setting("video_mode", "elements"), options: current) == nil)
    }

    @Test(arguments: ["kuaishou/kling-3.0-omni-video", "kuaishou/kling-3.0-video"])
    func `Kling's 4k is there by its present page`(id: String) throws {
        let current = ValidationOptions(settingsOn: ["kling_rules=current"])
        let input = Samples.minimal(Fixture.model(id)).setting("mode", "4k")
        #expect(violation(of: id, input)?.message == "Invalid value for mode: must be one of std, pro")
        #expect(try validated(id, input, options: current).price.total.text == "1.5")
    }

    @Test func `what no page demands is demanded under the stricter setting alone`() {
        let strict = ValidationOptions(settingsOn: ["unstated_rules=strict"])
        let song: Input = ["mv": "chirp-crow", "custom": true, "make_instrumental": true, "title": "Paper Boat"]
        let simple: Input = ["mv": "chirp-crow", "custom": false]
        let cover: Input = ["mv": "chirp-crow", "custom": true, "clip_id": "c", "audio_url": Samples.url(1)]
        let voiced: Node = [["image_urls": [Samples.url(1)], "custom_voice": "v1"]]
        let film: Input = ["prompt": "a", "reference_video_urls": [Samples.url(1)], "reference_characters": voiced]
        let cases = [
            ("suno-ai/music", song, "prompt or tags is required when custom is true"),
            ("suno-ai/music", simple, "gpt_description_prompt is required when custom is false"),
            ("suno-ai/cover", cover, "exactly one of clip_id and audio_url is required"),
            (
                "google/gemini-omni-flash-video-edit", film,
                "Invalid type for reference_characters[].custom_voice: expected object"
            ),
        ]
        for (id, input, message) in cases {
            #expect(violation(of: id, input) == nil, "\(id)")
            #expect(violation(of: id, input, options: strict)?.message == message)
        }
        #expect(
            violation(of: "suno-ai/cover", cover.without(["clip_id", "audio_url"]))?.message
                == "clip_id or audio_url is required")
    }

    @Test func `an element has pictures or a video, and on O1 pictures`() {
        let pictures: Node = [["image_urls": [Samples.url(1)]]]
        let film: Node = [["type": "video", "video_url": Samples.url(1)]]
        var tried = 0
        for model in Fixture.models where Samples.parameter("elements", of: model) != nil {
            tried += 1
            let id = model["id"]!.string!
            let base = Samples.minimal(model)
            #expect(violation(of: id, base.setting("elements", pictures)) == nil, "\(id)")
            #expect(
                (violation(of: id, base.setting("elements", film)) == nil) == (id != "kuaishou/kling-o1-video"), "\(id)"
            )
            #expect(violation(of: id, base.setting("elements", [[:]])) != nil, "\(id)")
        }
        #expect(tried == 5)
    }

    @Test func `values are compared after defaults, and references lock Veo to eight seconds`() throws {
        let base: Input = ["prompt": "a kite", "reference_image_urls": [Samples.url(1)]]
        #expect(try validated("google/veo-3.1-fast", base)["duration"] == 8)
        #expect(try validated("google/veo-3.1-fast", base.setting("duration", 8))["duration"] == 8)
        #expect(try validated("google/veo-3.1-fast", ["prompt": "a kite"])["duration"] == 4)
        let refused = violation(of: "google/veo-3.1-fast", base.setting("duration", 6))
        #expect(refused?.kind == .rule("veo.reference_duration_8"))
        #expect(refused?.parameter == "duration")
    }
}
