import Core

extension GetImgDialect {
    /// Source: the routes of getimg.md §1.
    public var steps: [Step: Set<String>] {
        [
            .create: ["POST"], .poll: ["GET", "HEAD"], .download: ["GET", "HEAD"], .catalog: ["GET", "HEAD"],
            .account: ["GET", "HEAD"],
        ]
    }

    public var unpolled: String? { "the images of `getimg`" }

    /// Source: the bodies of getimg.md.
    public var jobMembers: Set<String> {
        [
            "billable_unit", "code", "data", "deletes_at", "duration", "error", "fps", "has_sound", "height", "id",
            "message", "mime_type", "model", "quantity", "status", "total_cost", "unit_price", "url", "usage",
            "width",
        ]
    }
}
