import Core

extension WebhookEffect {
    /// A secret that its scheme cannot take is told here, where its line is known.
    mutating func readSigning(_ reading: Reading, _ builder: inout Builder) {
        scheme = reading[WebhookKeys.scheme]
        for item in reading[WebhookKeys.secrets] ?? [] {
            guard let secret = WebhookSecret(item, &builder) else { continue }
            secrets.append(secret)
            if let scheme { builder.check(secret, for: scheme, at: item) }
        }
        if let entry = reading.entry(WebhookKeys.secrets), scheme == SignatureScheme.none {
            builder.report("`scheme: none` signs nothing; leave out `secrets` or choose another scheme", at: entry)
        }
    }
}

extension WebhookSecret {
    fileprivate init?(_ reading: Reading, _ builder: inout Builder) {
        if let value = reading[SecretKeys.value] {
            if value == Scenario.coveredSecret {
                builder.report(
                    "`\(Scenario.coveredSecret)` stands for a secret that was not shown; write the secret itself",
                    at: reading)
            }
            self.init(value)
        } else if let variable = reading.entry(SecretKeys.variable)?.value {
            self.init(inVariable: variable.text ?? "", &builder, at: variable)
        } else if let file = reading.entry(SecretKeys.file)?.value, let bytes = builder.contents(ofFile: file) {
            let text = String(decoding: bytes, as: UTF8.self)
            self.init(String(text.prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" }))
        } else {
            return nil
        }
    }

    /// The value of an environment variable.
    init?(inVariable name: String, _ builder: inout Builder, at reading: Reading) {
        switch builder.environment(name) {
        case .value(let text): self.init(text)
        case .refused(let reason):
            builder.report("the environment variable `\(shortened(name))` cannot be used: \(reason)", at: reading)
            return nil
        }
    }
}

enum SecretKeys {
    static let table = Table("a secret", [variable, file, value], demands: [.exactlyOne([variable, file, value])])

    static let variable = Field("env", .title, "an environment variable that holds it")
    static let file = Field("file", .text(.relativePath), "a file beside the scenario that holds it")
    static let value = Field("value", .text, "itself, for tests")
}

extension Builder {
    /// A scheme needs a secret, its own or the provider's; and a provider's must be one of its scheme.
    mutating func checkSigning(_ root: Reading) {
        let providers = root[ScenarioKeys.settings]?.entries ?? []
        for provider in providers { checkSecrets(of: provider.value) }
        guard !providers.contains(where: { !($0.value.entry(named: secret)?.value.text ?? "").isEmpty }) else { return }
        for rule in ScenarioKeys.everyRule(root) {
            guard let webhook = rule[RuleKeys.then]?.entry(Aspect.webhook)?.value, webhook[WebhookKeys.secrets] == nil,
                let scheme = webhook.entry(WebhookKeys.scheme), webhook[WebhookKeys.scheme] != SignatureScheme.none
            else { continue }
            report(
                "a scheme needs `\(WebhookKeys.secrets.name)` beside it, or `\(secret)` in the provider's settings",
                at: scheme)
        }
    }

    private var secret: String { WebhookSettingName.secret }

    private mutating func checkSecrets(of settings: Reading) {
        guard let reading = settings.entry(named: secret)?.value, let text = reading.text,
            let scheme = SignatureScheme(
                rawValue: settings.entry(named: WebhookSettingName.scheme)?.value.text
                    ?? SignatureScheme.timestampedHex.rawValue)
        else { return }
        for word in text.split(separator: " ") where !word.hasPrefix("env:") && scheme != .none {
            check(WebhookSecret(String(word)), for: scheme, at: reading)
        }
    }

    fileprivate mutating func check(_ secret: WebhookSecret, for scheme: SignatureScheme, at reading: Reading) {
        do throws(SecretFault) {
            _ = try SigningKey(secret, for: scheme)
        } catch {
            report("no secret of `\(scheme.rawValue)`: \(error)", at: reading)
        }
    }
}
