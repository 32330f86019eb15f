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
}
