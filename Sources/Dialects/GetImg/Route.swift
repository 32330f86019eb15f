import DialectKit

/// The paths of this provider. Source: getimg.md §1. There is no status route for images [sdk].
enum Route: Equatable {
    case images
    case videos
    case video(id: String)
    case models
    case model(id: String)
    case balance
    case costs
    case download(job: String, index: String)
    case unknown

    init(path: String) {
        guard let segments = pathSegments(path), segments.first == "v2", !segments.contains("") else {
            self = .unknown
            return
        }
        let last = segments[segments.count - 1]
        switch (segments.count, segments.dropFirst().first, segments.dropFirst(2).first) {
        case (3, "images", "generations"): self = .images
        case (3, "videos", "generations"): self = .videos
        case (4, "videos", "generations"): self = .video(id: last)
        case (2, "models", _): self = .models
        case (3, "models", _): self = .model(id: last)
        case (3, "billing", "balance"): self = .balance
        case (3, "billing", "costs"): self = .costs
        case (4, "downloads", let job?): self = .download(job: job, index: last)
        default: self = .unknown
        }
    }

    /// What the path answers, for `Allow`.
    var methods: [String] {
        switch self {
        case .images, .videos: ["POST"]
        case .video, .models, .model, .balance, .costs, .download: ["GET", "HEAD"]
        case .unknown: []
        }
    }
}
