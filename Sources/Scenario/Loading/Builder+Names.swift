import Core
import Matching

/// Models, accounts and kinds of media that there are none of.
extension Builder {
    /// - Parameter providers: those that the match is for.
    mutating func checkNames(in match: Reading, _ providers: [Provider], _ scenario: Scenario) {
        checkModels(in: match, providers, scenario)
        checkModalities(in: match, providers, scenario)
        checkAccounts(in: match, scenario)
        for alternative in match.entry(MatchKey.anyOf)?.value.items ?? [] {
            let narrowed = ProviderSet(providers).intersection(Match(alternative).providers)
            checkNames(in: alternative, narrowed.providers, scenario)
        }
    }

    private mutating func checkModels(in match: Reading, _ providers: [Provider], _ scenario: Scenario) {
        guard let entry = match.entry(MatchKey.model) else { return }
        let outlines = providers.flatMap { scenario.catalogs[$0]?.outlines ?? [] }
        let accepts = providers.contains { scenario.settings[$0]?.text("unknown_models") == "accept" }
        guard !outlines.isEmpty, !accepts else { return }
        for text in entry.value.oneOrMany {
            let glob = Glob(text)
            guard !outlines.contains(where: { glob.matches($0.id) || Glob($0.id).matches(text) }) else { continue }
            let hint = Suggestion.question(for: text, in: outlines.map(\.id))
            warn("no model of \(Self.list(providers)) fits `\(shortened(text))`\(hint)", at: entry.value)
        }
    }

    private mutating func checkModalities(in match: Reading, _ providers: [Provider], _ scenario: Scenario) {
        guard let entry = match.entry(MatchKey.modality) else { return }
        let outlines = providers.flatMap { scenario.catalogs[$0]?.outlines ?? [] }
        guard !outlines.isEmpty else { return }
        let made = Set(outlines.compactMap(\.modality?.rawValue))
        for text in entry.value.oneOrMany where !made.contains(text) {
            warn("no model of \(Self.list(providers)) makes `\(text)`", at: entry.value)
        }
    }

    private mutating func checkAccounts(in match: Reading, _ scenario: Scenario) {
        guard let entry = match.entry(MatchKey.account), !scenario.accounts.isEmpty else { return }
        let names = scenario.accounts.map(\.name)
        for text in entry.value.oneOrMany where !names.contains(where: Glob(text).matches) {
            warn(
                "no account of this file fits `\(shortened(text))`\(Suggestion.hint(for: text, in: names))",
                at: entry.value)
        }
    }

    private static func list(_ providers: [Provider]) -> String { Suggestion.list(providers.map(\.rawValue)) }
}

extension Reading {
    /// The texts of one, or of a list of such.
    fileprivate var oneOrMany: [String] { text.map { [$0] } ?? texts }
}
