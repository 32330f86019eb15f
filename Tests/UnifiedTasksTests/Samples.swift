import Documents

/// The smallest input of every model.
enum Samples {
    static let inputs = [
        ("google/veo-3.1-fast", #"{"prompt": "text"}"#),
        ("google/veo-3.1-quality", #"{"prompt": "text"}"#),
        ("google/veo-3.1-lite", #"{"prompt": "text"}"#),
        ("google/veo-3.1-lite-relaxed", #"{"prompt": "text"}"#),
        ("google/veo-3.1-extend", #"{"prompt": "text", "task_id": "text", "model": "lite"}"#),
        ("google/veo-3.1-upscale", #"{"task_id": "text", "resolution": "1080p"}"#),
        ("google/gemini-omni-flash-video", #"{"prompt": "text"}"#),
        ("google/gemini-omni-flash-video-edit", #"{"reference_video_urls": ["http://a.example/1"], "prompt": "text"}"#),
        ("hailuo/minimax-2.0", #"{"prompt": "text"}"#),
        ("hailuo/minimax-2.3", #"{"prompt": "text"}"#),
        ("hailuo/minimax-2.3-fast", #"{"start_image_url": "http://a.example/1", "prompt": "text"}"#),
        ("kuaishou/kling-3.0-omni-video", #"{"prompt": "text"}"#),
        ("kuaishou/kling-3.0-omni-video-edit", #"{"video_url": "http://a.example/1", "prompt": "text"}"#),
        ("kuaishou/kling-o1-video", #"{"prompt": "text"}"#),
        ("kuaishou/kling-o1-video-edit", #"{"video_url": "http://a.example/1", "prompt": "text"}"#),
        ("kuaishou/kling-3.0-video", #"{"start_frame_url": "http://a.example/1", "prompt": "text"}"#),
        ("kuaishou/kling-3.0-turbo-video", #"{"prompt": "text"}"#),
        ("kuaishou/kling-2.6-video", #"{"prompt": "text", "start_frame_url": "http://a.example/1"}"#),
        ("kuaishou/kling-2.5-turbo-video", #"{"prompt": "text"}"#),
        ("kuaishou/kling-2.1-video", #"{"prompt": "text", "start_frame_url": "http://a.example/1"}"#),
        ("kuaishou/kling-2.1-master-video", #"{"prompt": "text"}"#),
        (
            "kuaishou/kling-2.6-motion-control",
            #"{"prompt": "text", "image_url": "http://a.example/1", "video_url": "http://a.example/1"}"#
        ),
        (
            "kuaishou/kling-3.0-motion-control",
            #"{"prompt": "text", "image_url": "http://a.example/1", "video_url": "http://a.example/1"}"#
        ),
        (
            "xai/grok-imagine-video-extend",
            #"{"task_id": "text", "prompt": "text", "extend_at": 0, "extend_duration": 6}"#
        ),
        ("topaz-labs/video-upscale", #"{"video_url": "http://a.example/1"}"#),
        ("google/nano-banana", #"{"prompt": "text", "aspect_ratio": "1:1"}"#),
        ("google/nano-banana-pro", #"{"prompt": "text", "aspect_ratio": "1:1"}"#),
        ("openai/gpt-image-2", #"{"prompt": "text"}"#),
        ("black-forest-labs/flux.2-pro", #"{"prompt": "text"}"#),
        ("black-forest-labs/flux.2-flex", #"{"prompt": "text"}"#),
        ("black-forest-labs/flux.2-max", #"{"prompt": "text"}"#),
        ("kuaishou/kling-o1-image", #"{"prompt": "text"}"#),
        ("kuaishou/kling-3.0-omni-image", #"{"prompt": "text"}"#),
        ("kuaishou/kling-3.0-image", #"{"prompt": "text"}"#),
        ("kuaishou/kling-2.1-image", #"{"prompt": "text"}"#),
        ("topaz-labs/image-upscale", #"{"image_url": "http://a.example/1"}"#),
        ("topaz-labs/image-generative", #"{"image_url": "http://a.example/1"}"#),
        ("alibaba/qwen-image-2.0-pro", #"{"prompt": "text"}"#),
        ("alibaba/qwen-image-2.0", #"{"prompt": "text"}"#),
        ("alibaba/qwen-image-max", #"{"prompt": "text"}"#),
        ("alibaba/qwen-image-plus", #"{"prompt": "text"}"#),
        ("alibaba/qwen-image", #"{"prompt": "text"}"#),
        ("alibaba/z-image-turbo", #"{"prompt": "text"}"#),
        ("alibaba/wan-2.7-pro-image", #"{"prompt": "text"}"#),
        ("alibaba/wan-2.7-image", #"{"prompt": "text"}"#),
        ("alibaba/wan-2.6-image", #"{"prompt": "text"}"#),
        ("alibaba/wan-2.5-image", #"{"prompt": "text"}"#),
        ("alibaba/wan-2.2-image", #"{"prompt": "text"}"#),
        ("alibaba/wan-2.2-flash-image", #"{"prompt": "text"}"#),
        ("xai/grok-imagine-image", #"{"prompt": "text"}"#),
        ("suno-ai/music", #"{"mv": "chirp-v3-5", "custom": true, "prompt": "text"}"#),
        ("suno-ai/add-vocals", #"{"mv": "chirp-v3-5", "custom": true, "clip_id": "text"}"#),
        ("suno-ai/add-instrumental", #"{"mv": "chirp-v3-5", "custom": true, "clip_id": "text"}"#),
        ("suno-ai/extend", #"{"mv": "chirp-v3-5", "custom": true, "clip_id": "text"}"#),
        ("suno-ai/cover", #"{"mv": "chirp-v3-5", "custom": true, "clip_id": "text"}"#),
        ("suno-ai/stems", #"{"clip_id": "text"}"#),
        ("suno-ai/stems-all", #"{"clip_id": "text"}"#),
        ("suno-ai/lyrics", #"{"prompt": "text", "mv": "remi-v1"}"#),
        ("suno-ai/wav", #"{"clip_id": "text"}"#),
        ("elevenlabs/text-to-speech", #"{"text": "text", "voice": "TX3LPaxmHKxFdv7VOQHJ"}"#),
        ("elevenlabs/text-to-dialogue", #"{"dialogue": [{"text": "Hi", "voice": "TX3LPaxmHKxFdv7VOQHJ"}]}"#),
        ("elevenlabs/sound-effect", #"{"text": "text"}"#),
        ("elevenlabs/voice-isolation", #"{"audio_url": "http://a.example/1"}"#),
        ("elevenlabs/speech-to-text", #"{"audio_url": "http://a.example/1"}"#),
    ]

    /// Every link to a file of the emulator inside a value.
    static func collectLinks(_ node: Node, into links: inout Set<String>) {
        switch node.value {
        case .string(let text): if text.hasPrefix("\(base)/files/") { links.insert(text) }
        case .array(let items): for item in items { collectLinks(item, into: &links) }
        case .object(let members): for member in members { collectLinks(member.value, into: &links) }
        case .null, .bool, .number: break
        }
    }
}
