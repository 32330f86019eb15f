// swift-tools-version: 6.2
import PackageDescription

/// Every room is built with strict memory safety, and a warning is an error.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Tests speak to raw sockets and to Foundation, so they go without strict memory safety.
let testing: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A room of the house; what it may import is the table of `ArchitectureTests`.
func room(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: testing)
}

let rowOne: [Target.Dependency] = ["HTTPMessages", "Time", "Digests", "Matching", "Documents"]
let rowTwo: [Target.Dependency] = rowOne + ["Core", "Catalog", "Media", "Journal"]
let rowThree: [Target.Dependency] = rowTwo + ["Scenario", "DialectKit"]
let dialects: [Target.Dependency] = ["LLMStats", "UnifiedTasks", "OpenRouter", "LemonData", "GetImg"]

let package = Package(
    name: "understudy",
    products: [
        .executable(name: "understudy", targets: ["CLI"]),
        .library(name: "UnderstudyTesting", targets: ["UnderstudyTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        // Row 0: what knows nothing of this program, and C
        room("Basics", []),
        .systemLibrary(name: "CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        // Loads libcurl when the first webhook is to be sent, so its headers alone are needed here.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl")]),
        // The library is its header, compiled in; its package is `libxxhash-dev`.
        .target(name: "CXXHash"),
        .target(name: "CSystem"),
        .target(name: "CAssets"),
        room("Assets", ["CAssets"]),

        // Row 1: messages, time, digests, documents, matching
        room("HTTPMessages", []),
        room("Time", []),
        room("Digests", ["CNettle", "CXXHash"]),
        room("Documents", ["CYAML"]),
        room("Matching", ["CPCRE2"]),

        // Row 2: what all providers share
        room("Core", rowOne),
        room("Catalog", rowOne),
        room("Media", rowOne),
        room("Journal", rowOne),

        // Row 3
        room("Scenario", rowOne + ["Core"]),
        room("DialectKit", rowOne + ["Core", "Catalog"]),

        // Row 4
        room("Judging", rowTwo + ["Scenario"]),
        room("Engine", rowThree + ["Basics"]),
        room("LLMStats", rowOne + ["Core", "Catalog", "DialectKit"], path: "Sources/Dialects/LLMStats"),
        room("UnifiedTasks", rowOne + ["Core", "Catalog", "DialectKit"], path: "Sources/Dialects/UnifiedTasks"),
        room("OpenRouter", rowOne + ["Core", "Catalog", "DialectKit"], path: "Sources/Dialects/OpenRouter"),
        room("LemonData", rowOne + ["Core", "Catalog", "DialectKit"], path: "Sources/Dialects/LemonData"),
        room("GetImg", rowOne + ["Core", "Catalog", "DialectKit"], path: "Sources/Dialects/GetImg"),

        // Row 5
        room("MicroHTTP", ["Basics", "HTTPMessages", "Time", "CMicroHTTPD"]),
        room("Webhooks", rowThree + ["Basics", "Engine", "CCurl"]),
        room("Reports", rowOne + ["Core", "Scenario", "Judging"]),
        room("Control", rowThree + ["Basics", "Engine", "Judging", "Assets"]),

        // Row 6
        room(
            "UnderstudyServer",
            rowThree + dialects + [
                "Basics", "Engine", "Judging", "Reports", "Control", "MicroHTTP", "Webhooks", "Assets", "CSystem",
            ]),
        room("UnderstudyTesting", rowThree + ["Engine", "MicroHTTP", "Webhooks", "UnderstudyServer"]),

        // Row 7
        .executableTarget(
            name: "CLI",
            dependencies: [
                "UnderstudyServer", "Reports", "Judging", "Scenario", "Core", "Time", "Digests", "Matching",
                "CSystem",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),

        // Tests, a target for each room and a few that look at the whole house
        .target(
            name: "TestSupport",
            dependencies: [
                "Basics", "HTTPMessages", "Time", "Documents", "Core", "DialectKit", "Engine", "Scenario", "Judging",
            ],
            path: "Tests/TestSupport", swiftSettings: testing),
        tests("BasicsTests", ["Basics"]),
        tests("HTTPMessagesTests", ["HTTPMessages"]),
        tests("DigestsTests", ["Digests"]),
        tests("DocumentsTests", ["Documents"]),
        tests("MatchingTests", ["Matching"]),
        tests("TimeTests", ["Time"]),
        tests("CoreTests", rowOne + ["Core", "TestSupport"]),
        tests("CatalogTests", rowOne + ["Catalog"]),
        tests("MediaTests", rowOne + ["Media"]),
        tests("JournalTests", rowOne + ["Journal"]),
        tests("ScenarioTests", rowTwo + ["Scenario"]),
        tests("DialectKitTests", rowOne + ["Core", "Catalog", "DialectKit"]),
        tests("JudgingTests", rowTwo + ["Scenario", "Judging", "TestSupport"]),
        tests("ReportsTests", rowTwo + ["Scenario", "Judging", "Reports"]),
        tests("EngineTests", rowThree + ["Basics", "Engine", "TestSupport"]),
        tests("LLMStatsTests", rowThree + ["LLMStats", "TestSupport"]),
        tests("UnifiedTasksTests", rowThree + ["UnifiedTasks"]),
        tests("OpenRouterTests", rowThree + ["OpenRouter", "TestSupport"]),
        tests("LemonDataTests", rowThree + ["LemonData", "TestSupport"]),
        tests("GetImgTests", rowThree + ["GetImg", "TestSupport"]),
        tests("MicroHTTPTests", ["Basics", "HTTPMessages", "Time", "MicroHTTP", "TestSupport"]),
        tests(
            "WebhooksTests",
            rowThree + ["Basics", "Engine", "MicroHTTP", "Webhooks", "UnderstudyTesting", "TestSupport"]),
        tests("AssetsTests", ["Assets", "CAssets"]),
        tests(
            "ControlTests",
            rowThree + [
                "Basics", "Engine", "Control", "MicroHTTP", "UnderstudyServer", "UnderstudyTesting", "TestSupport",
            ]),
        tests(
            "UnderstudyServerTests",
            rowThree + [
                "Basics", "Engine", "Control", "MicroHTTP", "UnderstudyServer", "UnderstudyTesting", "TestSupport",
            ]),
        tests(
            "ConformanceTests",
            rowThree + ["Basics", "Judging", "UnderstudyServer", "UnderstudyTesting", "TestSupport"]),
        tests("ArchitectureTests", []),
    ]
)
