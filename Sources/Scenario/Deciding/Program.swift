import Core
import Documents
import Time

/// A rule that matches a request, whatever its `when` will say.
public struct MatchedRule: Sendable {
    let rule: CompiledRule
    /// What it can decide for this request.
    let aspects: AspectSet

    /// The rule's name.
    public var name: String { rule.rule.name }

    /// Whether what it says about a webhook changes what happens before that is sent.
    public var changesWhatComesBeforeWebhook: Bool { rule.rule.then.changesWhatComesBeforeWebhook }
}

/// A scenario's rules, prepared for finding those of a request quickly. Compiled once for each load, and an object,
/// since every request asks it.
public final class Program: Sendable {
    private struct Span: Sendable {
        /// Time since load; nil: for ever.
        var end: Duration?
        var rules: RuleTable
    }

    private let phases: [Span]
    private let rules: RuleTable
    private let speaking: [Bool]
    /// Some rule about webhooks changes what happens before one is sent.
    public let decidesWebhooksEarly: Bool

    public init(_ scenario: Scenario) {
        var ordinal = 0
        func compiled(_ rules: [Rule]) -> [CompiledRule] {
            rules.map { rule in
                defer { ordinal += 1 }
                return CompiledRule(rule, ordinal: ordinal)
            }
        }
        var end: Duration? = .zero
        let phases = scenario.phases.map { phase in
            end = phase.lasts.flatMap { lasts in end.map { $0 + lasts } }
            return Span(end: end, rules: RuleTable(compiled(phase.rules)))
        }
        let rules = RuleTable(compiled(scenario.rules))
        let tables = phases.map(\.rules) + [rules]
        speaking = RuleTable.slots.map { slot in tables.contains { $0.speaks(slot) } }
        let everyRule = scenario.everyRule
        decidesWebhooksEarly = everyRule.contains { $0.then.changesWhatComesBeforeWebhook }
        self.phases = phases
        self.rules = rules
    }

    /// The rules that match, in the order that decides: the phase's, then the file's, then those of `use`.
    ///
    /// - Parameters:
    ///   - subject: is asked for only when some rule cannot be ruled out by step, provider and model.
    ///   - model: as in the subject.
    ///   - elapsed: scenario time since the scenario was loaded.
    ///   - tellGivenUp: hears the name of each rule of which a regular expression took too many steps: it does not match.
    public func candidates(
        for subject: @autoclosure () -> Subject, step: Step, provider: Provider, model: String?, at elapsed: Duration,
        tellGivenUp: (String) -> Void = { _ in }
    ) -> [MatchedRule] {
        let slot = RuleTable.slot(step, provider)
        guard speaking[slot] else { return [] }
        var search = RuleSearch(slot: slot, step: step, provider: provider, model: model)
        if !phases.isEmpty, let phase = phases.first(where: { $0.end.map { elapsed < $0 } ?? true }) {
            phase.rules.find(&search, subject)
        }
        rules.find(&search, subject)
        search.givenUp.forEach(tellGivenUp)
        return search.found
    }

    /// Whether no rule can ever speak at this step of this provider: then nothing need be asked.
    public func hasNoRules(step: Step, provider: Provider) -> Bool {
        !speaking[RuleTable.slot(step, provider)]
    }

    /// Whether a rule may speak at this step of this provider about that model, in some phase.
    public func maySpeak(step: Step, provider: Provider, model: String) -> Bool {
        let slot = RuleTable.slot(step, provider)
        return speaking[slot]
            && (rules.maySpeak(slot, of: model) || phases.contains { $0.rules.maySpeak(slot, of: model) })
    }
}
