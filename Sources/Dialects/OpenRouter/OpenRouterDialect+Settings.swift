import Core
import DialectKit
import Documents

/// The names of the settings.
enum SettingName {
    static let partials = "partial_images"
    static let keepAlive = "keep_alive_every"
    static let missing = "missing_images"
    static let mediaType = "media_type"
    static let usage = "usage"
    static let openAIPath = "openai_path"
    static let unlimitedBalance = "unlimited_balance"
    static let limits = "limits"
}

extension OpenRouterDialect {
    public var settings: [SettingDefinition] { Self.definitions }

    private static let definitions: [SettingDefinition] = [
        SettingDefinition(
            SettingName.partials, .integer(0...3), default: 2, "How many pictures on the way a stream shows. [chosen]"),
        SettingDefinition(
            SettingName.keepAlive, .duration, default: "1s",
            "After so long a silence a stream says `: OPENROUTER PROCESSING`; 0 never does. [chosen]"),
        SettingDefinition(
            SettingName.missing, .integer(0...9), default: 0,
            "How many fewer pictures than `n` come back; one does in any case. [docs]"),
        SettingDefinition(
            SettingName.mediaType, .boolean, default: true,
            "Whether answers say `media_type`, which is left out where the format is not known. [docs]"),
        SettingDefinition(
            SettingName.usage, .choice(UsageForm.allCases.map(\.rawValue)), default: "full",
            "How much of `usage` answers have: all that live ones carry [third-party], tokens and `cost` alone, those with `cost: null`, or nothing. [docs]"
        ),
        UnknownModels.definition,
        SettingDefinition(
            SettingName.openAIPath, .boolean, default: false,
            "Whether `POST /images/generations`, where clients of OpenAI ask, does what `POST /images` does. The provider has no such path [docs]."
        ),
        SettingDefinition(
            SettingName.unlimitedBalance, .money, default: "100.00",
            "What `GET /credits` shows as left for an account without a limit. [chosen]"),
        SettingDefinition(
            SettingName.limits, .limits, default: "off",
            "Rate limits of generations; `provider` means 20 a minute, as free models have them. [docs]"),
    ]

    public func param(of error: SemanticError) -> ErrorParam { ErrorForm.param(of: error) }

    /// What this provider has of the errors that a scenario can name (openrouter.md §4.2), at the places of §4.5.
    public func stage(of error: SemanticError) -> Stage? {
        switch error {
        case .unauthenticated: .key
        case .payloadTooLarge: .size
        case .rateLimited: .rateLimit
        case .invalidInput: .fields
        case .modelUnavailable: .model
        case .insufficientBalance: .balance
        case .notFound, .contentPolicy, .overloaded, .providerUnavailable, .providerTimeout, .internalError,
            .generationFailed:
            .submit
        case .expiredLink, .invalidSignature: nil
        }
    }
}
