import Core
import DialectKit
import Documents
import HTTPMessages
import Testing
import Time
import UnifiedTasks

@Suite struct AnswerTests {
    private let video = creation("google/veo-3.1-fast", #"{"prompt": "a"}"#)!

    private func poll(
        _ creation: Creation, _ state: Job.State = .completed, failure: Creation.Failure? = nil,
        settings: [String: SettingValue] = [:]
    ) throws -> Node {
        try json(dialect.answer(.job(view(creation, state, failure: failure), for: .poll), in: context(settings)))
    }

    private func output(_ model: String, _ input: String) throws -> Node {
        let made = try #require(creation(model, input))
        return try #require(poll(made)["data"]?["output"])
    }

    @Test(arguments: [Job.State.queued, .completed])
    func `a create is answered with pending whatever the state`(state: Job.State) throws {
        let response = dialect.answer(.job(view(video, state), for: .create), in: context(step: .create))
        #expect(response.status == 200)
        #expect(
            try json(response)
                == json(#"{"code": 200, "success": true, "data": {"task_id": "\#(taskID)", "status": "pending"}}"#))
    }

    @Test func `every JSON answer forbids caching and names its charset`() {
        let response = dialect.answer(.dryRun(Money(microdollars: 400_000)), in: context(step: .dryRun))
        #expect(response.headers["content-type"] == "application/json; charset=utf-8")
        #expect(response.headers["cache-control"] == "no-store")
    }

    @Test func `a dry run tells the price and nothing else`() throws {
        let response = dialect.answer(.dryRun(Money(microdollars: 400_000)), in: context(step: .dryRun))
        #expect(try json(response) == json(#"{"code": 200, "success": true, "data": {"cost": 0.4}}"#))
    }

    @Test(arguments: [(Job.State.queued, "pending"), (.running, "processing")])
    func `a task that has not ended shows its state alone`(state: Job.State, word: String) throws {
        #expect(
            try poll(video, state)
                == json(#"{"code": 200, "success": true, "data": {"task_id": "\#(taskID)", "status": "\#(word)"}}"#))
    }

    @Test func `a finished video shows its link, and a seed only where one was sent`() throws {
        let url = "\(base)/files/video/\(taskID).mp4"
        #expect(try output("google/veo-3.1-fast", #"{"prompt": "a"}"#) == ["video_url": Node(.string(url))])
        #expect(
            try output("google/veo-3.1-fast", #"{"prompt": "a", "seed": 5}"#) == [
                "video_url": Node(.string(url)), "seed": 5,
            ])
        #expect(try output("kuaishou/kling-o1-video", #"{"prompt": "a", "seed": 5}"#)["seed"] == nil)
    }

    @Test func `several pictures add a list, one does not`() throws {
        let picture = try #require(creation("google/nano-banana", #"{"prompt": "a", "aspect_ratio": "1:1"}"#))
        #expect(try poll(picture)["data"]?["output"]?["image_urls"] == nil)
        let expected = try json(
            #"""
            {"image_url": "\#(base)/files/image/\#(taskID).png",
             "image_urls": ["\#(base)/files/image/\#(taskID).png", "\#(base)/files/image/\#(taskID)-1.png"]}
            """#)
        let pair = picture.changed(assets: picture.assets + picture.assets)
        #expect(try poll(pair)["data"]?["output"] == expected)
    }

    @Test func `a song comes as two clips, word for word as documented`() throws {
        let input = #"{"custom": true, "mv": "chirp-crow", "title": "Paper Boat", "prompt": "[Verse]\nPaper boat"}"#
        let (one, two) = ("3f0c1e58-6f01-4a8e-9d0a-2f4f6b1c9a77", "3f0c1e58-6f02-4a8e-9d0a-2f4f6b1c9a77")
        func clip(_ id: String, _ seconds: String) -> String {
            #"""
            {"id": "\#(id)", "status": "complete", "title": "Paper Boat", "audio_url": "\#(base)/files/audio/\#(id).mp3",
             "video_url": "", "image_url": "\#(base)/files/image/\#(id).jpeg", "model_name": "chirp-crow",
             "major_model_version": "v5", "duration": \#(seconds), "prompt": "[Verse]\nPaper boat",
             "created_at": "2026-11-20T10:00:00.000Z"}
            """#
        }
        let expected = try json(
            #"""
            {"audio_url1": "\#(base)/files/audio/\#(one).mp3", "audio_url2": "\#(base)/files/audio/\#(two).mp3",
             "clips": [\#(clip(one, "121.4")), \#(clip(two, "118.9"))]}
            """#)
        #expect(try output("suno-ai/music", input) == expected)
    }

    @Test func `stems carry the name of their part`() throws {
        let two = try output("suno-ai/stems", #"{"clip_id": "c", "title": "My Song"}"#)
        #expect(two["clips"]?.array?.map { $0["title"] } == ["My Song (Vocals)", "My Song (Instrumental)"])
        #expect(two["audio_urls"]?.array?.count == 2)
        let all = try output("suno-ai/stems-all", #"{"clip_id": "c"}"#)
        #expect(all["clips"]?.array?.count == 12)
        #expect(all["clips"]?.array?.last?["title"] == "Untitled (Woodwinds)")
        #expect(all["clips"]?.array?.first?["model_name"] == nil)
    }

    @Test func `a transcript is words with times, without plain text`() throws {
        let expected = try json(
            #"""
            {"language_code": "eng", "language_probability": 0.98,
             "words": [{"text": "Good", "start": 0.0, "end": 0.31, "type": "word", "speaker_id": "speaker_0"}, {"text": " ", "start": 0.31, "end": 0.34, "type": "spacing", "speaker_id": "speaker_0"}, {"text": "morning", "start": 0.34, "end": 0.8, "type": "word", "speaker_id": "speaker_0"}],
             "file_duration_seconds": 0.9}
            """#)
        #expect(try output("elevenlabs/speech-to-text", #"{"audio_url": "http://a/b"}"#) == expected)
        #expect(
            try output("elevenlabs/speech-to-text", #"{"audio_url": "http://a/b", "language_code": "deu"}"#)[
                "language_code"] == "deu")
    }

    @Test func `lyrics have words and a title`() throws {
        let lyrics = try output("suno-ai/lyrics", #"{"prompt": "a paper boat in the rain", "mv": "default"}"#)
        #expect(lyrics["title"] == "a paper boat in")
        #expect(lyrics["lyrics"]?.string?.hasPrefix("[Verse]\na paper boat in the rain\n") == true)
    }

    @Test func `each key that the catalog lists for an output is written, and nothing empty`() throws {
        for (model, input) in Samples.inputs {
            let listed = try #require(dialectCatalog[model]).output.fields.filter { !$0.isOptional }.map(\.name)
            let written = try output(model, input).object!
            #expect(written.map(\.key) == listed, "\(model)")
            #expect(written.allSatisfy { $0.value != [] && $0.value != [:] && !$0.value.isNull }, "\(model)")
        }
        #expect(Samples.inputs.count == 64)
    }

    @Test func `a model that has left the catalog still shows its file`() throws {
        #expect(
            try poll(video.changed(model: "google/veo-1"))["data"]?["output"] == [
                "video_url": Node(.string("\(base)/files/video/\(taskID).mp4"))
            ])
    }

    @Test(arguments: [
        ("error_object", #"{"error": {"code": "generation_failed", "message": "M"}}"#),
        ("flat", #"{"code": "generation_failed", "message": "M"}"#),
        ("error_message", #"{"error_message": "M"}"#),
    ])
    func `a failed task says why in the shape that is set`(shape: String, words: String) throws {
        let failure = Creation.Failure(.contentPolicy, message: "M")
        let data = try #require(
            poll(video, .failed, failure: failure, settings: ["failed_shape": .text(shape)])["data"]?.object)
        let expected = try json(words).object!
        #expect(Members(Array(data.dropFirst(2))) == expected)
        #expect(data["status"] == "failed")
        #expect(data["output"] == nil)
    }

    @Test func `a failed task without words of its own says the usual ones`() throws {
        let blocked = try poll(video, .failed, failure: Creation.Failure(.contentPolicy, message: nil))
        #expect(
            blocked["data"]?["error"]?["message"]
                == "[Content policy violation] Your request contains content that is not allowed.")
        let broken = try poll(video, .failed, failure: Creation.Failure(.internalError, message: nil))
        #expect(broken["data"]?["error"] == ["code": "internal_error", "message": "Internal server error"])
        #expect(try poll(video, .failed)["data"]?["error"]?["message"] == "Task generation failed")
    }

    @Test func `model and cost are shown when asked for`() throws {
        let data = try poll(video, .running, settings: ["show_model_and_cost": .boolean(true)])["data"]
        #expect(data?["model"] == "google/veo-3.1-fast")
        #expect(data?["cost"] == Node(.number(Number(text: "0.15"))))
    }

    @Test func `a callback has no envelope, and its own names for output and error`() throws {
        func callback(_ state: Job.State, _ shape: String = "nested") throws -> Node {
            let view = view(video, state, failure: Creation.Failure(.generationFailed, message: "M"))
            return try JSONReader.read(dialect.callback(view, settings: Settings(["callback_shape": .text(shape)])))
                .root
        }
        let url = "\(base)/files/video/\(taskID).mp4"
        #expect(
            try callback(.completed)
                == json(#"{"task_id": "\#(taskID)", "status": "completed", "data": {"video_url": "\#(url)"}}"#))
        #expect(
            try callback(.completed, "flat")
                == json(#"{"task_id": "\#(taskID)", "status": "completed", "video_url": "\#(url)"}"#))
        #expect(try callback(.failed) == json(#"{"task_id": "\#(taskID)", "status": "failed", "error_message": "M"}"#))
    }

    @Test func `a file goes out with its type`() throws {
        let view = AssetView(job: view(video, .completed).job, index: 0, asset: video.assets[0])
        let response = dialect.answer(.asset(view), in: context(step: .download))
        #expect(response.headers["content-type"] == "video/mp4")
        guard case .asset = response.body else { throw Missing() }
    }

    struct Missing: Error {}

    @Test func `the account shows its balance and times`() throws {
        let account = AccountView(name: "alice", balance: Money(microdollars: 100_500_000), created: start)
        let data = try json(dialect.answer(.balance(account), in: context(step: .account)))["data"]
        #expect(data?["balance_usd"] == Node(.number(Number(text: "100.5"))))
        #expect(data?["created_at"] == 1_795_168_800)
        #expect(data?.object?.map(\.key) == ["user_id", "balance_usd", "email", "created_at", "updated_at"])
        #expect(data?["user_id"]?.number?.int == 119_673_831)
    }

    @Test func `the model list filters by category`() throws {
        let all = try json(dialect.answer(.catalog(.models(kind: nil)), in: context(step: .catalog)))["data"]?.array
        #expect(all?.count == 67)
        #expect(all?.first == ["model": "google/veo-3.1-fast", "name": "Google Veo 3.1 Fast", "category": "video"])
        let sounds = try json(dialect.answer(.catalog(.models(kind: "audio")), in: context(step: .catalog)))["data"]?
            .array
        #expect(sounds?.count == 15)
        #expect(sounds?.allSatisfy { $0["category"] == "audio" } == true)
    }
}

extension Creation {
    /// The same but for its model or its files.
    fileprivate func changed(model: String? = nil, assets: [Asset]? = nil) -> Creation {
        Creation(
            model: model ?? self.model, modality: modality, prompt: prompt, assets: assets ?? self.assets, price: price,
            unitPrice: unitPrice, quantity: quantity, typical: typical, answer: answer, charge: charge, details: details
        )
    }
}
