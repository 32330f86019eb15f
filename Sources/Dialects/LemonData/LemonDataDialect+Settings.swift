import Core
import DialectKit
import Documents

/// The names of the settings.
enum SettingName {
    static let delivery = "delivery"
    static let deliveryOf = "delivery_of"
    static let pollURL = "poll_url"
    static let pendingData = "pending_data"
    static let taskError = "task_error"
    static let cancellableTasks = "cancellable_tasks"
    static let publicCatalog = "public_catalog"
    static let revokedKey = "revoked_key"
    static let exhaustedKey = "exhausted_key"
    static let tier = "tier"
    /// Read by the engine.
    static let retention = "retention"
    static let limits = "limits"
}

/// How many requests a minute an account may send [docs].
enum Tier: String, CaseIterable {
    case user, partner, vip

    /// A pool of requests is named after its tier.
    init(_ pool: String) { self = Tier(rawValue: pool) ?? .user }

    var requests: Int {
        switch self {
        case .user: 1_000
        case .partner: 3_000
        case .vip: 10_000
        }
    }
}

extension LemonDataDialect {
    public var settings: [SettingDefinition] { Self.definitions }

    private static let definitions: [SettingDefinition] = [
        UnknownModels.definition,
        SettingDefinition(
            SettingName.delivery, .choice(["async", "inline", "alternate"]), default: "async",
            "How images of a model come that does both: as tasks, in the answer, or by turns for repeated requests. [chosen]"
        ),
        SettingDefinition(
            SettingName.deliveryOf, .choice(["either", "all"]), default: "either",
            "Whether `delivery` speaks of the models that do both, or of all. [chosen]"),
        SettingDefinition(
            SettingName.pollURL, .choice(["model", "tasks", "images", "alias", "absolute"]), default: "model",
            "Form of `poll_url`: by model, `/v1/tasks/…`, `/v1/images/generations/…`, `/v1/images/…`, or with scheme and host. [chosen]"
        ),
        SettingDefinition(
            SettingName.pendingData, .choice(["placeholder", "empty"]), default: "placeholder",
            "`data` of a task that has not ended: one entry with an empty URL [brief], or none [docs-successor]."),
        SettingDefinition(
            SettingName.taskError, .choice(["string", "object"]), default: "string",
            "`error` of a failed task: its message [docs], or code and message [docs-successor]."),
        SettingDefinition(
            SettingName.cancellableTasks, .boolean, default: false,
            "Whether image tasks can be cancelled while they are pending, as tasks of some videos can. [chosen]"),
        SettingDefinition(
            SettingName.publicCatalog, .boolean, default: false,
            "Whether models and prices can be read without a key. [docs-successor]; default [chosen]."),
        SettingDefinition(
            SettingName.revokedKey, .string, default: "", "A key that has been revoked: 401 `expired_api_key`. [docs]"),
        SettingDefinition(
            SettingName.exhaustedKey, .string, default: "",
            "A key whose usage limit is reached: creates answer 402 `quota_exceeded`. [docs]"),
        SettingDefinition(
            SettingName.tier, .choice(Tier.allCases.map(\.rawValue)), default: "user",
            "Requests a minute with `limits: provider`: 1000, 3000 or 10000. [docs]"),
        SettingDefinition(
            SettingName.retention, .duration, default: "0",
            "How long a task can be read after its create; 0 is as long as the sandbox lives. [chosen]"),
        SettingDefinition(
            SettingName.limits, .limits, default: "off",
            "Rate limits of every request with a key, polls included; `provider` means those of the `tier`. [docs]"),
    ]

    /// Only a 400 names the field that is to blame (lemondata.md §4.1).
    public func param(of error: SemanticError) -> ErrorParam {
        ErrorForm(Refusal(error.reason), step: .create).status == 400 ? .text : .nothing
    }

    /// What this provider has of the errors that a scenario can name (lemondata.md §4.2), at the places of §4.4.
    public func stage(of error: SemanticError) -> Stage? {
        switch error {
        case .unauthenticated: .key
        case .rateLimited: .rateLimit
        case .payloadTooLarge: .size
        case .invalidInput: .fields
        case .modelUnavailable: .enabled
        case .insufficientBalance: .balance
        case .notFound, .contentPolicy, .overloaded, .providerUnavailable, .providerTimeout, .internalError,
            .generationFailed:
            .submit
        // Files are plain links.
        case .expiredLink, .invalidSignature: nil
        }
    }

    public func nearest(to error: SemanticError) -> SemanticError? { Self.nearest[error] }

    /// What stands for an error that it lacks: a plain link leads somewhere or nowhere (lemondata.md §4.2) [chosen].
    private static let nearest: [SemanticError: SemanticError] = [
        .expiredLink: .notFound, .invalidSignature: .notFound,
    ]
}
