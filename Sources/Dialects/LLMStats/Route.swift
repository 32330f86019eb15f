import DialectKit

/// The paths of this provider (llm-stats.md §1), and those of the emulator's own files below them.
enum Route: Equatable {
    case create
    case generation(id: String)
    case models
    /// `file` is index and extension, `0.png` [chosen].
    case asset(job: String, file: String)
    case unknown

    init(path: String) {
        if let id = plainSegment(path, below: "/v1/generations/") {
            self = .generation(id: id)
        } else if path == "/v1/generations" {
            self = .create
        } else if let segments = pathSegments(path), segments.first == "v1" {
            self.init(below: segments.dropFirst())
        } else {
            self = .unknown
        }
    }

    private init(below segments: ArraySlice<String>) {
        let (collection, rest) = (segments.first ?? "", segments.dropFirst())
        switch (collection, rest.count) {
        case ("generations", 0): self = .create
        case ("generations", 1) where rest.last != "": self = .generation(id: rest[rest.startIndex])
        case ("models", 0): self = .models
        case ("assets", 2): self = .asset(job: rest[rest.startIndex], file: rest[rest.startIndex + 1])
        default: self = .unknown
        }
    }

    /// What the path answers, for `Allow`.
    var methods: [String] {
        switch self {
        case .create: ["POST"]
        case .generation, .models, .asset: ["GET", "HEAD"]
        case .unknown: []
        }
    }

    func takes(_ method: String) -> Bool {
        switch self {
        case .create: method == "POST"
        case .generation, .models, .asset: method == "GET" || method == "HEAD"
        case .unknown: false
        }
    }
}
