import Catalog
import Core
import DialectKit
import Digests
import Documents
import HTTPMessages

/// OpenRouter's image API: pictures as base64 in the answer to their request, or in a stream of events (openrouter.md).
public final class OpenRouterDialect: Dialect {
    let models: ModelList
    let source: CatalogSource
    /// What the models of a scenario are like, by their ids.
    let added: [String: String]

    /// Takes the tree of `catalogs/openrouter.yaml`, and keeps it.
    public convenience init(catalog: Node) throws(CatalogFailure) {
        try self.init(catalog: catalog, source: CatalogSource(catalog))
    }

    /// The same; `source` gives the tree once more when a scenario adds models.
    public convenience init(catalog: Node, source: CatalogSource) throws(CatalogFailure) {
        self.init(try ModelList(CatalogEntry(catalog, path: "catalog")), source: source, added: [:])
    }

    init(_ models: ModelList, source: CatalogSource, added: [String: String]) {
        self.models = models
        self.source = source
        self.added = added
    }

    public var provider: Provider { .openRouter }

    /// Source: openrouter.md §4.5 [chosen].
    /// Of a query key that comes several times [chosen].
    static let repeatedKey = RepeatedKey.first

    public var stages: [Stage] {
        [
            .route, .key, .size, .rateLimit, .syntax, .fields, .model, .enabled, .rules, .balance, .concurrency,
            .submit,
        ]
    }

    /// Keys begin with `sk-or-` [docs].
    public var keyPrefix: String { "sk-or-" }

    /// `gen-` [docs] and twenty characters [chosen]: there is no task, so the generation is the job.
    public func jobID(from draw: [UInt8]) -> String { Base32.encode(draw, length: 20, after: "gen-") }

    public func bodyLimit(method: String, path: String) -> Int { method == "POST" ? Bound.body : Bound.unreadBody }

    public func parse(_ request: Request, settings: Settings) -> ParsedRequest {
        let route = Route(path: request.path, hasOpenAIPath: settings.flag(SettingName.openAIPath))
        guard route != .unknown else { return refused(Refusal(.notFound)) }
        guard route.methods.contains(request.method) else {
            return refused(Refusal(.methodNotAllowed, allowed: route.methods))
        }
        return switch route {
        case .images, .openAIImages: parseCreate(request, settings)
        case .chat: parseCreate(request, settings, isChat: true)
        case .imageModels:
            ParsedRequest(step: .catalog, credential: .notNeeded, operation: .catalog(.models(kind: nil)))
        case .models:
            ParsedRequest(
                step: .catalog, credential: .notNeeded, operation: .catalog(.other(request.query)))
        case .endpoints(let model): parseEndpoints(model)
        case .credits: parseAccount(request, page: AccountPage.credits)
        case .key: parseAccount(request, page: AccountPage.key(of: request))
        case .generation: parseGeneration(request)
        case .unknown: refused(Refusal(.notFound))
        }
    }

    private func refused(_ refusal: Refusal) -> ParsedRequest {
        ParsedRequest(step: nil, credential: .notNeeded, operation: .rejected(refusal, at: .route))
    }

    public func answer(_ reply: Reply, in context: Context) -> Response {
        switch reply {
        case .job(let view, .create): images(view, in: context)
        case .job(let view, .poll): generationPage(view, in: context)
        case .catalog(.models): modelsPage(in: context)
        case .catalog(.other(let query)): platformModels(PlatformQuery(query), in: context)
        case .catalog(.model(let id)): endpointsPage(id, in: context)
        case .balance(let account): accountPage(account, in: context)
        // No request of this provider asks for these.
        case .dryRun, .costs, .asset, .cancelled, .list, .upload, .uploaded:
            envelope(Refusal(.notFound), in: context)
        }
    }

    /// What free models are allowed; for paid ones nothing is published. Source: openrouter.md §4.2, its example.
    static let documentedRate = Rate(20, per: .seconds(60))

    public func providerLimits(pool: String) -> PoolLimits {
        PoolLimits(Limits(requests: Self.documentedRate), window: .fixed)
    }

    /// Pictures are base64 in the answer or its events, and nothing is fetched (openrouter.md §3.1).
    public var files: FileDelivery { FileDelivery(embeddedAt: [.create, .stream]) }

    /// Pictures stand in the answer itself.
    public func linkLifetime(_ settings: Settings) -> LinkLifetime { .none }
}
