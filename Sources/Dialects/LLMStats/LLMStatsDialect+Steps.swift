import Core

extension LLMStatsDialect {
    /// Source: the routes of llm-stats.md §1.
    public var steps: [Step: Set<String>] {
        [
            .create: ["POST"], .poll: ["GET", "HEAD"], .download: ["GET", "HEAD"], .catalog: ["GET", "HEAD"],
        ]
    }

    /// Source: the bodies of llm-stats.md.
    public var jobMembers: Set<String> {
        [
            "code", "completed_at", "cost_usd", "created_at", "duration", "error", "format", "height", "id",
            "media", "message", "model", "object", "output", "status", "type", "url", "usage", "width",
        ]
    }
}
