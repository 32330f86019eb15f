import Core
import Documents
import HTTPMessages
import Scenario

extension ControlAPI {
    /// `settings`: every setting of every provider, as a scenario's `settings` takes it.
    func settings() -> Response {
        let providers = Provider.allCases.sorted().compactMap { provider in
            target.vocabulary.providers[provider].map { words in
                Members.Member(key: provider.rawValue, value: Node(.array(words.settings.map(\.node))))
            }
        }
        return .json(200, Node(.object(Members(providers))))
    }
}

extension SettingDefinition {
    fileprivate var node: Node {
        [
            "name": Node(.string(name)), "value": Node(.string(kind.words)), "default": standard,
            "help": Node(.string(help)),
        ]
    }
}

extension SettingDefinition.Kind {
    /// What may stand there.
    fileprivate var words: String {
        switch self {
        case .boolean: "true or false"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .duration: "a duration"
        case .money: "an amount in dollars"
        case .string: "a text"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .secrets: "one text with secrets, separated by spaces; each is the secret itself or `env:NAME`"
        case .limits: "off, provider, or limits as of an account"
        }
    }
}
