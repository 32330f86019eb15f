import Catalog
import Core
import DialectKit
import Digests
import Documents
import HTTPMessages

/// The generations API of the LLM Stats gateway: images and videos as one resource, with long polling (llm-stats.md).
public final class LLMStatsDialect: Dialect {
    let models: ModelList
    let source: CatalogSource
    /// What the models of a scenario are like, by their ids.
    let added: [String: String]

    /// Takes the tree of `catalogs/llm-stats.yaml`, and keeps it.
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

    public var provider: Provider { .llmStats }

    /// The path before the key and the model's own limits after its release are [chosen]; the rest is llm-stats.md §4.4.
    /// Of a query key that comes several times [chosen].
    static let repeatedKey = RepeatedKey.first

    public var stages: [Stage] {
        [
            .route, .key, .rateLimit, .size, .syntax, .fields, .model, .enabled, .rules, .balance, .concurrency,
            .submit, .link,
        ]
    }

    /// Keys begin with `ze_` [docs].
    public var keyPrefix: String { "ze_" }

    /// Which form keys have, where this one has another (llm-stats.md §2 [chosen]).
    public func complaint(aboutKey key: String) -> String? {
        acceptsUnlisted(key: key)
            ? nil : "\(ErrorForm(.unauthenticated).message) Keys of LLM Stats begin with \"ze_\"."
    }

    /// `gen_` and 24 characters of lower-case base 32 (llm-stats.md §3.3 [chosen]).
    public func jobID(from draw: [UInt8]) -> String { Base32.encode(draw, length: 24, after: "gen_") }

    public func bodyLimit(method: String, path: String) -> Int { Bound.body }

    public func parse(_ request: Request, settings: Settings) -> ParsedRequest {
        let route = Route(path: request.path)
        guard route.takes(request.method) else { return refused(route) }
        return switch route {
        case .create: parseCreate(request, settings: settings)
        case .generation(let id): parsePoll(id, request, settings: settings)
        case .models: ParsedRequest(step: .catalog, credential: .notNeeded, operation: .catalog(.models(kind: nil)))
        case .asset(let job, let file): parseAsset(job, file: file, request)
        case .unknown: refused(route)
        }
    }

    private func refused(_ route: Route) -> ParsedRequest {
        let refusal =
            route == .unknown
            ? Refusal(.notFound, message: "No such path.") : Refusal(.methodNotAllowed, allowed: route.methods)
        return ParsedRequest(step: nil, credential: .notNeeded, operation: .rejected(refusal, at: .route))
    }

    public func answer(_ reply: Reply, in context: Context) -> Response {
        switch reply {
        case .job(let view, let occasion): generation(view, for: occasion, in: context)
        case .catalog: modelsPage(in: context)
        case .asset(let view): file(view.asset, in: context)
        // No request of this provider asks for these.
        case .dryRun, .cancelled, .balance, .costs, .list, .upload, .uploaded: envelope(Refusal(.notFound), in: context)
        }
    }

    /// No numbers are published for the gateway (llm-stats.md §4.5), so `limits: provider` limits nothing here.
    public func providerLimits(pool: String) -> PoolLimits { PoolLimits(Limits(), window: .tokenBucket) }

    /// A create that waits for its end has the links, too (llm-stats.md §3.3).
    public var files: FileDelivery { FileDelivery(linkedAt: [.create, .poll], isSigned: true) }

    public func linkLifetime(_ settings: Settings) -> LinkLifetime {
        .fromReading(settings.duration(SettingName.assetLifetime))
    }
}
