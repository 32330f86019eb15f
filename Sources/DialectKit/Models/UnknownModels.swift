import Core
import Documents

/// What is done with a model that the catalog does not have.
public enum UnknownModels {
    public static let definition = SettingDefinition(
        UnknownModelSetting.name, .choice(["refuse", UnknownModelSetting.accept]), default: "refuse",
        "What becomes of a model that is not in the catalog: refused, as the provider does, or taken as the provider's plainest model of what the request asks for. [chosen]"
    )

    /// What a refusal says beside the provider's own words, so that the way out is found.
    public static func hint(_ provider: Provider) -> String {
        let setting = "\(UnknownModelSetting.name): \(UnknownModelSetting.accept)"
        return
            "Understudy does not know this model: a scenario adds one under `models`, or takes any by `settings: { \(provider.rawValue): { \(setting) } }`."
    }
}
