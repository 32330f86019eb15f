/// The names under which a command finds a provider in its environment.
extension Provider {
    /// `LLM_STATS`, as it stands in `UNDERSTUDY_LLM_STATS_BASE_URL`.
    public var environmentName: String {
        String(rawValue.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// The variables that its clients read a base URL from by themselves: the SDK of getimg [sdk]; the `openai` package, which LemonData
    /// tells its users to take [docs].
    public var baseURLVariables: [String] {
        switch self {
        case .getimg: ["GETIMG_AI_BASE_URL"]
        case .lemonData: ["OPENAI_BASE_URL"]
        case .llmStats, .unifiedTasks, .openRouter: []
        }
    }

    /// The variables that its clients read a key from by themselves [sdk][docs].
    public var keyVariables: [String] {
        switch self {
        case .getimg: ["GETIMG_API_KEY"]
        case .lemonData: ["LEMONDATA_API_KEY", "OPENAI_API_KEY"]
        case .openRouter: ["OPENROUTER_API_KEY"]
        case .llmStats, .unifiedTasks: []
        }
    }

    /// A key in the provider's form, for clients that have none [chosen].
    public var sampleKey: String {
        switch self {
        case .llmStats: "ze_test"
        case .unifiedTasks: "test"
        case .openRouter: "sk-or-v1-test"
        case .lemonData: "sk-test"
        case .getimg: "sk_test"
        }
    }
}
