import Core

extension Builder {
    /// A scheme needs a secret, its own or the provider's; and a provider's must be one of its scheme.
    mutating func checkSigning(_ root: Reading) {
        let providers = root["settings"]?.entries ?? []
        for provider in providers { checkSecrets(of: provider.value) }
        guard !providers.contains(where: { !($0.value[WebhookSettingName.secret]?.text ?? "").isEmpty }) else { return }
        let phases = root["phases"]?.items ?? []
        for rule in (root["rules"]?.items ?? []) + phases.flatMap({ $0["rules"]?.items ?? [] }) {
            guard let webhook = rule["then"]?["webhook"], webhook["secrets"] == nil,
                let scheme = webhook.entry("scheme"), scheme.value.text != SignatureScheme.none.rawValue
            else { continue }
            report(
                "a scheme needs `secrets` beside it, or `\(WebhookSettingName.secret)` in the provider's settings",
                at: scheme)
        }
    }

    private mutating func checkSecrets(of settings: Reading) {
        guard let reading = settings[WebhookSettingName.secret], let text = reading.text,
            let scheme = SignatureScheme(rawValue: settings[WebhookSettingName.scheme]?.text ?? "timestamped_hex")
        else { return }
        for word in text.split(separator: " ") where !word.hasPrefix("env:") && scheme != .none {
            do throws(SecretFault) {
                _ = try SigningKey(WebhookSecret(String(word)), for: scheme)
            } catch {
                report("no secret of `\(scheme.rawValue)`: \(error)", at: reading)
            }
        }
    }
}
