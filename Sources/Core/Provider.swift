/// The five emulated providers, by the names that addresses and scenario files use.
public enum Provider: String, Sendable, Hashable, CaseIterable, Comparable {
    case llmStats = "llm-stats"
    case unifiedTasks = "unified-tasks"
    case openRouter = "openrouter"
    case lemonData = "lemondata"
    case getimg

    /// Its place in the order that `--serve all=PORT` counts ports in.
    public var place: Int {
        switch self {
        case .llmStats: 0
        case .unifiedTasks: 1
        case .openRouter: 2
        case .lemonData: 3
        case .getimg: 4
        }
    }

    /// As people write it.
    public var title: String {
        switch self {
        case .llmStats: "LLM Stats"
        case .unifiedTasks: "Unified Tasks"
        case .openRouter: "OpenRouter"
        case .lemonData: "LemonData"
        case .getimg: "getimg.ai"
        }
    }

    /// What clients of it are configured with behind the host: `/api/v1` for OpenRouter's SDKs [docs][sdk], `/v1` for the `openai`
    /// package that LemonData tells its users to take [docs]. Clients of the others name the version in every path.
    public var clientBasePath: String {
        switch self {
        case .openRouter: "/api/v1"
        case .lemonData: "/v1"
        case .llmStats, .unifiedTasks, .getimg: ""
        }
    }

    public static func < (left: Provider, right: Provider) -> Bool { left.place < right.place }

    // An enumeration with raw values would compare and hash those, which are texts here.
    public static func == (left: Provider, right: Provider) -> Bool { left.place == right.place }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(place)
    }
}

public enum Modality: String, Sendable, Hashable, CaseIterable {
    case image, video, audio, text
}

/// The steps of a client's way that a scenario rule can name (language.md §2.1).
public enum Step: String, Sendable, Hashable, CaseIterable {
    case connect, create, dryRun = "dry_run", poll, stream, download, catalog, account, upload, cancel, webhook

    /// Its place in `allCases`, as a number that costs nothing.
    public var place: Int {
        switch self {
        case .connect: 0
        case .create: 1
        case .dryRun: 2
        case .poll: 3
        case .stream: 4
        case .download: 5
        case .catalog: 6
        case .account: 7
        case .upload: 8
        case .cancel: 9
        case .webhook: 10
        }
    }

    // As for providers.
    public static func == (left: Step, right: Step) -> Bool { left.place == right.place }

    public func hash(into hasher: inout Hasher) { hasher.combine(place) }
}
