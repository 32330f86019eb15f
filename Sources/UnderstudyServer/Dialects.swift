import Assets
import Catalog
import Core
import DialectKit
import Documents
import GetImg
import LLMStats
import LemonData
import OpenRouter
import Scenario
import UnifiedTasks

/// The providers that this version serves, each with its catalog read.
public struct Dialects: Sendable {
    /// A catalog that is compiled in cannot be read: a fault of the build.
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// By the place of the provider.
    private let all: [(any Dialect)?]
    public let vocabulary: Vocabulary

    public init() throws(Failure) {
        let catalogs = [Provider.llmStats, .unifiedTasks, .openRouter, .lemonData, .getimg]
        var all: [Provider: any Dialect] = [:]
        for provider in catalogs { all[provider] = try Self.dialect(of: provider) }
        self.all = Provider.allCases.map { all[$0] }
        vocabulary = Vocabulary(
            providers: all.mapValues { dialect in
                let errors = SemanticError.allCases.filter { dialect.stage(of: $0) != nil }
                return Vocabulary.ProviderWords(settings: dialect.settings, errors: Set(errors))
            })
    }

    public subscript(provider: Provider) -> (any Dialect)? { all[provider.place] }

    /// In the order in which `--serve all=PORT` counts ports.
    public var providers: [Provider] { Provider.allCases.filter { all[$0.place] != nil } }

    private static func dialect(of provider: Provider) throws(Failure) -> any Dialect {
        do {
            let tree = try YAMLReader.read(BuiltIn.catalog(provider.rawValue) ?? [], limits: .catalog)
            switch provider {
            case .llmStats: return try LLMStatsDialect(catalog: tree)
            case .unifiedTasks: return UnifiedTasksDialect(catalog: try ParameterCatalog(reading: tree))
            case .lemonData: return try LemonDataDialect(catalog: tree)
            case .getimg: return try GetImgDialect(catalog: tree)
            case .openRouter: return try OpenRouterDialect(catalog: tree)
            }
        } catch {
            throw Failure(description: "the catalog of \(provider.rawValue) cannot be read: \(error)")
        }
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
