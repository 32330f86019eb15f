import Core
import DialectKit
import Documents
import UnderstudyServer
import UnderstudyTesting

/// `docs/errors.md`: what each provider answers to a create for each error that a scenario can name, as the program answers it.
enum ErrorTable {
    private static let head = """
        # Errors by name

        A rule names an error, `then: { error: overloaded }`, and each provider answers with its own status, code and envelope. The
        tables show what the program answers to a create; they are made by it (`make generated`). At other steps a provider may word
        the same error otherwise, as its page in [providers](providers/) says.

        Where a provider has no error of a name, it gives the nearest that it has [chosen], and `check`, `explain`, the start and the
        journal say so: `overloaded` is `internal_error` at Unified Tasks. With `strict_errors: true` at the top of a file such a rule
        is refused, or skipped at that provider where it is for others too (language.md §5).

        An error comes at its place in the provider's order of checks: what is wrong with the request itself and belongs to an earlier
        place is told first. A job that is to fail with an error (`job: { outcome: failed, error: … }`) takes its nearest in the same way.

        """

    static func text() throws -> String {
        let dialects = try Dialects()
        return try head + samples.map { try section($0, dialects[$0.provider]) }.joined()
    }

    private struct Sample {
        let provider: Provider
        let name: String
        let path: String
        let key: String
        let body: String
        /// Where an answer tells the code.
        let code: [String]
    }

    private static let samples = [
        Sample(
            provider: .llmStats, name: "LLM Stats", path: "/llm-stats/v1/generations", key: "ze_a",
            body: #"{"model":"flux-1.1-pro","input":{"prompt":"a"},"wait":0}"#, code: ["error", "code"]),
        Sample(
            provider: .unifiedTasks, name: "Unified Tasks", path: "/unified-tasks/v1/tasks", key: "sk-a",
            body: #"{"model":"google/veo-3.1-fast","input":{"prompt":"a"}}"#, code: ["data", "code"]),
        Sample(
            provider: .openRouter, name: "OpenRouter", path: "/openrouter/api/v1/images", key: "sk-or-a",
            body: #"{"model":"google/gemini-2.5-flash-image","prompt":"a"}"#,
            code: ["error", "metadata", "error_type"]),
        Sample(
            provider: .lemonData, name: "LemonData", path: "/lemondata/v1/images/generations", key: "sk-a",
            body: #"{"model":"dall-e-3","prompt":"a"}"#, code: ["error", "code"]),
        Sample(
            provider: .getimg, name: "getimg.ai", path: "/getimg/v2/images/generations", key: "sk_a",
            body: #"{"model":"gpt-image-2","prompt":"a"}"#, code: ["error", "code"]),
    ]

    private static func section(_ sample: Sample, _ dialect: any Dialect) throws -> String {
        let order = dialect.stages.map(words).joined(separator: ", ")
        var text = """

            ## \(sample.name)

            The order of checks: \(order).

            | error | given as | status | `\(sample.code.joined(separator: "."))` | place |
            |---|---|---|---|---|

            """
        for error in SemanticError.allCases { text += try row(error, sample, dialect) }
        return text
    }

    private static func row(_ error: SemanticError, _ sample: Sample, _ dialect: any Dialect) throws -> String {
        let given = dialect.given(for: error)
        guard let stage = dialect.stage(of: given) else {
            return "| `\(error.rawValue)` | refused: nothing is near | | | |\n"
        }
        let scenario = """
            understudy: 1
            name: one-error
            rules: [{ name: no, on: create, match: { provider: \(sample.provider.rawValue) }, then: { error: \(error.rawValue) } }]
            """
        let answer = try withUnderstudy(.inProcess, scenario: scenario) { server in
            try server.post(sample.path, key: sample.key, sample.body)
        }
        let code = sample.code.reduce(answer.json) { $0[$1] ?? nil }.string.map { "`\($0)`" } ?? ""
        let substitute = given == error ? "" : "`\(given.rawValue)`"
        return "| `\(error.rawValue)` | \(substitute) | \(answer.status) | \(code) | \(words(for: stage)) |\n"
    }

    private static func words(for stage: Stage) -> String {
        switch stage {
        case .route: "path and method"
        case .key: "key"
        case .rateLimit: "rate limit"
        case .size: "size of the body"
        case .syntax: "JSON"
        case .fields: "fields"
        case .model: "model"
        case .rules: "rules of the model"
        case .enabled: "model of the account"
        case .references: "other jobs"
        case .dryRun: "end of a dry run"
        case .balance: "balance"
        case .concurrency: "jobs at once"
        case .submit: "the work itself"
        case .link: "link"
        }
    }
}
