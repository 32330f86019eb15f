import Core

extension Grammar {
    /// One table for each provider; of one that is not served yet nothing is known to check.
    var settings: Shape {
        .table(
            Table(
                "settings",
                Provider.allCases.map { provider in
                    guard let words = vocabulary.providers[provider] else {
                        return Key(provider.rawValue, .document, "settings of \(provider.rawValue)", .later)
                    }
                    let keys = words.settings.map { Key($0.name, Self.shape(of: $0.kind), $0.help) }
                    return Key(
                        provider.rawValue, .table(Table("the settings of \(provider.rawValue)", keys)), "its settings")
                }))
    }

    static func shape(of kind: SettingDefinition.Kind) -> Shape {
        switch kind {
        case .boolean: boolean
        case .integer(let range): .scalar(.integer(range))
        case .duration: duration
        case .money: .scalar(.money)
        case .string, .secrets: text
        case .choice(let words): .word(Words("choice", words))
        case .limits: .either([word("choice", "off", "provider"), limits])
        }
    }
}
