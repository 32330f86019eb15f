import DialectKit

/// The paths of this provider (unified-tasks.md §1) and those of its files.
enum Route: Equatable {
    case tasks
    case task(id: String)
    case account
    case models
    case voices(VoiceList)
    case upload
    case file(folder: String, name: String)
    /// A file that was handed in.
    case uploaded(id: String)
    case unknown

    init(path: String) {
        if path == "/v1/tasks" {
            self = .tasks
        } else if let segments = pathSegments(path) {
            self.init(segments)
        } else {
            self = .unknown
        }
    }

    private init(_ segments: [String]) {
        switch (segments.first, segments.count) {
        case ("v1", 3) where segments[1] == "tasks" && !segments[2].isEmpty: self = .task(id: segments[2])
        case ("v1", 2) where segments[1] == "tasks": self = .tasks
        case ("v1", 2) where segments[1] == "models": self = .models
        case ("v1", 2) where segments[1] == "account": self = .account
        case ("account", 1): self = .account
        case ("upload", 1): self = .upload
        case ("v1", 4...) where segments[1] == "resources": self = VoiceList(segments).map(Route.voices) ?? .unknown
        case ("files", 3) where segments[1] == "upload": self = .uploaded(id: uploadID(segments[2]))
        case ("files", 3) where Self.folders.contains(segments[1]): self = .file(folder: segments[1], name: segments[2])
        default: self = .unknown
        }
    }

    private static let folders = ["image", "video", "audio"]

    /// What the path answers, for `Allow`.
    var methods: [String] {
        switch self {
        case .tasks: ["POST", "GET", "HEAD"]
        case .upload: ["PUT"]
        case .task, .account, .models, .voices, .file, .uploaded: ["GET", "HEAD"]
        case .unknown: []
        }
    }

    func takes(_ method: String) -> Bool {
        methods.contains(method)
    }
}
