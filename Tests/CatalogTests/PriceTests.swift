import Catalog
import Documents
import Testing

@Suite struct PriceTests {
    /// The amounts of unified-tasks.md §8, and one of each way to count.
    @Test(
        arguments: [
            ("alibaba/qwen-image-2.0-pro", [:], "0.0525"),
            ("alibaba/wan-2.7-pro-image", [:], "0.0525"),
            ("alibaba/qwen-image-2.0", [:], "0.0245"),
            ("alibaba/qwen-image-max", ["image_urls": ["https://a.example/1.png"]], "0.0525"),
            ("alibaba/qwen-image-plus", ["image_urls": ["https://a.example/1.png"]], "0.021"),
            ("alibaba/qwen-image", ["image_urls": ["https://a.example/1.png"]], "0.0315"),
            ("alibaba/qwen-image", ["image_urls": []], "0.0245"),
            ("alibaba/z-image-turbo", [:], "0.0105"),
            ("alibaba/z-image-turbo", ["prompt_extend": true], "0.021"),
            ("alibaba/wan-2.7-image", [:], "0.021"),
            ("alibaba/wan-2.6-image", [:], "0.021"),
            ("alibaba/wan-2.5-image", [:], "0.021"),
            ("alibaba/wan-2.2-image", [:], "0.035"),
            ("alibaba/wan-2.2-flash-image", [:], "0.0175"),
            ("xai/grok-imagine-image", ["enable_pro": true], "0.025"),
            ("black-forest-labs/flux.2-pro", [:], "0.02"),
            ("black-forest-labs/flux.2-pro", ["quality": "2k"], "0.03"),
            ("google/nano-banana", [:], "0.03"),
            ("black-forest-labs/flux.2-flex", [:], "0.04"),
            ("black-forest-labs/flux.2-flex", ["quality": "2k"], "0.06"),
            ("kuaishou/kling-o1-video", ["duration": 7], "0.336"),
            ("kuaishou/kling-o1-video-edit", [:], "0.24"),
            ("kuaishou/kling-3.0-video", ["duration": 10, "mode": "std"], "0.6"),
            ("kuaishou/kling-2.1-master-video", [:], "0.5"),
            ("kuaishou/kling-2.1-master-video", ["duration": 10], "1"),
            ("kuaishou/kling-2.1-video", ["mode": "pro"], "0.1"),
            ("kuaishou/kling-2.1-video", ["mode": "pro", "duration": 10], "0.2"),
            ("suno-ai/music", [:], "0.06"),
            ("suno-ai/extend", [:], "0.06"),
            ("suno-ai/cover", [:], "0.06"),
            ("suno-ai/add-vocals", [:], "0.06"),
            ("suno-ai/add-instrumental", [:], "0.06"),
            ("suno-ai/stems", [:], "0.05"),
            ("suno-ai/stems-all", [:], "0.2"),
            ("suno-ai/lyrics", [:], "0.012"),
            ("elevenlabs/text-to-speech", ["text": "é"], "0.0001"),
            (
                "elevenlabs/text-to-dialogue",
                [
                    "dialogue": [
                        ["text": "four", "voice": "TX3LPaxmHKxFdv7VOQHJ"],
                        ["text": "five5", "voice": "EXAVITQu4vr4xnSDxMaL"],
                    ]
                ], "0.0009"
            ),
            ("elevenlabs/voice-isolation", [:], "0.05"),
            ("google/veo-3.1-extend", ["model": "lite-relaxed"], "0.05"),
            ("google/veo-3.1-upscale", ["resolution": "4k"], "0.2"),
            ("google/gemini-omni-flash-video", ["duration": 10], "0.5"),
        ] as [(String, Input, String)])
    func `a request costs what the catalog says`(model: String, input: Input, dollars: String) throws {
        let full = Samples.minimal(Fixture.model(model)).merging(input) { $1 }
        #expect(try validated(model, full).price.total.text == dollars)
    }

    @Test func `shots cost the sum of their seconds`() throws {
        let shots: Node = [["prompt": "a", "duration": 3], ["prompt": "b", "duration": 4]]
        let input: Input = ["start_frame_url": Samples.url(1), "multi_shots": shots, "duration": 15]
        let price = try validated("kuaishou/kling-3.0-video", input).price
        #expect((price.unitPrice.text, price.quantity.text, price.total.text) == ("0.08", "7", "0.56"))
        #expect(price.unit == .second)
    }

    @Test func `a dropped field leaves the quantity to its fallback`() throws {
        let input: Input = [
            "task_id": "t", "video_preset": "normal", "extend_duration": 10, "prompt": "a", "extend_at": 2,
        ]
        let base = Samples.minimal(Fixture.model("xai/grok-imagine-video-extend")).merging(input) { $1 }
        #expect(try validated("xai/grok-imagine-video-extend", base).price.quantity.text == "6")
    }
}
