import Core

extension OpenRouterDialect {
    /// Source: the routes of openrouter.md §1.
    public var steps: [Step: Set<String>] {
        [
            .create: ["POST"], .stream: ["POST"], .poll: ["GET", "HEAD"], .catalog: ["GET", "HEAD"],
            .account: ["GET", "HEAD"],
        ]
    }

    public var unpolled: String? { "`openrouter`" }

    /// Source: the bodies of openrouter.md.
    public var jobMembers: Set<String> {
        [
            "b64_json", "cached_tokens", "choices", "code", "completion_tokens", "completion_tokens_details",
            "content", "cost", "cost_details", "created", "data", "delta", "error", "finish_reason", "id",
            "image_tokens", "image_url", "images", "index", "is_byok", "logprobs", "media_type", "message", "model",
            "native_finish_reason", "object", "param", "partial_image_index", "phase", "prompt_tokens",
            "prompt_tokens_details", "provider", "reasoning", "reasoning_tokens", "refusal", "role", "text",
            "total_tokens", "type", "upstream_inference_completions_cost", "upstream_inference_cost",
            "upstream_inference_prompt_cost", "url", "usage",
        ]
    }
}
