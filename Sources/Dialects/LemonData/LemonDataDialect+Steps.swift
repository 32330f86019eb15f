import Core

extension LemonDataDialect {
    /// Source: the routes of lemondata.md §1.
    public var steps: [Step: Set<String>] {
        [
            .create: ["POST"], .poll: ["GET", "HEAD"], .cancel: ["DELETE"], .download: ["GET", "HEAD"],
            .catalog: ["GET", "HEAD"],
        ]
    }

    public var unpolled: String? { "what `lemondata` answers inline" }

    /// Source: the bodies of lemondata.md.
    public var jobMembers: Set<String> {
        [
            "b64_json", "billing_transaction_id", "cancellation_status", "cancelled", "code", "created", "data",
            "error", "id", "message", "model", "poll_url", "revised_prompt", "status", "task_id", "url",
        ]
    }
}
