import Core

extension UnifiedTasksDialect {
    /// Source: the routes of unified-tasks.md §1.
    public var steps: [Step: Set<String>] {
        [
            .create: ["POST"], .dryRun: ["POST"], .poll: ["GET", "HEAD"], .download: ["GET", "HEAD"],
            .catalog: ["GET", "HEAD"], .account: ["GET", "HEAD"],
            .upload: ["PUT"], .webhook: ["POST"],
        ]
    }
}
