import Core
import Documents

/// `settings:` as the providers have them.
enum SettingsKeys {
    /// One table for each provider; of one that is not served yet nothing is known to check.
    static func shape(_ vocabulary: Vocabulary) -> Shape {
        .table(
            Table(
                "settings",
                Provider.allCases.map { provider in
                    guard let words = vocabulary.providers[provider] else {
                        return Key(provider.rawValue, .document, "settings of \(provider.rawValue)", .later)
                    }
                    let keys = words.settings.map { Key($0.name, shape(of: $0.kind), $0.help) }
                    return Key(
                        provider.rawValue, .table(Table("the settings of \(provider.rawValue)", keys)), "its settings")
                }))
    }

    fileprivate static func shape(of kind: SettingDefinition.Kind) -> Shape {
        switch kind {
        case .boolean: Form.boolean.shape
        case .integer(let range): Form.integer(range).shape
        case .duration: Form.duration.shape
        case .money: Form.money.shape
        case .string, .secrets: Form.text.shape
        case .choice(let words): .word(Words("choice", words))
        case .limits: Form.limitSetting.shape
        }
    }
}

extension Builder {
    /// Every setting of every provider, from the file or by default.
    mutating func settings(_ reading: Reading?) -> [Provider: Settings] {
        vocabulary.providers.keys.sorted().reduce(into: [:]) { all, provider in
            let definitions = vocabulary.providers[provider]?.settings ?? []
            all[provider] = settings(of: provider, definitions, reading?.entry(named: provider.rawValue)?.value)
        }
    }

    private mutating func settings(
        of provider: Provider, _ definitions: [SettingDefinition], _ reading: Reading?
    ) -> Settings {
        var values: [String: SettingValue] = [:]
        for definition in definitions {
            let given = reading?.entry(named: definition.name).flatMap { value($0.value, definition) }
            values[definition.name] = given ?? standard(definition)
        }
        return Settings(values)
    }

    /// The default as it would be read from a file. A definition whose default its own kind does not take has none.
    private mutating func standard(_ definition: SettingDefinition) -> SettingValue? {
        var reader = Reader(grammar: Grammar(vocabulary), file: "")
        let reading = reader.read(definition.standard, as: SettingsKeys.shape(of: definition.kind), path: "")
        return reading.flatMap { value($0, definition) }
    }

    private mutating func value(_ reading: Reading, _ definition: SettingDefinition) -> SettingValue? {
        switch definition.kind {
        case .boolean: reading.flag.map { .boolean($0) }
        case .integer: reading.integer.map { .integer($0) }
        case .duration: reading.duration.map { .duration($0) }
        case .money: reading.money.map { .money($0) }
        case .string, .choice: reading.text.map { .text($0) }
        case .secrets: .secrets(secrets(reading))
        case .limits: Form.limitSetting.value(reading).map { .limits($0) }
        }
    }

    private mutating func secrets(_ reading: Reading) -> [WebhookSecret] {
        (reading.text ?? "").split(separator: " ").compactMap { word in
            if word == Scenario.coveredSecret {
                report(
                    "`\(Scenario.coveredSecret)` stands for a secret that was not shown; write the secret itself",
                    at: reading)
            }
            return word.hasPrefix("env:")
                ? WebhookSecret(inVariable: String(word.dropFirst(4)), &self, at: reading) : WebhookSecret(String(word))
        }
    }
}

extension Form<LimitSetting> {
    fileprivate static var limitSetting: Self {
        .either(
            .choice("choice", ["off": .off, "provider": .provider]), Form<Limits>.limits.map { .custom($0) })
    }
}
