import Core
import DialectKit
import Documents

/// The names of the settings.
enum SettingName {
    static let pendingCreateStatus = "pending_create_status"
    static let mediaTypeField = "media_type_field"
    static let mediaSizeFields = "media_size_fields"
    static let assetLifetime = "asset_ttl"
    static let retryAfterImage = "retry_after_image"
    static let retryAfterVideo = "retry_after_video"
    static let waitAutoImage = "wait_auto_image"
    static let waitAutoVideo = "wait_auto_video"
    static let testModels = "test_models"
    static let idempotency = "idempotency"
    /// Read by the engine.
    static let retention = "retention"
    static let limits = "limits"
}

extension LLMStatsDialect {
    public var settings: [SettingDefinition] { Self.definitions }

    private static let definitions: [SettingDefinition] = [
        SettingDefinition(
            SettingName.pendingCreateStatus, .choice(["200", "202"]), default: 200,
            "Status of a create that is answered before the job has ended. [chosen]"),
        SettingDefinition(
            SettingName.mediaTypeField, .boolean, default: true, "Whether each artifact carries `type`. [chosen]"),
        SettingDefinition(
            SettingName.mediaSizeFields, .boolean, default: true,
            "Whether each artifact carries `width` and `height`. [chosen]"),
        SettingDefinition(
            SettingName.assetLifetime, .duration, default: "1h",
            "How long a signed asset link works; each reading of the generation signs afresh. [brief]: about one hour."),
        SettingDefinition(
            SettingName.retryAfterImage, .duration, default: "2s",
            "`Retry-After` of an image that has not ended. [chosen]"),
        SettingDefinition(
            SettingName.retryAfterVideo, .duration, default: "5s",
            "`Retry-After` of a video that has not ended. [chosen]"),
        SettingDefinition(
            SettingName.waitAutoImage, .duration, default: "60s",
            "How long `wait: auto` holds for an image, and a GET with `wait=auto`; at most 60 s. [brief]: long; number [chosen]."
        ),
        SettingDefinition(
            SettingName.waitAutoVideo, .duration, default: "5s",
            "How long `wait: auto` holds for a video; at most 60 s. [brief]: short; number [chosen]."),
        SettingDefinition(
            SettingName.testModels, .boolean, default: false,
            "Whether the catalog's test models, which the provider does not have, can be used. [chosen]"),
        UnknownModels.definition,
        SettingDefinition(
            SettingName.idempotency, .choice(["ignored", "replay"]), default: "ignored",
            "What an `Idempotency-Key` does to a create: nothing, or for 24 h the same key and body give the same generation, and the same key with another body 400. [chosen]"
        ),
        SettingDefinition(
            SettingName.retention, .duration, default: "0",
            "How long a generation can be read after its create; 0 is as long as the sandbox lives. [chosen]"),
        SettingDefinition(
            SettingName.limits, .limits, default: "off",
            "Rate limits of generations. The gateway publishes no numbers, so `provider` limits nothing. [chosen]"),
    ]

    /// What the gateway has of the errors that a scenario can name (llm-stats.md §4.2), at the places of §4.4.
    public func stage(of error: SemanticError) -> Stage? {
        switch error {
        case .unauthenticated: .key
        case .rateLimited: .rateLimit
        case .payloadTooLarge: .size
        case .invalidInput: .fields
        case .modelUnavailable: .enabled
        case .insufficientBalance: .balance
        case .notFound, .contentPolicy, .providerUnavailable, .providerTimeout, .internalError, .generationFailed:
            .submit
        case .expiredLink, .invalidSignature: .link
        case .overloaded: nil
        }
    }

    public func nearest(to error: SemanticError) -> SemanticError? { Self.nearest[error] }

    /// What stands for an error that it lacks: the gateway is full where every provider behind it is (llm-stats.md §4.2) [chosen].
    private static let nearest: [SemanticError: SemanticError] = [.overloaded: .providerUnavailable]
}
