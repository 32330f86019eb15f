/// The settings that a provider with callbacks has, by these names.
public enum WebhookSettingName {
    public static let secret = "webhook_secret"
    public static let scheme = "webhook_scheme"
}
