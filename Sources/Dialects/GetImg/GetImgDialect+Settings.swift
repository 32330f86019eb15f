import Core
import DialectKit
import Documents

/// The names of the settings.
enum SettingName {
    static let fileLifetime = "file_ttl"
    static let nullDimensions = "null_dimensions"
    static let unlimitedBalance = "unlimited_balance"
    static let limits = "limits"
}

extension GetImgDialect {
    public var settings: [SettingDefinition] { Self.definitions }

    private static let definitions: [SettingDefinition] = [
        SettingDefinition(
            SettingName.fileLifetime, .duration, default: "24h",
            "How long a file can be downloaded from the moment its job ends; then 410 `download_expired`. [chosen]"),
        SettingDefinition(
            SettingName.nullDimensions, .boolean, default: false,
            "Whether `width` and `height` of every file are null, which the provider's types allow. [sdk]"),
        UnknownModels.definition,
        SettingDefinition(
            SettingName.unlimitedBalance, .money, default: "100.00",
            "What `GET /v2/billing/balance` shows for an account without a limit. [chosen]"),
        SettingDefinition(
            SettingName.limits, .limits, default: "off",
            "Rate limits of generations; `provider` means 20 a minute for images, 20 for videos, 5 at once. [third-party]"
        ),
    ]

    /// A 429 has no `param`, and a 403 of the account blames no field (getimg.md §4.1).
    public func param(of error: SemanticError) -> ErrorParam {
        let form = ErrorForm(Refusal(error.reason), step: nil)
        return form.status != 429 && form.blamesField ? .text : .nothing
    }

    /// What this provider has of the errors that a scenario can name (getimg.md §4.2), at the places of §4.4.
    public func stage(of error: SemanticError) -> Stage? {
        switch error {
        case .unauthenticated: .key
        case .rateLimited: .rateLimit
        case .payloadTooLarge: .size
        case .invalidInput: .fields
        case .modelUnavailable: .enabled
        case .insufficientBalance: .balance
        case .notFound, .contentPolicy, .overloaded, .providerUnavailable, .internalError, .generationFailed: .submit
        case .expiredLink, .invalidSignature: .link
        case .providerTimeout: nil
        }
    }

    public func nearest(to error: SemanticError) -> SemanticError? { Self.nearest[error] }

    /// What stands for an error that it lacks (getimg.md §4.2) [chosen].
    private static let nearest: [SemanticError: SemanticError] = [.providerTimeout: .providerUnavailable]
}
