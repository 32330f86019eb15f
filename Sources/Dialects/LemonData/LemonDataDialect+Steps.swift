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
}
