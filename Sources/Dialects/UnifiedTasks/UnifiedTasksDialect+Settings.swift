import Catalog
import Core
import DialectKit
import Documents

/// The names of the settings.
enum SettingName {
    static let failedShape = "failed_shape"
    static let validationStatus = "validation_status"
    static let coerceTypes = "coerce_types"
    static let emptyValues = "empty_values"
    static let startFrameOptional = "kling_start_frame_optional"
    static let klingRules = "kling_rules"
    static let unstatedRules = "unstated_rules"
    static let callbackShape = "callback_shape"
    static let showModelAndCost = "show_model_and_cost"
    static let unlimitedBalance = "unlimited_balance"
    static let retention = "retention"
    static let limits = "limits"
}

extension Settings {
    var emptyValues: EmptyValues { text(SettingName.emptyValues) == "lenient" ? .lenient : .strict }

    /// Those that the catalog's rules and parameters ask for, as it writes them.
    var catalogSettings: [String] {
        var words: [String] = []
        let followsCurrentPages = text(SettingName.klingRules) == "current"
        if followsCurrentPages { words.append("kling_rules=current") }
        if followsCurrentPages || flag(SettingName.startFrameOptional) { words.append(SettingName.startFrameOptional) }
        if text(SettingName.unstatedRules) == "strict" { words.append("unstated_rules=strict") }
        return words
    }
}

extension UnifiedTasksDialect {
    public var settings: [SettingDefinition] { Self.definitions }

    private static let definitions: [SettingDefinition] = [
        SettingDefinition(
            SettingName.failedShape, .choice(["error_object", "flat", "error_message"]), default: "error_object",
            "Where a failed task says why: `error: {code, message}`, `code` and `message` beside `status`, or `error_message`. [client]: all three are read by programs in use."
        ),
        SettingDefinition(
            SettingName.validationStatus, .choice(["400", "422"]), default: 400,
            "Status of `validation_error`. [brief]: 400; another page [docs]: 422."),
        SettingDefinition(
            SettingName.retention, .duration, default: "24h",
            "How long a task can be read after its create, then 404; 0 is as long as the sandbox lives. [chosen]"),
        UnknownModels.definition,
        SettingDefinition(
            SettingName.coerceTypes, .boolean, default: false,
            "Whether a scalar of the wrong JSON type is read as the right one where it can be, such as \"5\" for 5. [chosen]"
        ),
        SettingDefinition(
            SettingName.emptyValues, .choice(["strict", "lenient"]), default: "strict",
            "Which empty values count as absent: `\"\"` where a text may stand and `[]` where a list may, or both whatever the type. [chosen]"
        ),
        SettingDefinition(
            SettingName.startFrameOptional, .boolean, default: false,
            "Whether Kling 3.0 and 2.6 video take a request without `start_frame_url`. [brief]: required; model pages [docs]: optional."
        ),
        SettingDefinition(
            SettingName.klingRules, .choice(["brief", "current"]), default: "brief",
            "Which rules Kling videos have where its pages differ: those of the brief, or those of its own pages [docs], such as `aspect_ratio: auto` beside `video_url`."
        ),
        SettingDefinition(
            SettingName.unstatedRules, .choice(["lenient", "strict"]), default: "lenient",
            "Whether rules that no page states refuse a request: a Suno song without description or words, `clip_id` beside `audio_url`, a `custom_voice` that is a text. [chosen]"
        ),
        SettingDefinition(
            SettingName.callbackShape, .choice(["nested", "flat"]), default: "nested",
            "Whether a callback carries the output under `data` [docs] or beside `status` [client]."),
        SettingDefinition(
            WebhookSettingName.secret, .secrets, default: "",
            "What callbacks are signed with, newest first, separated by spaces; `env:NAME` takes an environment variable. Empty: they are not signed, as the provider sends them. [docs]"
        ),
        SettingDefinition(
            WebhookSettingName.scheme, .choice(SignatureScheme.allCases.map(\.rawValue)), default: "timestamped_hex",
            "How they are signed where there is a secret. The default is what one public receiver checks. [client]"),
        SettingDefinition(
            SettingName.showModelAndCost, .boolean, default: false,
            "Whether a task that is read also shows `model` and `cost`. [chosen]: one program reads them if present."),
        SettingDefinition(
            SettingName.unlimitedBalance, .money, default: Node(.number(Number(text: "100.00"))),
            "The `balance_usd` that an account without a limited balance shows. [chosen]"),
        SettingDefinition(
            SettingName.limits, .limits, default: "off",
            "Rate limits of each key, over all requests that need one. The provider publishes no numbers: `provider` is 60 a minute. [chosen]"
        ),
    ]

    /// Its errors name no field (unified-tasks.md §5.1).
    public func param(of error: SemanticError) -> ErrorParam { .nothing }

    /// What the provider has of the errors that a scenario can name (unified-tasks.md §5.2), at the places of §5.4.
    public func stage(of error: SemanticError) -> Stage? {
        switch error {
        case .unauthenticated: .key
        case .rateLimited: .rateLimit
        case .payloadTooLarge: .size
        case .modelUnavailable: .enabled
        case .invalidInput: .rules
        case .notFound: .references
        case .insufficientBalance: .balance
        case .contentPolicy, .generationFailed, .internalError: .submit
        case .expiredLink: .link
        case .overloaded, .providerUnavailable, .providerTimeout, .invalidSignature: nil
        }
    }

    public func nearest(to error: SemanticError) -> SemanticError? { Self.nearest[error] }

    /// What stands for an error that it lacks (unified-tasks.md §5.2) [chosen].
    private static let nearest: [SemanticError: SemanticError] = [
        .overloaded: .internalError, .providerUnavailable: .internalError, .providerTimeout: .internalError,
        .invalidSignature: .expiredLink,
    ]

    /// The text for blocked content is that of the provider's callback page [docs]; the other is [docs] too.
    public func failureMessage(_ error: SemanticError) -> String {
        switch error {
        case .contentPolicy: "[Content policy violation] Your request contains content that is not allowed."
        case .internalError: "Internal server error"
        case .invalidInput, .unauthenticated, .insufficientBalance, .modelUnavailable, .notFound, .rateLimited,
            .overloaded,
            .providerUnavailable, .providerTimeout, .payloadTooLarge, .expiredLink, .invalidSignature,
            .generationFailed:
            "Task generation failed"
        }
    }
}
