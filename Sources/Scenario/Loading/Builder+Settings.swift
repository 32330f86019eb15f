import Core
import Documents

extension Builder {
    /// Every setting of every provider, from the file or by default.
    func settings(_ reading: Reading?) -> [Provider: Settings] {
        vocabulary.providers.reduce(into: [:]) { all, provider in
            all[provider.key] = settings(of: provider.key, provider.value.settings, reading?[provider.key.rawValue])
        }
    }

    private func settings(of provider: Provider, _ definitions: [SettingDefinition], _ reading: Reading?) -> Settings {
        var values: [String: SettingValue] = [:]
        for definition in definitions {
            values[definition.name] =
                reading?[definition.name].flatMap { value($0, definition) } ?? standard(definition)
        }
        return Settings(values)
    }

    /// The default as it would be read from a file. A definition whose default its own kind does not take has none.
    private func standard(_ definition: SettingDefinition) -> SettingValue? {
        var reader = Reader(grammar: Grammar(vocabulary), file: "")
        return reader.read(definition.standard, as: Grammar.shape(of: definition.kind), path: "")
            .flatMap { value($0, definition) }
    }

    private func value(_ reading: Reading, _ definition: SettingDefinition) -> SettingValue? {
        switch definition.kind {
        case .boolean: reading.flag.map { .boolean($0) }
        case .integer: reading.integer.map { .integer($0) }
        case .duration: reading.duration.map { .duration($0) }
        case .money: reading.money.map { .money($0) }
        case .string, .choice: reading.text.map { .text($0) }
        case .limits: .limits(limitSetting(reading))
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
