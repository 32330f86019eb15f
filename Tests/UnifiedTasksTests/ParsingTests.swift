import Core
import DialectKit
import Documents
import HTTPMessages
import Testing
import UnifiedTasks

@Suite struct AskTests {
    private let veo = #"{"model": "google/veo-3.1-fast", "input": {"prompt": "a red kite"}}"#

    @Test func `a create is read with its model, prompt, price and how long such tasks take`() throws {
        let parsed = create(veo)
        guard case .create(let creation) = parsed.operation else { throw Unexpected() }
        #expect(parsed.step == .create)
        #expect(parsed.credential == .key("sk-test"))
        #expect((parsed.model, parsed.modality, parsed.prompt) == ("google/veo-3.1-fast", .video, "a red kite"))
        #expect(creation.price.text == "0.15")
        #expect(creation.typical == TypicalDuration(least: .seconds(40), typical: .seconds(75), most: .seconds(180)))
        #expect(creation.answer == .atOnce)
        #expect(creation.charge == .create)
        #expect(!creation.queuesLong)
    }

    struct Unexpected: Error {}

    @Test func `a relaxed model waits longer`() {
        #expect(creation("google/veo-3.1-lite-relaxed", #"{"prompt": "a"}"#)?.queuesLong == true)
    }

    @Test func `a dry run is a step of its own and checked like a create`() throws {
        let parsed = create(#"{"model": "google/veo-3.1-fast", "input": {"prompt": "a"}, "dry_run": true}"#)
        #expect(parsed.step == .dryRun)
        guard case .dryRun(let creation) = parsed.operation else { throw Unexpected() }
        #expect(creation.price.text == "0.15")
        let bad = create(#"{"model": "google/veo-3.1-fast", "input": {}, "dry_run": true}"#)
        #expect(problem(bad)?.refusal.message == "Missing required parameter: prompt")
        #expect(bad.step == .dryRun)
    }

    @Test(
        arguments: [
            ("{", Stage.syntax, Refusal.Reason.invalidSyntax, nil),
            ("[]", .syntax, .invalidSyntax, nil),
            ("", .syntax, .invalidSyntax, nil),
            ("{}", .fields, .missingField, "Missing required parameter: model"),
            (#"{"model": "", "input": {}}"#, .fields, .missingField, "Missing required parameter: model"),
            (#"{"model": "x/y"}"#, .fields, .missingField, "Missing required parameter: input"),
            (#"{"model": 5}"#, .fields, .missingField, "Missing required parameter: input"),
            (#"{"model": 5, "input": {}}"#, .fields, .invalidInput, "Invalid type for model: expected string"),
            (#"{"model": "x/y", "input": []}"#, .fields, .invalidInput, "Invalid type for input: expected object"),
            (#"{"model": "x/y", "input": ""}"#, .fields, .invalidInput, "Invalid type for input: expected object"),
            (#"{"model": [], "input": {}}"#, .fields, .invalidInput, "Invalid type for model: expected string"),
            (
                #"{"model": "x/y", "input": {}, "callback_url": []}"#, .fields, .invalidInput,
                "Invalid type for callback_url: expected url"
            ),
            (
                #"{"model": "x/y", "input": {}, "dry_run": ""}"#, .fields, .invalidInput,
                "Invalid type for dry_run: expected boolean"
            ),
            (
                #"{"model": "x/y", "input": {}, "callback_url": "/x"}"#, .fields, .invalidInput,
                "Invalid type for callback_url: expected url"
            ),
            (
                #"{"model": "x/y", "input": {}, "dry_run": "true"}"#, .fields, .invalidInput,
                "Invalid type for dry_run: expected boolean"
            ),
            (
                #"{"model": "x/y", "input": {}}"#, .model, .modelUnknown,
                "Model not found: x/y. \(UnknownModels.hint(.unifiedTasks))"
            ),
            (
                #"{"model": "google/veo-3.1-fast", "input": {}}"#, .rules, .missingField,
                "Missing required parameter: prompt"
            ),
            (
                #"{"model": "google/veo-3.1-fast", "input": {"prompt": 5}}"#, .rules, .invalidInput,
                "Invalid type for prompt: expected string"
            ),
        ] as [(String, Stage, Refusal.Reason, String?)])
    func `the first problem of a body is found at its stage`(
        body: String, stage: Stage, reason: Refusal.Reason, message: String?
    ) {
        let found = problem(create(body))
        #expect(found?.stage == stage)
        #expect(found?.refusal.reason == reason)
        #expect(found?.refusal.message == message)
    }

    @Test func `a body that is too large is a problem of size, and the key is known all the same`() {
        var request = Request(method: "POST", path: "/v1/tasks", headers: ["authorization": "Bearer sk-a"])
        request.body = .tooLarge(limit: dialect.bodyLimit(method: "POST", path: "/v1/tasks"))
        let parsed = dialect.parse(request, settings: Settings())
        #expect(problem(parsed)?.stage == .size)
        #expect(parsed.credential == .key("sk-a"))
        #expect(dialect.bodyLimit(method: "POST", path: "/v1/tasks") == 10 * 1024 * 1024)
    }

    @Test func `what could be read of a bad request is there for rules to match`() {
        let parsed = create(#"{"model": "google/veo-3.1-fast", "input": {"prompt": "a kite", "duration": 5}}"#)
        #expect((parsed.model, parsed.prompt) == ("google/veo-3.1-fast", "a kite"))
        #expect(parsed.body?["input"]?["duration"] == 5)
        let shots = #"{"multi_shots": [{"prompt": "one"}, {"prompt": "two"}]}"#
        #expect(create(#"{"model": "kuaishou/kling-3.0-video", "input": \#(shots)}"#).prompt == "one\ntwo")
    }

    @Test func `a callback may lie on this machine`() {
        let made = creation(
            "google/veo-3.1-fast", #"{"prompt": "a"}"#, more: #", "callback_url": "http://127.0.0.1:9/cb""#)
        #expect(made?.callback == "http://127.0.0.1:9/cb")
    }

    @Test func `types are coerced under the setting, those of the body too`() {
        let settings = Settings(["coerce_types": .boolean(true)])
        let input = #"{"prompt": "a", "duration": "6"}"#
        #expect(creation("google/veo-3.1-fast", input) == nil)
        #expect(creation("google/veo-3.1-fast", input, settings: settings)?.assets.first?.seconds == 6)
        #expect(create(#"{"model": "x/y", "input": {}, "dry_run": "true"}"#, settings: settings).step == .dryRun)
    }

    @Test func `empty values of a wrong type are taken under the setting, that of the input too`() {
        let settings = Settings(["empty_values": .text("lenient")])
        let input = #"{"prompt": "a", "duration": "", "seed": [], "voice": []}"#
        #expect(creation("google/veo-3.1-fast", input) == nil)
        #expect(creation("google/veo-3.1-fast", input, settings: settings)?.assets.first?.seconds == 4)
        let body = #"{"model": "x/y", "input": ""}"#
        #expect(problem(create(body, settings: settings))?.refusal.message == "Missing required parameter: input")
    }

    @Test func `Kling follows its present pages under the setting`() {
        let settings = Settings(["kling_rules": .text("current")])
        #expect(creation("kuaishou/kling-3.0-video", #"{"prompt": "a"}"#, settings: settings) != nil)
        let film = #"{"prompt": "a", "video_mode": "transform", "video_url": "http://a/1", "aspect_ratio": "16:9"}"#
        #expect(creation("kuaishou/kling-o1-video", film) != nil)
        #expect(creation("kuaishou/kling-o1-video", film, settings: settings) == nil)
    }

    @Test func `what no page demands is demanded under its setting`() {
        let settings = Settings(["unstated_rules": .text("strict")])
        let input = #"{"mv": "chirp-crow", "custom": true, "make_instrumental": true, "title": "Paper Boat"}"#
        #expect(creation("suno-ai/music", input) != nil)
        #expect(creation("suno-ai/music", input, settings: settings) == nil)
    }

    @Test func `a start frame is optional under its setting`() {
        let settings = Settings(["kling_start_frame_optional": .boolean(true)])
        #expect(creation("kuaishou/kling-3.0-video", #"{"prompt": "a"}"#) == nil)
        #expect(creation("kuaishou/kling-3.0-video", #"{"prompt": "a"}"#, settings: settings) != nil)
    }

    @Test func `a task that is named goes to the engine with what to say`() {
        let made = creation("google/veo-3.1-upscale", #"{"task_id": "t1", "resolution": "4k"}"#)
        let message = "task_id must reference a completed video task"
        #expect(made?.references == [TaskReference(field: "task_id", id: "t1", modality: .video, message: message)])
    }

    @Test(
        arguments: [
            ("GET", "/v2/tasks", Refusal.Reason.notFound, []),
            ("GET", "/v1/tasks/", .notFound, []),
            ("GET", "/v1/tasks/a/b", .notFound, []),
            ("GET", "/v1/tasks/%zz", .notFound, []),
            ("GET", "/files/text/a.txt", .notFound, []),
            ("GET", "/v1/resources/google/veo/voices", .notFound, []),
            ("GET", "/upload", .methodNotAllowed, ["PUT"]),
            ("PUT", "/v1/tasks", .methodNotAllowed, ["POST", "GET", "HEAD"]),
            ("DELETE", "/v1/tasks/abc", .methodNotAllowed, ["GET", "HEAD"]),
            ("POST", "/account", .methodNotAllowed, ["GET", "HEAD"]),
            ("POST", "/files/video/a.mp4", .methodNotAllowed, ["GET", "HEAD"]),
        ] as [(String, String, Refusal.Reason, [String])])
    func `an unknown path is not found, a wrong verb not allowed, with or without a key`(
        method: String, path: String, reason: Refusal.Reason, allowed: [String]
    ) {
        let parsed = parse(method, path, key: nil)
        #expect(problem(parsed)?.stage == .route)
        #expect(problem(parsed)?.refusal.reason == reason)
        #expect(problem(parsed)?.refusal.allowed == allowed)
        #expect(parsed.credential == .notNeeded)
    }

    @Test func `a poll names its task`() throws {
        let parsed = parse("GET", "/v1/tasks/abc%2Fdef")
        guard case .poll(let id, let wait) = parsed.operation else { throw Unexpected() }
        #expect((id, wait) == ("abc/def", .zero))
        #expect((parsed.step, parsed.jobID) == (.poll, "abc/def"))
    }

    @Test(arguments: ["/account", "/v1/account"])
    func `the account is read at both paths`(path: String) throws {
        guard case .balance = parse("GET", path).operation else { throw Unexpected() }
        #expect(parse("GET", path, key: nil).credential == .missing)
    }

    @Test func `models can be filtered by a known category`() throws {
        guard case .catalog(.models(let kind)) = parse("GET", "/v1/models", query: "category=audio").operation
        else { throw Unexpected() }
        #expect(kind == "audio")
        guard case .catalog(.models(nil)) = parse("GET", "/v1/models").operation else { throw Unexpected() }
        for query in ["category=smells", "category=", "category"] {
            let wrong = problem(parse("GET", "/v1/models", query: query))
            #expect(wrong?.refusal.message == "Invalid value for category: must be one of video, image, audio")
        }
    }

    @Test(arguments: [
        ("limit=", "Invalid value for limit: must be between 1 and 100"),
        ("offset=", "Invalid value for offset: must be a whole number from 0"),
        ("status=", "Invalid value for status: must be one of pending, processing, completed, failed"),
    ])
    func `an empty word in the query of the list is none of those that are taken`(query: String, message: String) {
        #expect(problem(parse("GET", "/v1/tasks", query: query))?.refusal.message == message)
    }
}
