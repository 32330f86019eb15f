import Core
import Documents
import Testing
import UnifiedTasks

@Suite struct OriginTests {
    private static let output = "\(base)/files/video/\(taskID).mp4"
    private static let upload = "http://127.0.0.1:4010/unified-tasks/files/upload/0123456789abcdef0123456789abcdef.mp4"
    private static let film = MediaFacts(
        size: PixelSize(width: 720, height: 1280), seconds: 6, framesPerSecond: 24, hasSound: true)

    private func origin(_ model: String, _ input: String) throws -> Origin? {
        try #require(creation(model, input), "\(model)").origin
    }

    @Test func `a file is told by its task, its address or its clip, and none by an address elsewhere`() throws {
        #expect(
            try origin("google/veo-3.1-upscale", #"{"task_id": "\#(taskID)", "resolution": "4k"}"#)?.places
                == [.file(job: taskID, index: 0)])
        func places(_ url: String) throws -> [Origin.Place]? {
            try origin("topaz-labs/video-upscale", #"{"video_url": "\#(url)"}"#)?.places
        }
        #expect(try places(Self.output) == [.file(job: taskID, index: 0)])
        #expect(try places(Self.output + "?download=1") == [.file(job: taskID, index: 0)])
        #expect(try places(Self.upload) == [.upload("0123456789abcdef0123456789abcdef")])
        #expect(try places("https://files.example/a.mp4") == nil)
        #expect(try places("https://files.example/files/text/a.mp4") == nil)
        let clip = "3f0c1e58-6f02-4a8e-9d0a-2f4f6b1c9a77"
        #expect(try origin("suno-ai/wav", #"{"clip_id": "\#(clip)"}"#)?.places == [.file(job: taskID, index: 2)])
    }

    /// Each model that makes a film of one, as it is for six seconds of 720 × 1280 with sound at 24 frames a second.
    @Test(
        arguments: [
            (
                "google/veo-3.1-extend", #"{"prompt": "a", "task_id": "t", "model": "fast"}"#, 720, 1280, 14, true,
                "0.15"
            ),
            ("google/veo-3.1-upscale", #"{"task_id": "t", "resolution": "1080p"}"#, 1080, 1920, 6, true, "0.05"),
            (
                "google/gemini-omni-flash-video-edit", #"{"prompt": "a", "reference_video_urls": ["URL"]}"#, 720, 1280,
                6, true, "0.4"
            ),
            (
                "google/gemini-omni-flash-video-edit",
                #"{"prompt": "a", "reference_video_urls": ["URL"], "start_frame": 24, "end_frame": 71}"#, 720, 1280, 2,
                true,
                "0.4"
            ),
            (
                "kuaishou/kling-3.0-omni-video-edit", #"{"prompt": "a", "video_url": "URL"}"#, 720, 1280, 6, false,
                "0.36"
            ),
            (
                "kuaishou/kling-3.0-omni-video-edit", #"{"prompt": "a", "video_url": "URL", "keep_audio": true}"#, 720,
                1280, 6,
                true, "0.36"
            ),
            (
                "kuaishou/kling-3.0-omni-video-edit",
                #"{"prompt": "a", "video_url": "URL", "mode": "pro", "aspect_ratio": "1:1"}"#, 1080, 1080, 6, false,
                "0.48"
            ),
            ("kuaishou/kling-o1-video-edit", #"{"prompt": "a", "video_url": "URL"}"#, 720, 1280, 6, false, "0.288"),
            (
                "kuaishou/kling-3.0-omni-video", #"{"prompt": "a", "video_url": "URL", "video_mode": "transform"}"#,
                1080, 1920, 6,
                true, "0.48"
            ),
            (
                "kuaishou/kling-o1-video",
                #"{"prompt": "a", "video_url": "URL", "video_mode": "transform", "duration": 10, "keep_audio": false}"#,
                1080,
                1920, 6, false, "0.288"
            ),
            (
                "kuaishou/kling-o1-video",
                #"{"prompt": "a", "video_url": "URL", "video_mode": "video_reference", "duration": 10}"#, 1920, 1080,
                10, true,
                "0.48"
            ),
            (
                "kuaishou/kling-2.6-motion-control", #"{"prompt": "a", "image_url": "http://a/1", "video_url": "URL"}"#,
                720, 1280,
                6, true, "0.3"
            ),
            (
                "kuaishou/kling-3.0-motion-control",
                #"{"prompt": "a", "image_url": "http://a/1", "video_url": "URL", "keep_audio": false}"#, 720, 1280, 6,
                false, "0.3"
            ),
            (
                "xai/grok-imagine-video-extend",
                #"{"task_id": "t", "prompt": "a", "extend_at": 4, "extend_duration": 10}"#, 720, 1280, 14, true, "0.3"
            ),
            (
                "xai/grok-imagine-video-extend", #"{"task_id": "t", "video_preset": "normal"}"#, 720, 1280, 12, true,
                "0.18"
            ),
            ("topaz-labs/video-upscale", #"{"video_url": "URL"}"#, 2160, 3840, 6, true, "0.48"),
        ] as [(String, String, Int, Int, Double, Bool, String)])
    func `a film made of a known one keeps its length and ratio, and costs what that length costs`(
        model: String, input: String, width: Int, height: Int, seconds: Double, hasSound: Bool, price: String
    ) throws {
        let asked = try #require(creation(model, input.replacing("URL", with: Self.output)))
        let made = asked.made(from: Self.film)
        let asset = try #require(made.assets.first)
        #expect((asset.width, asset.height) == (width, height))
        #expect(asset.seconds == seconds)
        #expect(asset.hasSound == hasSound)
        #expect(made.price.text == price)
    }

    @Test(
        arguments: [
            (
                "kuaishou/kling-3.0-omni-video",
                #"{"prompt": "a", "video_mode": "transform", "video_url": "URL", "native_audio": true}"#, true
            ),
            ("kuaishou/kling-o1-video", #"{"prompt": "a", "video_mode": "transform", "video_url": "URL"}"#, false),
            ("google/gemini-omni-flash-video-edit", #"{"prompt": "a", "reference_video_urls": ["URL"]}"#, false),
        ])
    func `of a film without sound none is kept, and what the model makes itself stays`(
        model: String, input: String, hasSound: Bool
    ) throws {
        var silent = Self.film
        silent.hasSound = false
        let asked = try #require(creation(model, input.replacing("URL", with: Self.output)))
        #expect(asked.made(from: silent).assets.first?.hasSound == hasSound)
    }

    @Test func `every model that takes a film or a task and makes a film of it takes something over`() {
        let films = ["video_url", "reference_video_urls", "task_id"]
        for model in dialectCatalog.models where model.output.kind == .video {
            let takesFilm = model.parameters.contains { films.contains($0.name) }
            #expect(takesFilm == Self.takers.contains(model.id), "\(model.id)")
        }
    }

    private static let takers: Set = [
        "google/veo-3.1-extend", "google/veo-3.1-upscale", "google/gemini-omni-flash-video-edit",
        "kuaishou/kling-3.0-omni-video", "kuaishou/kling-3.0-omni-video-edit", "kuaishou/kling-o1-video",
        "kuaishou/kling-o1-video-edit", "kuaishou/kling-2.6-motion-control", "kuaishou/kling-3.0-motion-control",
        "xai/grok-imagine-video-extend", "topaz-labs/video-upscale",
    ]

    @Test(
        arguments: [
            ("alibaba/wan-2.7-image", #"{"prompt": "a", "image_urls": ["URL"]}"#, 768, 1360),
            ("alibaba/wan-2.7-pro-image", #"{"prompt": "a", "image_urls": ["URL"], "aspect_ratio": "1:1"}"#, 768, 1360),
            ("black-forest-labs/flux.2-pro", #"{"prompt": "a", "image_urls": ["URL"]}"#, 768, 1360),
            (
                "black-forest-labs/flux.2-pro", #"{"prompt": "a", "image_urls": ["URL"], "aspect_ratio": "1:1"}"#, 1024,
                1024
            ),
            ("alibaba/qwen-image", #"{"prompt": "a", "image_urls": ["URL"]}"#, 1024, 1024),
            ("topaz-labs/image-upscale", #"{"image_url": "URL", "upscale_factor": 4}"#, 2880, 5120),
        ])
    func `a picture made of a known one keeps its ratio where none is asked for`(
        model: String, input: String, width: Int, height: Int
    ) throws {
        let asked = try #require(creation(model, input.replacing("URL", with: Self.upload)))
        let asset = try #require(asked.made(from: Self.film).assets.first)
        #expect((asset.width, asset.height) == (width, height))
    }

    @Test func `a frame gives a film its ratio where the ratio is auto or has no effect`() throws {
        let frames =
            #"{"prompt": "a", "video_mode": "start_end_frame", "start_frame_url": "URL", "aspect_ratio": "auto"}"#
        let turbo = #"{"prompt": "a", "start_frame_url": "URL", "aspect_ratio": "16:9"}"#
        for (model, input) in [("kuaishou/kling-o1-video", frames), ("kuaishou/kling-2.5-turbo-video", turbo)] {
            let asked = try #require(creation(model, input.replacing("URL", with: Self.upload)))
            let asset = try #require(asked.made(from: Self.film).assets.first)
            #expect((asset.width, asset.height) == (1080, 1920), "\(model)")
        }
    }

    @Test func `sounds made of known ones keep their length, and so do the minutes that are billed`() throws {
        let sound = MediaFacts(seconds: 90)
        let isolated = try #require(
            creation("elevenlabs/voice-isolation", #"{"audio_url": "\#(Self.upload)"}"#)?.made(from: sound))
        #expect(isolated.assets.first?.seconds == 90)
        #expect(isolated.price.text == "0.075")
        let heard = try #require(
            creation("elevenlabs/speech-to-text", #"{"audio_url": "\#(Self.upload)"}"#)?.made(from: sound))
        #expect(heard.price.text == "0.015")
        #expect(heard.details?["file_duration_seconds"] == 90)
        let clip = #"{"clip_id": "3f0c1e58-6f02-4a8e-9d0a-2f4f6b1c9a77"}"#
        let exported = try #require(creation("suno-ai/wav", clip)?.made(from: sound))
        #expect(exported.assets.map(\.seconds) == [90])
        let stems = try #require(creation("suno-ai/stems", clip)?.made(from: sound))
        #expect(stems.assets.map(\.seconds) == [90, nil, 90, nil])
    }

    @Test(arguments: [
        (
            "xai/grok-imagine-video-extend",
            #"{"task_id": "t", "prompt": "a", "extend_at": 6.5, "extend_duration": 6}"#, "extend_at"
        ),
        (
            "google/gemini-omni-flash-video-edit",
            #"{"prompt": "a", "reference_video_urls": ["URL"], "start_frame": 144}"#, "start_frame"
        ),
    ])
    func `who begins beyond the end of a known film is refused`(model: String, input: String, param: String) throws {
        let misfit = creation(model, input.replacing("URL", with: Self.output))?.made(from: Self.film).misfit
        #expect(misfit?.param == param)
        #expect(misfit?.reason == .invalidInput)
        #expect(misfit?.message == "\(param) lies beyond the end of the source video")
    }

    @Test(arguments: [
        (#""start_frame": 24, "end_frame": 71"#, 2.0), (#""end_frame": 239"#, 10), (#""start_frame": 24"#, 4),
        (#""start_frame": 500"#, 5),
    ])
    func `a cut of an unknown film has the length of its frames`(frames: String, seconds: Double) throws {
        let input = #"{"prompt": "a", "reference_video_urls": ["http://a/1"], \#(frames)}"#
        #expect(creation("google/gemini-omni-flash-video-edit", input)?.assets.first?.seconds == seconds)
    }
}
