import Basics
import Core
import DialectKit
import HTTPMessages
import Journal
import Scenario

/// Of what rules said to a request, what showed, and what did not and why (language.md §2.5).
struct ShownRules {
    var fired: [JournalEntry.Firing]
    var unseen: [JournalEntry.Unseen]
}

extension Sandbox {
    /// What showed of the rules in an answer, with what they had said earlier about its job. A rule that has only so many acts gets
    /// those back of which nothing came about.
    ///
    /// - Parameter answer: nil where none was made.
    func shown(
        _ context: RequestContext, _ answer: Answer?, hasFiles: Bool, faultCame: Bool, commitsAtEnd: Bool
    ) -> ShownRules {
        var shown = ShownRules(fired: [], unseen: [])
        var masked: [String] = []
        if let decision = context.decision?.value, !decision.fired.isEmpty {
            // A request of no step has no rules but those of its connection.
            let step = context.decisiveStep ?? .connect
            var outcome = context.outcome(answer, hasFiles: hasFiles)
            outcome.faultCame = faultCame
            outcome.commitsAtEnd = commitsAtEnd
            let showings = decision.showings(of: outcome, at: step)
            for (firing, showing) in zip(decision.fired, showings) {
                let entry = decision.entry(for: firing, at: context.dialect)
                switch showing {
                case .shows: shown.fired.append(entry)
                case .waits(let reason), .masked(let reason):
                    if case .masked = showing { masked.append(entry.rule) }
                    shown.unseen.append(JournalEntry.Unseen(entry, because: reason))
                }
            }
            if decision.hasLimitedActs {
                state.withLock { $0.rules.giveBack(decision, showings, under: context.loaded) }
            }
        }
        // What hides the answer, or stands in its place, hides what it would have brought.
        let isSeen = !(context.decision?.value.hidesProvider ?? false)
        for kept in answer?.keptFirings(hasFiles: hasFiles) ?? [] where isSeen {
            let entry = JournalEntry.Firing(rule: kept.rule, aspect: kept.aspect)
            if !shown.fired.contains(entry) { shown.fired.append(entry) }
            shown.unseen.removeAll { $0.firing == entry }
        }
        if !shown.fired.isEmpty || !masked.isEmpty {
            context.loaded.tallies.count(showed: shown.fired.map(\.rule), masked: masked)
        }
        return shown
    }
}

extension Sandbox {
    /// Counts for a create, whose client went before it was answered, what rules have made of its job: that has shown.
    func countMadeJob(of context: RequestContext) {
        guard context.isCommitted, let decision = context.decision?.value else { return }
        let rules = decision.rulesOfMadeJob
        if !rules.isEmpty { context.loaded.tallies.count(showed: rules, masked: []) }
    }
}

extension RequestContext {
    /// What came of it.
    fileprivate func outcome(_ answer: Answer?, hasFiles: Bool) -> Outcome {
        var speaker = speaker ?? .provider
        var isStream = false
        switch answer?.outcome {
        case .refusal where self.speaker == nil: speaker = .check
        case .reply(.job(let view, _)): isStream = view.job.request.answer == .streamed
        case .foreign, .refusal, .reply, nil: break
        }
        // A page of a gateway stands before whatever the provider has to say.
        if decision?.value.httpError != nil { speaker = .page }
        return Outcome(
            speaker, isCommitted: isCommitted, hasLinks: (answer?.hasLinks ?? false) && !hasFiles, hasFiles: hasFiles,
            isStream: isStream)
    }
}

extension Answer {
    /// Whether it is a file.
    public var isFile: Bool {
        if case .reply(.asset) = outcome { true } else { false }
    }

    /// What rules said earlier about the job, and comes about with this answer.
    fileprivate func keptFirings(hasFiles: Bool) -> [Decision.Firing] {
        guard hasFiles, case .reply(.job(let view, _)) = outcome else { return kept }
        // Files stand where the links would.
        return view.job.assetTerms?.firing.map { [$0] } ?? []
    }
}

extension Decision {
    /// Which rule did what, with the error that the provider gave for one that it lacks.
    func entry(for firing: Firing, at dialect: any Dialect) -> JournalEntry.Firing {
        JournalEntry.Firing(
            rule: firing.rule, aspect: firing.aspect,
            error(namedBy: firing.aspect).flatMap { asked in
                let given = dialect.given(for: asked)
                return asked == given ? nil : .init(asked: asked.rawValue, given: given.rawValue)
            })
    }

    /// The error that this aspect asks for.
    private func error(namedBy aspect: String) -> SemanticError? {
        if aspect == ErrorDirective.aspect { return error?.error }
        if aspect == JobDirective.aspect, case .failed(let error, _)? = job?.outcome { return error }
        return nil
    }
}
