import Catalog
import Core
import DialectKit
import Digests
import Documents
import HTTPMessages

/// The Unified Tasks API of Unifically: one task endpoint for images, videos and sound, read by polling (unified-tasks.md).
public final class UnifiedTasksDialect: Dialect {
    let catalog: ParameterCatalog
    let source: CatalogSource
    /// What the models of a scenario are like, by their ids.
    let added: [String: String]

    /// Takes the tree of `catalogs/unified-tasks.yaml`, and keeps it.
    public convenience init(catalog: Node) throws(CatalogFailure) {
        try self.init(catalog: catalog, source: CatalogSource(catalog))
    }

    /// The same; `source` gives the tree once more when a scenario adds models.
    public convenience init(catalog: Node, source: CatalogSource) throws(CatalogFailure) {
        self.init(catalog: try ParameterCatalog(reading: catalog), source: source, added: [:])
    }

    init(catalog: ParameterCatalog, source: CatalogSource, added: [String: String]) {
        self.catalog = catalog
        self.source = source
        self.added = added
    }

    public var provider: Provider { .unifiedTasks }

    /// Source: unified-tasks.md §5.4 [chosen]. A model that an account may not use is as unknown as one that is not there.
    /// Of a query key that comes several times [chosen].
    static let repeatedKey = RepeatedKey.last

    public var stages: [Stage] {
        [
            .route, .key, .rateLimit, .size, .syntax, .fields, .model, .enabled, .rules, .references, .dryRun, .balance,
            .concurrency, .submit, .link,
        ]
    }

    /// Any key, where none is configured (unified-tasks.md §2 [chosen]).
    public func acceptsUnlisted(key: String) -> Bool { !key.isEmpty }

    /// A UUID of version 4 in lower case (unified-tasks.md §4.1 [client]), with the digit that tells the clips of a task
    /// apart at 0; see `FileName`.
    public func jobID(from draw: [UInt8]) -> String { ClipID.task(UUIDText.version4(draw)) }

    /// 10 MiB [chosen]; an upload, 1 GiB [brief: the limit of a source video].
    public func bodyLimit(method: String, path: String) -> Int { path == "/upload" ? 1 << 30 : 10 << 20 }

    /// Of a form alone: its file is told by the beginning.
    public func measuresBody(method: String, path: String) -> Bool { method == "PUT" && path == "/upload" }

    /// `GET /v1/tasks` (unified-tasks.md §4.6 [chosen]).
    public var listsJobs: Bool { true }

    public func parse(_ request: Request, settings: Settings) -> ParsedRequest {
        let route = Route(path: request.path)
        guard route.takes(request.method) else { return refused(route) }
        return switch route {
        case .tasks: request.method == "POST" ? parseCreate(request, settings: settings) : parseList(request)
        case .task(let id): parsePoll(id, request)
        case .account: keyed(.account, .balance, request)
        case .models: parseModels(request)
        case .voices(let list): keyed(.catalog, .catalog(.other(list.rawValue)), request)
        case .upload: parseUpload(request)
        case .uploaded(let id): parseUploaded(id)
        case .file(let folder, let name): parseDownload(FileName(folder: folder, name: name), request)
        case .unknown: refused(route)
        }
    }

    public func answer(_ reply: Reply, in context: Context) -> Response {
        switch reply {
        case .job(let view, .create): created(view)
        case .job(let view, .poll): task(view, in: context)
        case .dryRun(let price): dryRun(price)
        case .balance(let account): accountPage(account, in: context)
        case .catalog(.models(let kind)): modelsPage(category: kind)
        case .asset(let view):
            Response(status: 200, headers: ["Content-Type": view.asset.format.mimeType], body: .asset)
        case .catalog(.other(let list)): voicesPage(VoiceList(rawValue: list) ?? .google)
        case .list(let list): listPage(list, in: context)
        case .upload(let file): uploaded(file, in: context)
        case .uploaded(let file): fileHandedIn(file)
        // No request of this provider asks for them.
        case .cancelled, .catalog(.model), .costs: envelope(Refusal(.notFound), in: context)
        }
    }

    public var statusPath: [String] { ["data", "status"] }

    /// One pool for every request with a key. The provider publishes no number: 60 a minute [chosen].
    public func providerLimits(pool: String) -> PoolLimits {
        PoolLimits(Limits(requests: Rate(60, per: .seconds(60))), window: .tokenBucket)
    }

    /// In a task that is read, in the list of tasks and in callbacks (unified-tasks.md §4.2, §4.6, §7).
    public var files: FileDelivery { FileDelivery(linkedAt: [.poll, .account, .webhook]) }

    /// Output files are plain links without an end of their own (unified-tasks.md §6 [docs]).
    public func linkLifetime(_ settings: Settings) -> LinkLifetime { .endless }

    /// Three more attempts after 1, 5 and 25 s, and 10 s for each; nothing is published (unified-tasks.md §7 [chosen]).
    public func webhooks(_ settings: Settings) -> WebhookProfile? {
        WebhookProfile(
            field: "callback_url", schedule: RetrySchedule([.zero, .seconds(1), .seconds(5), .seconds(25)]),
            timeout: .seconds(10),
            scheme: SignatureScheme(rawValue: settings.text(WebhookSettingName.scheme)) ?? .timestampedHex,
            secrets: settings.secrets(WebhookSettingName.secret), completedType: "task.completed",
            failedType: "task.failed")
    }
}
