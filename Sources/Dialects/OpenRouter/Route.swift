import DialectKit

/// The paths of this provider. Source: openrouter.md §1.
enum Route: Equatable {
    case images
    /// Where clients of OpenAI ask; the provider has no such path [docs].
    case openAIImages
    case chat
    case imageModels
    case models
    /// `author/slug`
    case endpoints(model: String)
    case credits
    case key
    case generation
    case unknown

    /// - Parameter hasOpenAIPath: what the setting says.
    init(path: String, hasOpenAIPath: Bool) {
        let route = Route(path: path)
        self = route == .openAIImages && !hasOpenAIPath ? .unknown : route
    }

    private init(path: String) {
        guard let segments = pathSegments(path), segments.starts(with: ["api", "v1"]), !segments.contains("") else {
            self = .unknown
            return
        }
        switch segments.dropFirst(2) {
        case ["images"]: self = .images
        case ["images", "generations"]: self = .openAIImages
        case ["chat", "completions"]: self = .chat
        case ["images", "models"]: self = .imageModels
        case ["models"]: self = .models
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
        case .images, .openAIImages, .chat: ["POST"]
        case .imageModels, .models, .endpoints, .credits, .key, .generation: ["GET", "HEAD"]
        case .unknown: []
        }
    }
}
