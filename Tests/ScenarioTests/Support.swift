import Core
import Documents
import Foundation
import HTTPMessages
import Scenario

/// Words of three providers that resemble the real ones.
let vocabulary = Vocabulary(providers: [
    .llmStats: Vocabulary.ProviderWords(
        settings: [
            SettingDefinition("pending_create_status", .choice(["200", "202"]), default: 200, "[chosen]"),
            SettingDefinition("limits", .limits, default: "off", "[brief]"),
        ],
        errors: Set(SemanticError.allCases).subtracting([.overloaded]),
        nearest: [.overloaded: .providerUnavailable]),
    .unifiedTasks: Vocabulary.ProviderWords(
        settings: [
            SettingDefinition("failed_shape", .choice(["object", "flat", "string"]), default: "object", "[client]"),
            SettingDefinition("validation_status", .choice(["400", "422"]), default: 400, "[brief]"),
            SettingDefinition("coerce_types", .boolean, default: false, "[chosen]"),
            SettingDefinition("shown_balance", .money, default: "100.00", "[chosen]"),
            SettingDefinition(
                WebhookSettingName.scheme, .choice(SignatureScheme.allCases.map(\.rawValue)),
                default: "timestamped_hex",
                "[client]"),
            SettingDefinition(WebhookSettingName.secret, .secrets, default: "", "[docs]"),
        ],
        errors: [
            .invalidInput, .unauthenticated, .insufficientBalance, .notFound, .payloadTooLarge, .rateLimited,
            .internalError, .generationFailed,
        ],
        nearest: [.overloaded: .internalError, .providerUnavailable: .internalError]),
    .getimg: Vocabulary.ProviderWords(
        settings: [
            SettingDefinition("file_ttl", .duration, default: "24h", "[chosen]"),
            SettingDefinition("limits", .limits, default: "off", "[docs]"),
            SettingDefinition("page_size", .integer(1...100), default: 20, "[chosen]"),
            SettingDefinition("region", .string, default: "eu", "[chosen]"),
        ],
        errors: Set(SemanticError.allCases).subtracting([.providerTimeout]),
        params: [
            .modelUnavailable: .words(["capacity_exhausted", "region_restricted"]), .rateLimited: .nothing,
        ]),
])

func load(_ text: String, library: [Scenario] = []) throws -> Scenario {
    try ScenarioLoader.load(
        Array(text.utf8), named: "test.yaml", format: .yaml, vocabulary: vocabulary, library: library)
}

/// One line of `expect`; its type's name is ambiguous where `Testing` is imported.
func expectation(_ line: String) throws -> Expectation {
    try load("understudy: 1\nname: judged\nexpect:\n  - \(line)\n").expectations[0]
}

/// The names of all checks.
let checkNames = Expectation.names

/// A scenario with those lines under `rules`.
func scenario(rules: String) throws -> Scenario {
    let lines = rules.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    return try load("understudy: 1\nname: test\nrules:\n" + lines.joined(separator: "\n"))
}

/// What is wrong with a text, one problem a line; nil when nothing is.
func problems(_ text: String) -> String? {
    do {
        _ = try load(text)
        return nil
    } catch {
        return "\(error)"
    }
}

/// The folder of the package.
let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

func files(in folder: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
        at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil
    )
    .filter { $0.pathExtension == "yaml" }
    .sorted { $0.lastPathComponent < $1.lastPathComponent }
}

func subject(
    step: Step = .create, provider: Provider = .getimg, method: String = "POST", path: String = "/v2/images",
    query: String = "", headers: Headers = [:], account: String? = "alice", model: String? = "google/veo-3",
    modality: Modality? = .image, prompt: String? = "a paper boat", body: Node? = nil, job: Subject.JobFacts? = nil,
    attempt: Int = 1, drawKey: String = "request 1"
) -> Subject {
    Subject(
        step: step, provider: provider, request: Request(method: method, path: path, query: query, headers: headers),
        account: account, model: model, modality: modality, prompt: prompt, body: body, job: job, attempt: attempt,
        drawKey: Array(drawKey.utf8))
}

/// Decides requests one after the other as an engine would.
struct Play {
    let scenario: Scenario
    let program: Program
    var counters = Counters()

    init(rules: String) throws {
        self.init(try ScenarioTests.scenario(rules: rules))
    }

    init(_ scenario: Scenario) {
        self.scenario = scenario
        program = Program(scenario)
    }

    mutating func decide(_ subject: Subject, at elapsed: Duration = .zero) -> Decision {
        let found = program.candidates(
            for: subject, step: subject.step, provider: subject.provider, model: subject.model, at: elapsed)
        return counters.decide(found, subject: subject, seed: scenario.seed, at: elapsed)
    }
}
