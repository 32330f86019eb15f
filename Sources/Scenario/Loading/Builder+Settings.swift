import Core
import Documents

extension Builder {
    /// Every setting of every provider, from the file or by default.
    mutating func settings(_ reading: Reading?) -> [Provider: Settings] {
        vocabulary.providers.keys.sorted().reduce(into: [:]) { all, provider in
            let definitions = vocabulary.providers[provider]?.settings ?? []
            all[provider] = settings(of: provider, definitions, reading?[provider.rawValue])
        }
    }

    private mutating func settings(
        of provider: Provider, _ definitions: [SettingDefinition], _ reading: Reading?
    ) -> Settings {
        var values: [String: SettingValue] = [:]
        for definition in definitions {
            let given = reading?[definition.name].flatMap { value($0, definition) }
            values[definition.name] = given ?? standard(definition)
        }
        return Settings(values)
    }

    /// The default as it would be read from a file. A definition whose default its own kind does not take has none.
    private mutating func standard(_ definition: SettingDefinition) -> SettingValue? {
        var reader = Reader(grammar: Grammar(vocabulary), file: "")
        let reading = reader.read(definition.standard, as: Grammar.shape(of: definition.kind), path: "")
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
        case .limits: .limits(limitSetting(reading))
        }
    }

    private mutating func secrets(_ reading: Reading) -> [WebhookSecret] {
        (reading.text ?? "").split(separator: " ").compactMap { word in
            word.hasPrefix("env:")
                ? secret(inVariable: String(word.dropFirst(4)), reading) : WebhookSecret(String(word))
        }
    }

    private func limitSetting(_ reading: Reading) -> LimitSetting {
        switch reading.text {
        case "off": .off
        case "provider": .provider
        default: .custom(limits(reading))
        }
    }
}
