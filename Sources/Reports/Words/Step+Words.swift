import Core

extension Step {
    /// As people call one, and several, of that kind.
    var words: (one: String, many: String) {
        switch self {
        case .connect: ("connection", "connections")
        case .create: ("create", "creates")
        case .dryRun: ("dry run", "dry runs")
        case .poll: ("poll", "polls")
        case .stream: ("stream", "streams")
        case .download: ("download", "downloads")
        case .catalog: ("look at the catalog", "looks at the catalog")
        case .account: ("look at the account", "looks at the account")
        case .upload: ("upload", "uploads")
        case .cancel: ("cancel", "cancels")
        case .webhook: ("webhook", "webhooks")
        }
    }

    /// Whether the same request is sent again and again by who does all right.
    var isAskedOften: Bool {
        switch self {
        case .poll, .catalog, .account, .connect, .webhook: true
        case .create, .dryRun, .stream, .download, .upload, .cancel: false
        }
    }
}
