/// The five emulated providers, by the names that addresses and scenario files use.
public enum Provider: String, Sendable, Hashable, CaseIterable, Comparable {
    case llmStats = "llm-stats"
    case unifiedTasks = "unified-tasks"
    case openRouter = "openrouter"
    case lemonData = "lemondata"
    case getimg

    /// In the order of `CaseIterable`, which is the order that `--serve all=PORT` counts ports in.
    public static func < (left: Provider, right: Provider) -> Bool {
        allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }
}

public enum Modality: String, Sendable, Hashable, CaseIterable {
    case image, video, audio, text
}

/// The steps of a client's way that a scenario rule can name (scenario-language.md §2.1).
public enum Step: String, Sendable, Hashable, CaseIterable {
    case connect, create, dryRun = "dry_run", poll, stream, download, catalog, account, upload, cancel, webhook
}
