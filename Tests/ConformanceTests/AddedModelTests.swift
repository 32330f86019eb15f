import Core
import Documents
import Foundation
import HTTPMessages
import Scenario
import Testing
import UnderstudyServer
import UnderstudyTesting

/// A model that a scenario adds, as the client of each provider meets it (language.md §10).
@Suite struct AddedModelTests {
    /// One provider with a model of its own, and how a client makes something with a model.
    struct Case: CustomTestStringConvertible, Sendable {
        let provider: Provider
        let key: String
        let like: String
        let create: String
        /// With `MODEL` where the id goes.
        let body: String
        let list: String

        var testDescription: String { provider.rawValue }
        var path: String { "/\(provider.rawValue)" }

        func make(_ model: String, on server: any TestServer) throws -> Received {
            try server.post(path + create, key: key, body.replacing("MODEL", with: model))
        }
    }

    static let cases = [
        Case(
            provider: .llmStats, key: "ze_test", like: "flux-1.1-pro", create: "/v1/generations",
            body: #"{"model":"MODEL","input":{"prompt":"a kite"},"wait":60}"#, list: "/v1/models"),
        Case(
            provider: .unifiedTasks, key: "any", like: "openai/gpt-image-2", create: "/v1/tasks",
            body: #"{"model":"MODEL","input":{"prompt":"a kite"}}"#, list: "/v1/models"),
        Case(
            provider: .openRouter, key: "sk-or-test", like: "bytedance-seed/seedream-4.5", create: "/api/v1/images",
            body: #"{"model":"MODEL","prompt":"a kite"}"#, list: "/api/v1/images/models"),
        Case(
            provider: .lemonData, key: "sk-test", like: "dall-e-2", create: "/v1/images/generations",
            body: #"{"model":"MODEL","prompt":"a kite"}"#, list: "/v1/models"),
        Case(
            provider: .getimg, key: "sk_test", like: "seedream-5-lite", create: "/v2/images/generations",
            body: #"{"model":"MODEL","prompt":"a kite"}"#, list: "/v2/models"),
    ]

    private func scenario(_ lines: String, settings: String = "{}") -> String {
        "understudy: 1\nname: test\nclock: { mode: auto }\nsettings: \(settings)\nmodels:\n\(lines)\n"
    }

    private func line(_ case: Case, id: String, _ more: String = "") -> String {
        "  - { provider: \(`case`.provider.rawValue), id: \"\(id)\", like: \(`case`.like)\(more) }"
    }

    // MARK: At each provider

    @Test(arguments: cases)
    func `an added model makes what the one it is like makes`(case: Case) throws {
        try withUnderstudy(.inProcess, scenario: scenario(line(`case`, id: "acme/new-1", ", price: 0.77"))) {
            server throws in
            #expect(try `case`.make("acme/new-1", on: server).status == 200)
            let list = try String(decoding: server.get(`case`.path + `case`.list, key: `case`.key).body, as: UTF8.self)
            #expect(list.replacing("\\/", with: "/").contains("\"acme/new-1\""))
        }
    }

    @Test(arguments: cases)
    func `a pattern stands for every id that fits, and is in no list`(case: Case) throws {
        try withUnderstudy(.inProcess, scenario: scenario(line(`case`, id: "acme/*"))) { server throws in
            #expect(try `case`.make("acme/one", on: server).status == 200)
            #expect(try `case`.make("acme/two", on: server).status == 200)
            #expect(try `case`.make("other/one", on: server).status >= 400)
            let list = try String(decoding: server.get(`case`.path + `case`.list, key: `case`.key).body, as: UTF8.self)
            #expect(!list.contains("acme"))
        }
    }

    @Test(arguments: cases)
    func `an unknown model is refused, with the way to add it`(case: Case) throws {
        try withUnderstudy(.inProcess) { server throws in
            let answer = try `case`.make("acme/new-1", on: server)
            #expect((400...404).contains(answer.status))
            let words = String(decoding: answer.body, as: UTF8.self)
            #expect(words.contains("`models`"))
            #expect(words.contains("settings: { \(`case`.provider.rawValue): { unknown_models: accept } }"))
        }
    }

    @Test(arguments: cases)
    func `an unknown model is taken where the setting accepts it`(case: Case) throws {
        let settings = "{ \(`case`.provider.rawValue): { unknown_models: accept } }"
        try withUnderstudy(.inProcess, scenario: scenario("  []", settings: settings)) { server throws in
            #expect(try `case`.make("acme/new-1", on: server).status == 200)
        }
    }

    @Test(arguments: cases)
    func `a scenario that comes into force takes its own models along`(case: Case) throws {
        try withUnderstudy(.inProcess, scenario: scenario(line(`case`, id: "acme/new-1"))) { server throws in
            let made = try `case`.make("acme/new-1", on: server)
            #expect(made.status == 200)
            let other = Request(
                method: "PUT", path: "/_understudy/sandboxes/default/scenario",
                headers: ["host": "127.0.0.1", "content-type": "application/yaml"],
                body: Array(scenario(line(`case`, id: "acme/new-2")).utf8))
            #expect(try server.send(other).status == 200)
            #expect(try `case`.make("acme/new-2", on: server).status == 200)
            #expect(try `case`.make("acme/new-1", on: server).status >= 400)
        }
    }

    @Test(arguments: cases)
    func `servers side by side do not see each other's models`(case: Case) throws {
        try withUnderstudy(.inProcess, scenario: scenario(line(`case`, id: "acme/new-1"))) { one throws in
            try withUnderstudy(.inProcess, scenario: scenario(line(`case`, id: "acme/new-2"))) { other throws in
                #expect(try `case`.make("acme/new-1", on: other).status >= 400)
                #expect(try `case`.make("acme/new-2", on: one).status >= 400)
                #expect(try `case`.make("acme/new-1", on: one).status == 200)
            }
        }
    }

    // MARK: What suites use

    @Test(arguments: [
        (
            Provider.llmStats, "gpt-image-1",
            #"{"model":"gpt-image-1","input":{"prompt":"a","size":"1536x1024"},"wait":60}"#
        ),
        (
            .lemonData, "gpt-image-1",
            #"{"model":"gpt-image-1","prompt":"a","quality":"low","background":"transparent"}"#
        ),
        (
            .lemonData, "gemini-3-pro-image-preview",
            #"{"model":"gemini-3-pro-image-preview","prompt":"a","resolution":"4k"}"#
        ),
        (
            .openRouter, "x-ai/grok-imagine-image-quality",
            #"{"model":"x-ai/grok-imagine-image-quality","prompt":"a","n":2}"#
        ),
        (.openRouter, "openai/gpt-image-1-mini", #"{"model":"openai/gpt-image-1-mini","prompt":"a","quality":"low"}"#),
        (.openRouter, "krea/krea-2-large", #"{"model":"krea/krea-2-large","prompt":"a","aspect_ratio":"4:5"}"#),
        (.getimg, "seedream-5-0-lite", #"{"model":"seedream-5-0-lite","prompt":"a","resolution":"2K"}"#),
        (
            .unifiedTasks, "suno-ai/sound",
            #"{"model":"suno-ai/sound","input":{"prompt":"a dog","mv":"chirp-fenix","key":"Am","bpm":120}}"#
        ),
        (
            .unifiedTasks, "google/veo-3.1-fast-relaxed",
            #"{"model":"google/veo-3.1-fast-relaxed","input":{"prompt":"a","duration":8}}"#
        ),
        (
            .unifiedTasks, "xai/grok-imagine-video",
            #"{"model":"xai/grok-imagine-video","input":{"prompt":"a","duration":10}}"#
        ),
    ])
    func `a model that suites use is in the catalog`(provider: Provider, model: String, body: String) throws {
        let `case` = try #require(Self.cases.first { $0.provider == provider })
        try withUnderstudy(.inProcess, scenario: scenario("  []")) { server throws in
            #expect(try server.post(`case`.path + `case`.create, key: `case`.key, body).status == 200)
        }
    }

    // MARK: What differs

    @Test func `LLM Stats: sizes, lengths, counts and the price are those of the scenario`() throws {
        let lines = """
              - { provider: llm-stats, id: still, like: flux-1.1-pro, price: 0.25, sizes: [2048x2048], aspect_ratios: ["1:1"], parameters: { replace: [{ name: n, max: 2 }] } }
              - { provider: llm-stats, id: clip, like: veo-3, price: 0.1, duration: [3, 12], sizes: [480p] }
            """
        try withUnderstudy(.inProcess, scenario: scenario(lines)) { server throws in
            func make(_ body: String) throws -> Received {
                try server.post("/llm-stats/v1/generations", key: "ze_test", body)
            }
            let still = try make(#"{"model":"still","input":{"prompt":"a"},"n":2,"wait":60}"#).json
            #expect(still["usage"]?["cost_usd"]?.number?.text == "0.5")
            #expect(still["output"]?["media"]?.array?.first?["width"]?.number?.int == 2048)
            #expect(try make(#"{"model":"still","input":{"prompt":"a"},"n":3}"#).status == 400)
            #expect(try make(#"{"model":"still","input":{"prompt":"a","size":"1024x1024"}}"#).status == 400)
            let clip = try make(#"{"model":"clip","input":{"prompt":"a","duration":12},"wait":60}"#)
            #expect(clip.status == 200)
            #expect(try make(#"{"model":"clip","input":{"prompt":"a","duration":8}}"#).status == 400)
        }
    }

    @Test func `getimg: rates, resolutions, lengths and references are those of the scenario`() throws {
        let lines = """
              - { provider: getimg, id: still, like: gemini-3-1-flash-image, name: Still, price: 0.01, sizes: [4K, 1K], parameters: { remove: [reference_image] } }
              - { provider: getimg, id: clip, like: seedance-v1-5-pro, price: 0.02, duration: 7, sizes: [1080p], parameters: { remove: [sound] } }
            """
        try withUnderstudy(.inProcess, scenario: scenario(lines)) { server throws in
            func make(_ kind: String, _ body: String) throws -> Received {
                try server.post("/getimg/v2/\(kind)/generations", key: "sk_test", body)
            }
            let still = try make("images", #"{"model":"still","prompt":"a"}"#).json
            #expect(still["data"]?.array?.first?["width"]?.number?.int == 4096)
            #expect(still["usage"]?["total_cost"]?.number?.text == "0.01")
            let reference = #"{"model":"still","prompt":"a","images":[{"url":"https://a.test/a.png"}]}"#
            #expect(try make("images", reference).status == 400)
            #expect(try make("videos", #"{"model":"clip","prompt":"a","sound":true}"#).status == 400)
            #expect(try make("videos", #"{"model":"clip","prompt":"a"}"#).status == 202)
            let page = try server.get("/getimg/v2/models/clip", key: "sk_test").json
            #expect(page["supported_durations"] == [7])
            #expect(page["pricing"]?["rates"]?.array?.count == 1)
        }
    }

    @Test func `OpenRouter: the listed parameters and every endpoint's price are those of the scenario`() throws {
        let lines = """
              - provider: openrouter
                id: acme/one
                like: google/gemini-2.5-flash-image
                price: 0.02
                sizes: [2K]
                parameters: { remove: [input_references], add: [{ name: quality, enum: [low, high] }], replace: [{ name: n, max: 4 }] }
            """
        try withUnderstudy(.inProcess, scenario: scenario(lines)) { server throws in
            let made = try server.post(
                "/openrouter/api/v1/images", key: "sk-or-test", #"{"model":"acme/one","prompt":"a","n":4}"#)
            #expect(made.json["usage"]?["cost"]?.number?.text == "0.08")
            let endpoints = try server.get("/openrouter/api/v1/images/models/acme/one/endpoints").json["endpoints"]?
                .array
            let first = try #require(endpoints?.first)
            #expect(first["supported_parameters"]?["resolution"]?["values"] == ["2K"])
            #expect(first["supported_parameters"]?["quality"]?["values"] == ["low", "high"])
            #expect(first["supported_parameters"]?["input_references"] == nil)
            #expect(endpoints?.count == 2)
        }
    }

    @Test func `LemonData: sizes, qualities and the price are those of the scenario`() throws {
        let lines = """
              - { provider: lemondata, id: sized, like: gpt-image-2, price: 0.2, sizes: [512x512], parameters: { replace: [{ name: quality, enum: [best] }] } }
              - { provider: lemondata, id: rated, like: nano-banana-pro, sizes: [8k], aspect_ratios: ["1:1"] }
            """
        try withUnderstudy(.inProcess, scenario: scenario(lines)) { server throws in
            func make(_ body: String) throws -> Received {
                try server.post("/lemondata/v1/images/generations", key: "sk-test", body)
            }
            #expect(try make(#"{"model":"sized","prompt":"a","quality":"best"}"#).status == 200)
            #expect(try make(#"{"model":"sized","prompt":"a","quality":"low"}"#).status == 400)
            #expect(try make(#"{"model":"sized","prompt":"a","size":"1024x1024"}"#).status == 400)
            #expect(try make(#"{"model":"rated","prompt":"a","aspect_ratio":"16:9"}"#).status == 400)
            #expect(try make(#"{"model":"rated","prompt":"a","aspect_ratio":"1:1","resolution":"8k"}"#).status == 200)
            let prices = try server.get("/lemondata/v1/models/sized/pricing", key: "sk-test").json["data"]?.array
            #expect(prices?.first?["pricing"]?["per_request"]?.string == "0.2")
        }
    }

    @Test func `Unified Tasks: parameters come, go and change, and what went has no effect`() throws {
        let lines = """
              - provider: unified-tasks
                id: acme/video
                like: google/veo-3.1-fast
                price: 0.33
                duration: [7, 9]
                parameters:
                  remove: [voice, reference_image_urls]
                  add: [{ name: mood, enum: [calm, wild], required: true }]
                  replace: [{ name: seed, type: string }]
            """
        try withUnderstudy(.inProcess, scenario: scenario(lines)) { server throws in
            func cost(_ input: String) throws -> Received {
                try server.post(
                    "/unified-tasks/v1/tasks", key: "any",
                    #"{"model":"acme/video","input":\#(input),"dry_run":true}"#)
            }
            let priced = try cost(#"{"prompt":"a","mood":"calm","duration":9,"seed":"x"}"#)
            #expect(priced.json["data"]?["cost"]?.number?.text == "0.33")
            #expect(try cost(#"{"prompt":"a"}"#).status == 400)
            #expect(try cost(#"{"prompt":"a","mood":"sad"}"#).status == 400)
            #expect(try cost(#"{"prompt":"a","mood":"calm","duration":8}"#).status == 400)
            #expect(try cost(#"{"prompt":"a","mood":"calm","seed":7}"#).status == 400)
            // References would lock the length to 8 s, and a voice needs one.
            let ignored =
                #"{"prompt":"a","mood":"calm","voice":"kore","reference_image_urls":["https://a.test/a.png"]}"#
            #expect(try cost(ignored).status == 200)
        }
    }

    @Test(arguments: [
        (#"{"prompt":"a","duration":8}"#, "0.15"),
        (#"{"prompt":"a","start_image_url":"https://a.test/a.png"}"#, "0.15"),
        (#"{"prompt":"a","aspect_ratio":"1:1"}"#, "0.025"), (#"{"text":"a door"}"#, "0.02"),
    ])
    func `the fields of a task show what an unknown model makes`(input: String, cost: String) throws {
        let settings = "{ unified-tasks: { unknown_models: accept } }"
        try withUnderstudy(.inProcess, scenario: scenario("  []", settings: settings)) { server throws in
            let body = #"{"model":"acme/any","input":\#(input),"dry_run":true}"#
            let answer = try server.post("/unified-tasks/v1/tasks", key: "any", body)
            #expect(answer.json["data"]?["cost"]?.number?.text == cost)
        }
    }

    @Test(arguments: [
        ("unified-tasks", "/v1/tasks", "any", #"{"model":"acme/any","input":{"prompt":"a","duration":8}}"#),
        ("llm-stats", "/v1/generations", "ze_test", #"{"model":"acme/any","input":{"prompt":"a","duration":8}}"#),
        ("getimg", "/v2/videos/generations", "sk_test", #"{"model":"acme/any","prompt":"a"}"#),
    ])
    func `a rule for videos speaks to an unknown model that is taken as one`(
        provider: String, path: String, key: String, body: String
    ) throws {
        let rule = "\nrules: [{ name: teapot, match: { modality: video }, then: { http_error: { status: 418 } } }]"
        let settings = "{ \(provider): { unknown_models: accept } }"
        try withUnderstudy(.inProcess, scenario: scenario("  []", settings: settings) + rule) { server throws in
            #expect(try server.post("/\(provider)\(path)", key: key, body).status == 418)
        }
    }

    @Test func `at LLM Stats a length shows that a video is wanted`() throws {
        let settings = "{ llm-stats: { unknown_models: accept } }"
        try withUnderstudy(.inProcess, scenario: scenario("  []", settings: settings)) { server throws in
            func media(_ input: String) throws -> String? {
                let body = #"{"model":"acme/any","input":\#(input),"wait":60}"#
                return try server.post("/llm-stats/v1/generations", key: "ze_test", body)
                    .json["output"]?["media"]?.array?.first?["type"]?.string
            }
            #expect(try media(#"{"prompt":"a","duration":8}"#) == "video")
            #expect(try media(#"{"prompt":"a"}"#) == "image")
            let chat = #"{"model":"gpt-4o","input":{"prompt":"a"}}"#
            #expect(try server.post("/llm-stats/v1/generations", key: "ze_test", chat).status == 400)
        }
    }

    @Test func `a task of a model that is gone still shows its file`() throws {
        let `case` = Self.cases[1]
        try withUnderstudy(.inProcess, scenario: scenario(line(`case`, id: "acme/new-1"))) { server throws in
            let task = try #require(try `case`.make("acme/new-1", on: server).json["data"]?["task_id"]?.string)
            try server.advance("10m")
            let healthy = Request(
                method: "PUT", path: "/_understudy/sandboxes/default/scenario",
                headers: ["host": "127.0.0.1", "content-type": "application/yaml"],
                body: Array("understudy: 1\nname: other\n".utf8))
            #expect(try server.send(healthy).status == 200)
            let read = try server.get("/unified-tasks/v1/tasks/\(task)", key: "any").json
            #expect(read["data"]?["output"]?["image_url"]?.string != nil)
        }
    }

    // MARK: The file

    /// Without the blanks that put columns below each other.
    private func squeezed(_ table: String) -> String { table.replacing(/[ ]+/, with: " ") }

    private static let dialects = Result { try Dialects() }

    private func load(_ text: String, more: [String] = []) throws -> ScenarioSet {
        let files = ([text] + more).enumerated().map { number, text in
            ScenarioFile(file: "file\(number).yaml", bytes: Array(text.utf8)) { _ in .refused("a test has no folder") }
        }
        return try ScenarioSet(files, dialects: Self.dialects.get())
    }

    @Test(arguments: [
        (
            "{ provider: getimg, id: a, like: seedream-5-light }",
            "file0.yaml:6:38: models[0].like: unknown model `seedream-5-light`; did you mean `seedream-5-lite`?"
        ),
        (
            "{ provider: unified-tasks, id: a, like: zzz }",
            "file0.yaml:6:45: models[0].like: unknown model `zzz`; `understudy models unified-tasks` lists them"
        ),
        (
            "{ provider: getimg, id: a, like: seedream-5-lite, duration: 5 }",
            "file0.yaml:6:65: models[0].duration: an image has no `duration`"
        ),
        (
            "{ provider: lemondata, id: a, like: dall-e-3, name: A }",
            "file0.yaml:6:57: models[0].name: a model of LemonData has no name but its id"
        ),
        (
            "{ provider: getimg, id: a, like: seedream-5-lite, parameters: { remove: [sond] } }",
            "file0.yaml:6:78: models[0].parameters.remove[0]: unknown parameter `sond`; did you mean `sound`?"
        ),
        (
            "{ provider: openrouter, id: a, like: openai/gpt-image-1, parameters: { add: [{ name: quality, max: 4 }] } }",
            "file0.yaml:6:82: models[0].parameters.add[0]: the model that it is like has `quality`; put it under `replace`"
        ),
        (
            "{ provider: unified-tasks, id: a, like: google/veo-3.1-fast, parameters: { replace: [{ name: sed, type: string }] } }",
            "file0.yaml:6:98: models[0].parameters.replace[0].name: unknown parameter `sed`; did you mean `seed`?"
        ),
        (
            "{ provider: getimg, id: a, like: gemini-3-1-flash-image, sizes: [8K] }",
            "file0.yaml:6:5: models[0]: the changes do not go together: `rates`: no price for 8K"
        ),
        (
            "{ provider: unified-tasks, id: a, like: google/veo-3.1-fast, parameters: { add: [{ name: x, type: strng }] } }",
            "file0.yaml:6:5: models[0]: the changes do not go together: `type`: unknown type strng"
        ),
        (
            "{ provider: getimg, id: a, like: seedream-5-lite, size: [1K] }",
            "file0.yaml:6:55: models[0].size: unknown key `size`; did you mean `sizes`?"
        ),
    ])
    func `a model that cannot be added is told where it stands`(line: String, words: String) throws {
        let text = "understudy: 1\nname: test\n\n\nmodels:\n  - \(line)\n"
        let failure = try #require(throws: ScenarioSet.Failure.self) { try load(text) }
        #expect(failure.description == words)
    }

    @Test(arguments: [
        "{ provider: llm-stats, id: a, like: flux-1.1-pro, sizes: [99999999x1] }",
        "{ provider: llm-stats, id: a, like: veo-3, sizes: [99999999999999999999p] }",
        "{ provider: llm-stats, id: a, like: veo-3, duration: 1000000000 }",
        "{ provider: llm-stats, id: a, like: veo-3, duration: [0] }",
        "{ provider: llm-stats, id: a, like: veo-3, aspect_ratios: [\"1000:1\"] }",
        "{ provider: getimg, id: a, like: wan-2-7-video, duration: 1e9 }",
        "{ provider: getimg, id: a, like: seedream-5-lite, sizes: [99K] }",
        "{ provider: lemondata, id: a, like: dall-e-3, sizes: [99999x99999] }",
        "{ provider: lemondata, id: a, like: nano-banana-pro, aspect_ratios: [\"1:999\"] }",
        "{ provider: openrouter, id: a, like: openai/gpt-image-2, aspect_ratios: [\"1:999\"] }",
        "{ provider: unified-tasks, id: a, like: google/veo-3.1-fast, duration: 1000000 }",
        "{ provider: unified-tasks, id: a, like: google/veo-3.1-fast, sizes: [720p] }",
        "{ provider: unified-tasks, id: a, like: google/veo-3.1-fast, parameters: { replace: [{ name: duration, type: integer, max: 1000000 }] } }",
        "{ provider: getimg, id: a, like: wan-2-7-video, sizes: [{}], duration: [[]], aspect_ratios: [[]] }",
        "{ provider: getimg, id: a, like: wan-2-7-video, duration: [\"\"] }",
        "{ provider: getimg, id: \"a\\nb\", like: wan-2-7-video }",
        "{ provider: getimg, id: a, like: wan-2-7-video, name: \"a\\u009b31m\" }",
    ])
    func `a model whose files could not be made is refused, and nothing is lost by it`(line: String) throws {
        let failure = try #require(throws: ScenarioSet.Failure.self) { try load(scenario("  - \(line)")) }
        #expect(failure.description.hasPrefix("file0.yaml:6:"))
    }

    @Test func `a length without an end has one all the same`() throws {
        let parameters = "{ replace: [{ name: duration, type: integer }] }"
        let line = "  - { provider: unified-tasks, id: a, like: google/veo-3.1-fast, parameters: \(parameters) }"
        try withUnderstudy(.inProcess, scenario: scenario(line)) { server throws in
            func status(_ seconds: Int) throws -> Int {
                try server.post(
                    "/unified-tasks/v1/tasks", key: "any",
                    #"{"model":"a","input":{"prompt":"a","duration":\#(seconds)},"dry_run":true}"#
                ).status
            }
            #expect(try status(3600) == 200)
            #expect(try status(3601) == 400)
        }
    }

    @Test func `every model that cannot be added is told at once`() throws {
        let text = scenario(
            "  - { provider: getimg, id: a, like: b }\n  - { provider: getimg, id: c, like: seedream-5-lite }\n"
                + "  - { provider: getimg, id: c, like: d }\n  - { provider: openrouter, id: e, like: f }")
        let failure = try #require(throws: ScenarioSet.Failure.self) { try load(text) }
        let lines = failure.description.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.contains { $0.contains("`c` is already added on line 7") })
    }

    @Test func `a model may be like one that was added before, also in a scenario that is used`() throws {
        let used =
            "understudy: 1\nname: ours\nmodels:\n  - { provider: getimg, id: a, like: seedream-5-lite, price: 0.5 }\n"
        let using = "understudy: 1\nname: test\nuse: [ours]\nmodels:\n  - { provider: getimg, id: b, like: a }\n"
        let table = try load(using, more: [used]).models(of: "getimg", json: false)
        #expect(
            table.contains("b                            image  0.5 USD per image    added by the scenario, like a"))
    }

    @Test func `a model of a known id takes its place, and check says so`() throws {
        let set = try load(scenario("  - { provider: getimg, id: z-image-turbo, like: z-image-turbo, price: 9 }"))
        let lines = try set.models(of: "getimg", json: false).split(separator: "\n")
        #expect(lines.count { $0.contains("z-image") } == 1)
        #expect(
            set.remarks == [
                "file0.yaml:6:5: models[0]: this takes the place of the catalog's model of that id"
            ])
    }

    // MARK: What people are told

    @Test func `the list of models has those of the scenario, for people and for programs`() throws {
        let set = try load(scenario("  - { provider: lemondata, id: \"gpt-*\", like: gpt-image-2, price: 0.5 }"))
        let table = try set.models(of: nil, json: false)
        #expect(table.hasPrefix("llm-stats\n  flux-1.1-pro "))
        #expect(squeezed(table).contains("gpt-* image 0.5 USD per image added by the scenario, like gpt-image-2"))
        let all = try JSONReader.read(Array(set.models(of: "lemondata", json: true).utf8)).root.array
        let last: Node = [
            "provider": "lemondata", "id": "gpt-*", "name": nil, "modality": "image",
            "price_usd": Node(.number(Number(text: "0.5"))), "unit": "image", "like": "gpt-image-2", "setting": nil,
        ]
        #expect(all?.last == last)
        #expect(throws: ScenarioSet.Failure.self) { try set.models(of: "lemon", json: false) }
    }

    @Test(arguments: [
        ("my-model", "`my-model` is a model that the scenario adds, like `seedream-5-lite`."),
        ("seedream-5-light", "getimg has no model `seedream-5-light`, and refuses it; did you mean `seedream-5-lite`?"),
        ("seedream-5-lite", "The scenario has no rules: the provider behaves as its specification says."),
    ])
    func `explain says what there is to know about the model`(model: String, words: String) throws {
        let set = try load(scenario("  - { provider: getimg, id: my-model, like: seedream-5-lite }"))
        let lines = try set.explain(["provider=getimg", "model=\(model)"]).split(separator: "\n")
        #expect(lines.first.map(String.init) == words)
    }

    @Test func `explain knows what kind an added model makes`() throws {
        let rule = "rules: [{ name: videos, match: { modality: video }, then: { latency: 1s } }]"
        let set = try load(scenario("  - { provider: getimg, id: clip, like: wan-2-7-video }") + rule)
        #expect(try set.explain(["provider=getimg", "model=clip"]).contains("videos: decides latency"))
    }
}
