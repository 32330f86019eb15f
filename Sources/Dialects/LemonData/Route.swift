import DialectKit

/// The paths of this provider. Source: lemondata.md §1.
enum Route: Equatable {
    case generations
    case edits
    case variations
    /// The three places where a task of an image can be read.
    case imageTask(id: String)
    /// The one where it can be cancelled too.
    case task(id: String)
    case models
    case model(id: String)
    case pricing
    case discovery(DiscoveryPage)
    case modelPricing(id: String)
    /// `name` is index and extension, `0.png` [chosen].
    case file(folder: String, name: String)
    case unknown

    init(path: String) {
        if path == "/v1/images/generations" {
            self = .generations
        } else if let segments = pathSegments(path), !segments.contains("") {
            self.init(segments)
        } else {
            self = .unknown
        }
    }

    private init(_ segments: [String]) {
        let last = segments[segments.count - 1]
        if segments.count == 1, let page = DiscoveryPage(rawValue: last) {
            self = .discovery(page)
            return
        }
        switch (segments.count, segments[0], segments.dropFirst().first, segments.dropFirst(2).first) {
        case (3, "v1", "images", "generations"): self = .generations
        case (3, "v1", "images", "edits"): self = .edits
        case (3, "v1", "images", "variations"): self = .variations
        case (3, "v1", "images", _), (4, "v1", "images", "generations"): self = .imageTask(id: last)
        case (3, "v1", "tasks", _): self = .task(id: last)
        case (2, "v1", "models", _): self = .models
        case (3, "v1", "models", _): self = .model(id: last)
        case (4, "v1", "models", let id?) where last == "pricing": self = .modelPricing(id: id)
        case (2, "v1", "pricing", _): self = .pricing
        case (3, "files", let folder?, _): self = .file(folder: folder, name: last)
        default: self = .unknown
        }
    }

    /// What the path answers, for `Allow`.
    var methods: [String] {
        switch self {
        case .generations, .edits, .variations: ["POST"]
        case .task: ["GET", "HEAD", "DELETE"]
        case .imageTask, .models, .model, .pricing, .modelPricing, .discovery, .file: ["GET", "HEAD"]
        case .unknown: []
        }
    }
}
