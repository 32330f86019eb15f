import Catalog
import Core
import DialectKit
import Digests
import Documents
import HTTPMessages

/// The images API of LemonData: images in the answer to their request or as a task to poll, from one endpoint
/// (lemondata.md).
public final class LemonDataDialect: Dialect {
    let models: ModelList
    let source: CatalogSource
    /// What the models of a scenario are like, by their ids.
    let added: [String: String]

    /// Takes the tree of `catalogs/lemondata.yaml`, and keeps it.
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

    public var provider: Provider { .lemonData }

    /// Source: lemondata.md §4.4 [chosen]; limits of concurrent jobs stand behind the balance [chosen].
    /// Of a query key that comes several times [chosen].
    static let repeatedKey = RepeatedKey.last

    public var stages: [Stage] {
        [
            .route, .key, .rateLimit, .size, .syntax, .fields, .model, .rules, .enabled, .balance, .concurrency,
            .submit,
        ]
    }

    /// Keys begin with `sk-` [docs].
    public var keyPrefix: String { "sk-" }

    /// `ldtask_` and 32 hexadecimal digits [docs-successor].
    public func jobID(from draw: [UInt8]) -> String { TaskID.prefix + Hex.encode(Array(draw.prefix(16))) }

    public func bodyLimit(method: String, path: String) -> Int {
        guard method == "POST" else { return Bound.unreadBody }
        return Route(path: path) == .edits ? Bound.editBody : Bound.body
    }

    public func parse(_ request: Request, settings: Settings) -> ParsedRequest {
        let route = Route(path: request.path)
        guard route != .unknown else { return refused(Refusal(.notFound)) }
        guard route.methods.contains(request.method) else {
            return refused(Refusal(.methodNotAllowed, allowed: route.methods))
        }
        return switch route {
        case .generations: parseGeneration(request, settings: settings)
        case .edits: parseEdit(request, .edit, settings: settings)
        case .variations: parseEdit(request, .variation, settings: settings)
        case .imageTask(let id): parseTask(id, request, settings: settings)
        case .task(let id):
            request.method == "DELETE"
                ? parseCancel(id, request, settings: settings) : parseTask(id, request, settings: settings)
        case .models: parseModels(request, settings: settings)
        case .model(let id): parseCatalog(.model(id), id, request, settings: settings)
        case .modelPricing(let id): parseCatalog(.other(Page.pricing(of: id)), id, request, settings: settings)
        case .pricing: parsePricing(request, settings: settings)
        case .discovery(let page):
            ParsedRequest(step: .catalog, credential: .notNeeded, operation: .catalog(.other(page.rawValue)))
        case .file(let folder, let name): parseFile(folder, name, request)
        case .unknown: refused(Refusal(.notFound))
        }
    }

    private func refused(_ refusal: Refusal) -> ParsedRequest {
        ParsedRequest(step: nil, credential: .notNeeded, operation: .rejected(refusal, at: .route))
    }

    public func answer(_ reply: Reply, in context: Context) -> Response {
        switch reply {
        // A task has just begun, even if it is over at once (lemondata.md §3.1 B).
        case .job(let view, .create):
            view.job.request.isTask ? task(view, .queued, in: context) : images(view, in: context)
        // What came inline never was a task.
        case .job(let view, .poll):
            view.job.request.isTask
                ? task(view, view.state, in: context) : envelope(Refusal(.notFound, subject: view.job.id), in: context)
        case .cancelled(let view): cancelled(view, in: context)
        case .catalog(.models(let query)): modelsPage(query.map(ModelQuery.init(text:)) ?? ModelQuery(), in: context)
        case .catalog(.model(let id)): modelPage(id, in: context)
        case .catalog(.other(let page)):
            DiscoveryPage(rawValue: page).map { discoveryPage($0, in: context) }
                ?? pricingPage(Page(text: page), in: context)
        case .asset(let view):
            Response(
                status: 200, headers: ["Content-Type": view.asset.format.mimeType, "X-Request-ID": context.requestID],
                body: .asset)
        // No request of this provider asks for these.
        case .dryRun, .balance, .costs, .list, .upload, .uploaded: envelope(Refusal(.notFound), in: context)
        }
    }

    /// Requests a minute by the tier that the pool is named after [docs]; polling counts too [chosen].
    public func providerLimits(pool: String) -> PoolLimits {
        PoolLimits(Limits(requests: Rate(Tier(pool).requests, per: .seconds(60))), window: .fixed)
    }

    /// In the answer to a create as links or base64, and as links in a task that is read (lemondata.md §3.1, §3.2).
    public var files: FileDelivery { FileDelivery(linkedAt: [.create, .poll], embeddedAt: [.create]) }

    /// Plain links without an end of their own; the provider hands out those of its vendors (lemondata.md §1 [chosen]).
    public func linkLifetime(_ settings: Settings) -> LinkLifetime { .endless }

    /// A key is told that a task is another's (lemondata.md §3.2 [docs-successor]).
    public var foreignJob: Refusal.Reason { .notOwned }
}
