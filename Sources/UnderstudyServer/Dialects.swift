import Assets
import Catalog
import Core
import DialectKit
import Documents
import GetImg
import HTTPMessages
import LLMStats
import LemonData
import OpenRouter
import Scenario
import Time
import UnifiedTasks

/// The providers that this version serves, each with its catalog read.
public struct Dialects: Sendable {
    /// A catalog that is compiled in cannot be read: a fault of the build.
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// By the place of the provider.
    private let all: [any Dialect]
    public let vocabulary: Vocabulary

    public init() throws(Failure) {
        var all: [any Dialect] = []
        var words: [Provider: Vocabulary.ProviderWords] = [:]
        for provider in Provider.allCases {
            let dialect = try Self.dialect(of: provider)
            let errors = SemanticError.allCases.filter { dialect.stage(of: $0) != nil }
            let nearest = SemanticError.allCases.compactMap { error in dialect.nearest(to: error).map { (error, $0) } }
            words[provider] = Vocabulary.ProviderWords(
                settings: dialect.settings, errors: Set(errors),
                nearest: Dictionary(uniqueKeysWithValues: nearest), steps: dialect.steps,
                status: { [errors] in errors.contains($0) ? dialect.envelope(Refusal($0.reason), $1).status : nil },
                messages: Set(errors.filter { dialect.tellsMessage(of: $0) }), jobMembers: dialect.jobMembers,
                beforeLimits: Set(SemanticError.allCases.filter { dialect.isBeforeLimits(dialect.given(for: $0)) }),
                params: Dictionary(uniqueKeysWithValues: errors.map { ($0, dialect.param(of: $0)) }),
                files: dialect.files, unpolled: dialect.unpolled, catalog: dialect)
            all.append(dialect)
        }
        self.all = all
        vocabulary = Vocabulary(providers: words)
    }

    public subscript(provider: Provider) -> any Dialect { all[provider.place] }

    private static func dialect(of provider: Provider) throws(Failure) -> any Dialect {
        do {
            let tree = try tree(of: provider)
            // It has been read before.
            let source = CatalogSource { try? Self.tree(of: provider) }
            switch provider {
            case .llmStats: return try LLMStatsDialect(catalog: tree, source: source)
            case .unifiedTasks: return try UnifiedTasksDialect(catalog: tree, source: source)
            case .lemonData: return try LemonDataDialect(catalog: tree, source: source)
            case .getimg: return try GetImgDialect(catalog: tree, source: source)
            case .openRouter: return try OpenRouterDialect(catalog: tree, source: source)
            }
        } catch {
            throw Failure(description: "the catalog of \(provider.rawValue) cannot be read: \(error)")
        }
    }

    private static func tree(of provider: Provider) throws -> Node {
        try YAMLReader.read(BuiltIn.catalog(provider.rawValue) ?? [], limits: .catalog)
    }
}

extension Dialect {
    /// What an error is answered with, whoever asks for whatever.
    fileprivate func envelope(_ refusal: Refusal, _ settings: Settings) -> Response {
        envelope(
            refusal,
            in: Context(
                base: "", now: Timestamp(nanoseconds: 0), settings: settings, requestID: "", sign: { _ in [] }))
    }

    /// Whether the answer tells the message that a rule gives for an error.
    fileprivate func tellsMessage(of error: SemanticError) -> Bool {
        let message = "words of a rule"
        let response = envelope(Refusal(error.reason, message: message), Settings())
        guard case .bytes(let bytes) = response.body else { return false }
        return String(decoding: bytes, as: UTF8.self).contains(message)
    }

    /// Whether an error comes before the provider looks at its rate limit.
    fileprivate func isBeforeLimits(_ error: SemanticError) -> Bool {
        guard let stage = stage(of: error), let limits = stages.firstIndex(of: .rateLimit) else { return false }
        return stages.firstIndex(of: stage).map { $0 <= limits } ?? false
    }
}

extension YAMLReader.Limits {
    /// Catalogs are our own and larger than any scenario.
    static var catalog: YAMLReader.Limits {
        var limits = YAMLReader.Limits()
        limits.bytes = 4 << 20
        limits.nodes = 500_000
        return limits
    }
}
