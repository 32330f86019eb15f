import Core
import Documents
import Scenario

extension Inquiry {
    /// `every_rule_fired`: a drill that did not happen must not look like one that passed.
    func everyRuleFired() -> Judgement {
        guard !record.rules.isEmpty else { return .silent("The scenario has no rules.", needsRules: false) }
        var judgement = Judgement(
            praise: record.rules.count == 1 ? "The only rule showed." : "All \(record.rules.count) rules showed.")
        judgement.needsRules = false
        judgement.mayHaveMissed = []
        judgement.advice =
            "Let the client do what the rule waits for, or see with `understudy explain` why it does not act."
        for rule in record.rules where rule.showed == 0 {
            let phase = rule.phase.map { " of the phase `\($0)`" } ?? ""
            if rule.masked > 0 {
                let reason = record.exchanges.lazy.flatMap(\.effects).first { $0.rule == rule.name }?.unseen
                judgement.fail(
                    "Rule `\(rule.name)`\(phase) acted \(counted(rule.masked, "time")), and nobody saw it\(reason.map { ": \($0)" } ?? "").",
                    record.exchanges.filter { $0.effects.contains { $0.rule == rule.name } })
            } else if rule.matched > 0 {
                judgement.fail(
                    "Rule `\(rule.name)`\(phase) took \(counted(rule.matched, "request")), and did not act: its `when` waits for more."
                )
            } else {
                judgement.fail("Rule `\(rule.name)`\(phase) never had a request that it takes.")
            }
        }
        return judgement
    }

    /// `count`
    func countHolds() -> Judgement {
        let steps = expectation.steps("on")
        let taken = exchanges.filter { exchange in
            guard let steps else { return true }
            let own = exchange.evidence?.steps ?? exchange.step.map { StepSet($0) } ?? []
            return !own.isDisjoint(with: steps)
        }
        let exactly = expectation.count("exactly")
        let (least, most) = (
            exactly ?? expectation.count("at_least") ?? 0, exactly ?? expectation.count("at_most") ?? .max
        )
        let wanted =
            exactly.map { "exactly \($0)" }
            ?? [
                expectation.count("at_least").map { "at least \($0)" },
                expectation.count("at_most").map { "at most \($0)" },
            ]
            .compactMap(\.self).joined(separator: " and ")
        var judgement = Judgement(praise: "\(counted(taken.count, "request")) came; \(wanted) wanted.")
        judgement.needsRules = false
        judgement.advice = "Compare the entries with what the client should have sent."
        if taken.count > most {
            judgement.fail(
                "\(counted(taken.count, "request")) came; \(wanted) wanted: \(listed(taken.map(\.number))).", taken)
        } else if taken.count < least {
            let missing = record.dropped + unclear
            if taken.count + missing < least {
                judgement.fail("\(counted(taken.count, "request")) came; \(wanted) wanted.", taken)
            } else {
                judgement.doubts.append(
                    "\(counted(taken.count, "request")) came; \(wanted) wanted, and of \(missing) more it cannot be told."
                )
            }
        } else if most == .max {
            // More of them change nothing.
            judgement.mayHaveMissed = []
        }
        return judgement
    }

    /// `spent`
    func spentHolds() -> Judgement {
        let most = expectation.money("at_most") ?? .zero
        let account = expectation.text("account")
        let spent =
            account.map { name in record.spentByAccount.first { $0.account == name }?.amount ?? .zero }
            ?? record.spent
        let whose = account.map { " by `\($0)`" } ?? ""
        let healthy: Sentence =
            record.healthySpent.map { account == nil ? ", against \($0) on the healthy day" : "" } ?? ""
        var judgement = Judgement(praise: "\(spent) were spent\(whose)\(healthy); at most \(most) wanted.")
        judgement.needsRules = false
        judgement.mayHaveMissed = [.jobs]
        judgement.advice = "Look at the entries that were paid for: a create that was repeated is paid for again."
        guard spent > most else { return judgement }
        let paid = record.exchanges.filter { $0.making == .committed && ($0.charged ?? $0.price ?? .zero) > .zero }
        judgement.fail(
            "\(spent) were spent\(whose)\(healthy); at most \(most) wanted.",
            paid.filter { account == nil || $0.account == account })
        return judgement
    }
}
