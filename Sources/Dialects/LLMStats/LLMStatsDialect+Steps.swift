import Core

extension LLMStatsDialect {
    /// Source: the routes of llm-stats.md §1.
    public var steps: [Step: Set<String>] {
        [
            .create: ["POST"], .poll: ["GET", "HEAD"], .download: ["GET", "HEAD"], .catalog: ["GET", "HEAD"],
        ]
    }
}
