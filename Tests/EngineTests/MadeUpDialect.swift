import Basics
import Core
import DialectKit
import Digests
import Documents
import HTTPMessages

/// A provider that nobody runs: the engine's tests speak its words, so that they hold for any other.
final class MadeUpDialect: Dialect {
    let provider = Provider.getimg
    let stages: [Stage] = [
        .key, .rateLimit, .fields, .rules, .enabled, .references, .dryRun, .balance, .concurrency, .submit, .link,
    ]
    let settings = [SettingDefinition("limits", .limits, default: "off", "The limits of a pool.")]
    let steps = Dictionary(uniqueKeysWithValues: Step.allCases.map { ($0, ["GET", "POST"] as Set<String>) })
    let foreignJob: Refusal.Reason
    let lifetime: LinkLifetime
    /// What every request is read as.
    let parsed = Lock<ParsedRequest?>(nil)

    let countsWithoutLimits: Bool

    init(
        foreignJob: Refusal.Reason = .notFound, lifetime: LinkLifetime = .fromEnd(.seconds(60)),
        countsWithoutLimits: Bool = false
    ) {
        self.countsWithoutLimits = countsWithoutLimits
        self.foreignJob = foreignJob
        self.lifetime = lifetime
    }

    let outlines: [ModelOutline] = []
    let jobMembers: Set<String> = []
    func adding(_ models: [ModelAddition]) -> ModelCatalog.Extended { (self, []) }
    func stage(of error: SemanticError) -> Stage? { error == .rateLimited ? .rateLimit : .submit }
    func acceptsUnlisted(key: String) -> Bool { key.hasPrefix("any-") }
    func jobID(from draw: [UInt8]) -> String { "job-" + Hex.encode(Array(draw.prefix(8))) }
    func bodyLimit(method: String, path: String) -> Int { 1_000 }
    func parse(_ request: Request, settings: Settings) -> ParsedRequest {
        parsed.withLock { $0 } ?? ParsedRequest(step: nil, credential: .missing, operation: .balance)
    }
    func answer(_ reply: Reply, in context: Context) -> Response { Response(status: 200) }
    func envelope(_ refusal: Refusal, in context: Context) -> Response { Response(status: 400) }
    let files = FileDelivery(linkedAt: [.create, .poll], isSigned: true)
    func linkLifetime(_ settings: Settings) -> LinkLifetime { lifetime }
    func webhooks(_ settings: Settings) -> WebhookProfile? {
        WebhookProfile(
            field: "callback", schedule: RetrySchedule([.zero, .seconds(1), .seconds(5)]), timeout: .seconds(10),
            scheme: .standard, secrets: [], completedType: "job.completed", failedType: "job.failed")
    }
    func callback(_ view: JobView, settings: Settings) -> [UInt8] {
        Array(#"{"id":"\#(view.job.id)","state":"\#(view.state.rawValue)","note":"café/☕"}"#.utf8)
    }
    func failureMessage(_ error: SemanticError) -> String { error.rawValue }
    func providerLimits(pool: String) -> PoolLimits {
        PoolLimits(Limits(requests: Rate(2, per: .seconds(60)), concurrentJobs: 2), window: .fixed)
    }
}
