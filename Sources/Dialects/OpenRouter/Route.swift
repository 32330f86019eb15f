import DialectKit

/// The paths of this provider. Source: openrouter.md §1.
enum Route: Equatable {
    case images
    case models
    /// `author/slug`
    case endpoints(model: String)
    case credits
    case key
    case generation
    case unknown

    init(path: String) {
        guard let segments = pathSegments(path), segments.starts(with: ["api", "v1"]), !segments.contains("") else {
            self = .unknown
            return
        }
        switch segments.dropFirst(2) {
        case ["images"]: self = .images
        case ["images", "models"]: self = .models
        case ["credits"]: self = .credits
        case ["key"]: self = .key
        case ["generation"]: self = .generation
        case let rest where rest.count == 5 && rest.starts(with: ["images", "models"]) && rest.last == "endpoints":
            self = .endpoints(model: "\(segments[4])/\(segments[5])")
        default: self = .unknown
        }
    }

    /// What the path answers, for `Allow`.
    var methods: [String] {
        switch self {
        case .images: ["POST"]
        case .models, .endpoints, .credits, .key, .generation: ["GET", "HEAD"]
        case .unknown: []
        }
    }
}
