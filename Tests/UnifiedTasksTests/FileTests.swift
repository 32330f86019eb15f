import Core
import DialectKit
import Testing
import UnifiedTasks

@Suite struct FileTests {
    private func download(_ path: String) -> Download? {
        let parsed = parse("GET", path, key: nil)
        guard case .download(let download) = parsed.operation else { return nil }
        return download
    }

    @Test func `a task id is a UUID of version 4 with room for clips`() {
        #expect(dialect.jobID(from: Array(repeating: 0xFF, count: 32)) == "ffffffff-fff0-4fff-bfff-ffffffffffff")
        #expect(dialect.jobID(from: Array(0..<32)) == "00010203-0400-4607-8809-0a0b0c0d0e0f")
        #expect(dialect.jobID(from: []) == "00000000-0000-4000-8000-000000000000")
    }

    @Test func `a file's name leads back to its task`() {
        #expect(download("/files/video/\(taskID).mp4") == Download(job: taskID, index: 0, claim: nil, format: .mp4))
        #expect(download("/files/image/\(taskID)-3.png") == Download(job: taskID, index: 3, claim: nil, format: .png))
    }

    @Test func `the link of every file of every model leads back to it`() throws {
        var files = 0
        for (model, input) in Samples.inputs {
            let made = try #require(creation(model, input), "\(model)")
            let output = try json(dialect.answer(.job(view(made, .completed), for: .poll), in: context()))["data"]?[
                "output"]
            var links: Set<String> = []
            Samples.collectLinks(try #require(output), into: &links)
            let found = Set(links.map { download(String($0.dropFirst(base.utf8.count)))! }.map(\.index))
            #expect(found == Set(made.assets.indices), "\(model)")
            for link in links {
                let file = try #require(download(String(link.dropFirst(base.utf8.count))))
                #expect(file.job == taskID)
                #expect(file.format == made.assets[file.index].format)
            }
            files += links.count
        }
        #expect(files == 56 - 1 + 5 * 4 + 2 * 2 + 12 * 2)
    }

    @Test(arguments: ["", ".mp4", "x.mp4", "\(taskID)-0.mp4", "\(taskID)-x.mp4", "\(taskID)-99999999999999999999.mp4"])
    func `a name that was never handed out leads to no task`(name: String) {
        #expect(download("/files/video/\(name)")?.job != taskID)
    }

    @Test(arguments: ["\(taskID).gif", taskID, "\(taskID)."])
    func `an ending that no format has is not found`(name: String) {
        let found = problem(parse("GET", "/files/video/\(name)", key: nil))
        #expect(found?.refusal.reason == .notFound)
        #expect(found?.stage == .link)
    }

    @Test(
        arguments: [
            ("google/veo-3.1-fast", #"{"prompt": "a", "aspect_ratio": "9:16"}"#, 720, 1280, 4.0),
            ("kuaishou/kling-o1-video", #"{"prompt": "a", "duration": 7}"#, 1920, 1080, 7),
            ("kuaishou/kling-o1-video", #"{"prompt": "a", "mode": "std", "aspect_ratio": "1:1"}"#, 720, 720, 5),
            ("google/veo-3.1-upscale", #"{"task_id": "t", "resolution": "4k"}"#, 3840, 2160, 5),
            ("hailuo/minimax-2.0", #"{"prompt": "a"}"#, 1366, 768, 6),
            ("google/nano-banana", #"{"prompt": "a", "aspect_ratio": "16:9"}"#, 1360, 768, nil),
            ("google/nano-banana-pro", #"{"prompt": "a", "aspect_ratio": "1:1", "resolution": "2K"}"#, 2048, 2048, nil),
            (
                "black-forest-labs/flux.2-pro", #"{"prompt": "a", "quality": "2k", "aspect_ratio": "3:4"}"#, 1776, 2368,
                nil
            ),
            ("kuaishou/kling-o1-image", #"{"prompt": "a"}"#, 1024, 1024, nil),
            ("kuaishou/kling-2.1-master-video", #"{"prompt": "a"}"#, 1920, 1080, 5),
            ("topaz-labs/video-upscale", #"{"video_url": "http://a/1", "resolution": "4K"}"#, 3840, 2160, 5),
        ] as [(String, String, Int, Int, Double?)])
    func `a file has the size and length that the request gives`(
        model: String, input: String, width: Int, height: Int, seconds: Double?
    ) throws {
        let asset = try #require(creation(model, input)?.assets.first)
        #expect((asset.width, asset.height) == (width, height))
        #expect(asset.seconds == seconds)
    }

    @Test func `sounds are as long as their text, their bill or their operation`() throws {
        let text = String(repeating: "a", count: 150)
        let voice = "TX3LPaxmHKxFdv7VOQHJ"
        let speech = creation("elevenlabs/text-to-speech", #"{"text": "\#(text)", "voice_id": "\#(voice)"}"#)
        #expect(speech?.assets.first?.seconds == 10)
        #expect(creation("elevenlabs/voice-isolation", #"{"audio_url": "http://a/b"}"#)?.assets.first?.seconds == 60)
        #expect(
            creation("elevenlabs/sound-effect", #"{"text": "rain", "duration": 2.5}"#)?.assets.first?.seconds == 2.5)
        #expect(creation("elevenlabs/sound-effect", #"{"text": "rain"}"#)?.assets.first?.seconds == 5)
        #expect(creation("suno-ai/wav", #"{"clip_id": "c"}"#)?.assets.first?.format == .wav)
    }

    @Test(
        arguments: [
            ("kuaishou/kling-3.0-omni-video", #"{"prompt": "a"}"#, false),
            ("kuaishou/kling-3.0-omni-video", #"{"prompt": "a", "native_audio": true}"#, true),
            (
                "kuaishou/kling-3.0-omni-video",
                #"{"prompt": "a", "video_mode": "transform", "video_url": "http://a/1"}"#,
                true
            ),
            (
                "kuaishou/kling-3.0-omni-video",
                #"{"prompt": "a", "video_mode": "transform", "video_url": "http://a/1", "native_audio": false}"#, true
            ),
            (
                "kuaishou/kling-3.0-omni-video",
                #"{"prompt": "a", "video_mode": "video_reference", "video_url": "http://a/1", "keep_audio": false}"#,
                false
            ),
            ("kuaishou/kling-o1-video", #"{"prompt": "a"}"#, false),
            (
                "kuaishou/kling-o1-video", #"{"prompt": "a", "video_mode": "transform", "video_url": "http://a/1"}"#,
                true
            ),
            ("kuaishou/kling-3.0-video", #"{"prompt": "a", "start_frame_url": "http://a/1"}"#, true),
            ("kuaishou/kling-2.6-video", #"{"prompt": "a", "start_frame_url": "http://a/1"}"#, false),
            ("kuaishou/kling-2.5-turbo-video", #"{"prompt": "a"}"#, false),
            ("kuaishou/kling-2.5-turbo-video", #"{"prompt": "a", "sound_effects": {"sound": "rain"}}"#, true),
            ("kuaishou/kling-2.1-master-video", #"{"prompt": "a", "sound_effects": {"asmr_mode": true}}"#, true),
            (
                "kuaishou/kling-2.1-video",
                #"{"prompt": "a", "start_frame_url": "http://a/1", "sound_effects": {"music": "jazz"}}"#, true
            ),
            ("google/veo-3.1-fast", #"{"prompt": "a"}"#, false),
            ("google/veo-3.1-fast", #"{"prompt": "a", "voice": "kore", "reference_image_urls": ["http://a/1"]}"#, true),
            (
                "google/gemini-omni-flash-video",
                #"{"prompt": "a", "voice": "kore", "reference_image_urls": ["http://a/1"]}"#, true
            ),
            (
                "google/gemini-omni-flash-video-edit",
                #"{"prompt": "a", "reference_video_urls": ["http://a/1"], "reference_characters": [{"image_urls": ["http://a/2"], "voice": "kore"}]}"#,
                true
            ),
            ("google/gemini-omni-flash-video-edit", #"{"prompt": "a", "reference_video_urls": ["http://a/1"]}"#, false),
        ])
    func `a film has sound when the request asks for some or keeps that of a video`(
        model: String, input: String, hasSound: Bool
    ) throws {
        #expect(try #require(creation(model, input)?.assets.first).hasSound == hasSound)
    }

    @Test func `sound, seed and reference pictures go into the file`() throws {
        let input = #"{"prompt": "a", "start_frame_url": "http://a/1", "native_audio": true}"#
        let asset = try #require(creation("kuaishou/kling-3.0-video", input)?.assets.first)
        #expect(asset.hasSound)
        #expect(asset.references == 1)
        #expect(creation("google/veo-3.1-fast", #"{"prompt": "a", "seed": -7}"#)?.seed == -7)
        #expect(creation("google/veo-3.1-fast", #"{"prompt": "a", "seed": 1e30}"#)?.seed == nil)
    }
}
