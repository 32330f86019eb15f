/// What each room may import, of ours and of others. A room that is missing here fails a test, and so does an entry
/// without a room. The table of architecture.md §2 is the same one for people.
enum Rooms {
    private static let first: Set = ["HTTPMessages", "Time", "Digests", "Documents", "Matching"]
    private static let second: Set = ["Core", "Catalog", "Media", "Journal"]
    private static let third: Set = ["Scenario", "DialectKit"]
    static let dialects: Set = ["LLMStats", "UnifiedTasks", "OpenRouter", "LemonData", "GetImg"]
    private static let shared = first.union(second).union(third)

    static let mayImport: [String: Set<String>] = [
        // Row 0
        "Basics": ["Glibc", "Synchronization"],
        "Assets": ["CAssets"],
        // Row 1
        "HTTPMessages": [],
        "Time": [],
        "Digests": ["CNettle", "CXXHash"],
        "Documents": ["CYAML"],
        "Matching": ["CPCRE2"],
        // Row 2
        "Core": first,
        "Catalog": first,
        "Media": first,
        "Journal": first,
        // Row 3
        "Scenario": first.union(["Core"]),
        "DialectKit": first.union(["Core", "Catalog"]),
        // Row 4
        "Judging": first.union(["Core", "Journal", "Scenario"]),
        "Engine": shared.union(["Basics", "Synchronization"]),
        "LLMStats": first.union(["Core", "Catalog", "DialectKit"]),
        "UnifiedTasks": first.union(["Core", "Catalog", "DialectKit"]),
        "OpenRouter": first.union(["Core", "Catalog", "DialectKit"]),
        "LemonData": first.union(["Core", "Catalog", "DialectKit"]),
        "GetImg": first.union(["Core", "Catalog", "DialectKit"]),
        // Row 5
        "MicroHTTP": ["Basics", "HTTPMessages", "Time", "CMicroHTTPD", "Glibc", "Synchronization"],
        "Webhooks": shared.union(["Basics", "Engine", "CCurl", "Glibc"]),
        "Reports": first.union(["Core", "Scenario", "Judging"]),
        "Control": shared.union(["Basics", "Engine", "Judging", "Assets", "Synchronization"]),
        // Row 6
        "UnderstudyServer": shared.union(dialects).union([
            "Basics", "Engine", "Judging", "Reports", "MicroHTTP", "Webhooks", "Control", "Assets", "CSystem", "Glibc",
            "Synchronization",
        ]),
        // Not part of the program, so Foundation is welcome.
        "UnderstudyTesting": shared.union(dialects).union([
            "Engine", "MicroHTTP", "Webhooks", "Control", "Assets", "UnderstudyServer", "Foundation",
            "FoundationNetworking",
        ]),
        // Row 7
        "CLI": [
            "UnderstudyServer", "Reports", "Judging", "Scenario", "Core", "Time", "Digests", "Matching", "CSystem",
            "Glibc", "ArgumentParser", "Logging",
        ],
    ]

    /// Folders of C: module maps, headers, and what Swift cannot call.
    static let inC: Set = ["CMicroHTTPD", "CYAML", "CNettle", "CXXHash", "CCurl", "CPCRE2", "CSystem", "CAssets"]

    /// C libraries that one file of their room alone may speak to.
    static let wrappers = [
        "CAssets": "Assets/BuiltIn.swift",
        "CCurl": "Webhooks/Curl.swift",
        "CNettle": "Digests/Nettle.swift",
        "CPCRE2": "Matching/PCRE2.swift",
        "CXXHash": "Digests/XXH3.swift",
        "CYAML": "Documents/YAMLEvents.swift",
    ]

    /// Rooms without a clock, a file, a socket, an environment or chance: their callers hand in what they need to know.
    /// Engine and Control hold locks, and are pure in everything else.
    static let pure = first.union(second).union(third).union(dialects).union([
        "Engine", "Judging", "Reports", "Control",
    ])

    /// Where `unsafe` may be said, besides all of MicroHTTP.
    static let unsafeFiles: Set = [
        "Assets/BuiltIn.swift",
        "Basics/HeldLocks.swift",
        "Basics/PthreadMutex.swift",
        "CLI/Commands/CommandProcess.swift",
        "CLI/Files.swift",
        "CLI/Serving.swift",
        "Digests/Nettle.swift",
        "Digests/XXH3.swift",
        "Documents/JSONWriter+Text.swift",
        "Documents/YAMLEvents.swift",
        "Matching/PCRE2.swift",
        "Webhooks/Curl.swift",
        "Webhooks/Resolver.swift",
    ]

    /// How each dialect is called in types, in values of `Provider`, and on the wire.
    static let dialectNames = [
        "LLMStats": ["LLMStats", "llmStats", "llm-stats"],
        "UnifiedTasks": ["UnifiedTasks", "unifiedTasks", "unified-tasks"],
        "GetImg": ["GetImg", "getimg"],
        "OpenRouter": ["OpenRouter", "openRouter", "openrouter"],
        "LemonData": ["LemonData", "lemonData", "lemondata"],
    ]
}
