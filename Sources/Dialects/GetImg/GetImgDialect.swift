import Catalog
import Core
import DialectKit
import Digests
import Documents
import HTTPMessages

/// The API v2 of getimg.ai: images in the answer to their request, videos by polling, files behind signed links (getimg.md).
public final class GetImgDialect: Dialect {
    let models: ModelList
    let source: CatalogSource
    /// What the models of a scenario are like, by their ids.
    let added: [String: String]

    /// Takes the tree of `catalogs/getimg.yaml`, and keeps it.
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

    public var provider: Provider { .getimg }

    /// Source: getimg.md §4.4 [chosen]; that a model is released for the account is asked once it is known [chosen].
    /// Of a query key that comes several times [chosen].
    static let repeatedKey = RepeatedKey.first

    public var stages: [Stage] {
        [
            .route, .key, .rateLimit, .size, .syntax, .fields, .model, .enabled, .rules, .balance, .concurrency,
            .submit, .link,
        ]
    }

    /// Keys begin with `sk_` [docs].
    public var keyPrefix: String { "sk_" }

    /// `req-` and a text in the form of a ULID [brief].
    public func jobID(from draw: [UInt8]) -> String { "req-" + Base32.ulid(draw) }

    /// 25 MiB for a generation [sdk]; other requests have no body to read.
    public func bodyLimit(method: String, path: String) -> Int { method == "POST" ? Bound.body : Bound.unreadBody }

    public func parse(_ request: Request, settings: Settings) -> ParsedRequest {
        let route = Route(path: request.path)
        guard route != .unknown else { return refused(Refusal(.notFound, message: "No such path.")) }
        guard route.methods.contains(request.method) else {
            return refused(Refusal(.methodNotAllowed, allowed: route.methods))
        }
        return switch route {
        case .images: parseCreate(request, .image, settings)
        case .videos: parseCreate(request, .video, settings)
        case .video(let id): parsePoll(id, request)
        case .models: parseModels(request)
        case .model(let id): parseModel(id, request)
        case .balance: ParsedRequest(step: .account, credential: bearerKey(request), operation: .balance)
        case .costs: parseCosts(request)
        case .download(let job, let index): parseDownload(job, index: index, request)
        case .unknown: refused(Refusal(.notFound))
        }
    }

    private func refused(_ refusal: Refusal) -> ParsedRequest {
        ParsedRequest(step: nil, credential: .notNeeded, operation: .rejected(refusal, at: .route))
    }

    public func answer(_ reply: Reply, in context: Context) -> Response {
        switch reply {
        case .job(let view, let occasion): generation(view, for: occasion, in: context)
        case .catalog(.models(let kind)): modelsPage(kind: kind, in: context)
        case .catalog(.model(let id)): modelPage(id, in: context)
        case .balance(let account): balancePage(account, in: context)
        case .costs(let costs): costsPage(costs, in: context)
        case .asset(let view):
            Response(status: 200, headers: ["Content-Type": view.asset.format.mimeType], body: .asset)
        // No request of this provider asks for these.
        case .dryRun, .cancelled, .catalog(.other), .list, .upload, .uploaded: envelope(Refusal(.notFound), in: context)
        }
    }

    /// 20 requests a minute for each pool, 5 jobs at once for both [third-party].
    public func providerLimits(pool: String) -> PoolLimits {
        PoolLimits(
            Limits(requests: models.rate(pool: pool), concurrentJobs: models.concurrency), window: .fixed)
    }

    /// Every generation answer tells what is left (getimg.md §4.3 [docs]).
    public var countsWithoutLimits: Bool { true }

    /// Images have their links in the answer to their create, videos in that to a poll (getimg.md §3).
    public var files: FileDelivery { FileDelivery(linkedAt: [.create, .poll], isSigned: true) }

    /// Fixed at completion: each reading shows the same link (getimg.md §5 [chosen]).
    public func linkLifetime(_ settings: Settings) -> LinkLifetime {
        .fromEnd(settings.duration(SettingName.fileLifetime))
    }
}
