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
}
