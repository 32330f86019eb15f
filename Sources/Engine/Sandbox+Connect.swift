import Basics
import Core
import HTTPMessages
import Journal
import Scenario
import Time

extension Sandbox {
    /// How a scenario receives a connection to a provider.
    public enum ConnectionDecision: Sendable {
        case open
        /// Its requests get what was decided when it came.
        case decided(Shared<Decision>)
        /// Refused; and so are others until that moment of the clock as it is after so many resets.
        case refused(until: Moment, resets: Int)
    }

    /// Decides about a new connection (architecture.md §9.8).
    public func connect(_ provider: Provider, peer: String) -> ConnectionDecision {
        let instant = real.now()
        let (loaded, now, number) = state.withLock { state in
            (state.rules.loaded, state.schedule.now(real: instant), state.rules.nextConnection(to: provider))
        }
        guard let number else { return .open }
        if let until = state.withLock({ $0.rules.refusal(by: provider, under: loaded) }), now < until {
            return .refused(until: until, resets: loaded.resets)
        }
        let subject = Subject(
            step: .connect, provider: provider, request: Request(method: "", path: "", peer: peer), account: nil,
            model: nil, modality: nil, prompt: nil, body: nil, job: nil, attempt: number,
            drawKey: Array("connection \(number)".utf8))
        switch decide(subject, step: .connect, provider: provider, model: nil, loaded, at: now) {
        case .decided(let decision):
            guard let span = decision.fault?.downtime else {
                return decision.fault == nil ? .open : .decided(Shared(decision))
            }
            return refuse(provider, subject.request, because: decision, under: loaded, from: now, until: now + span)
                ?? connect(provider, peer: peer)
        case .silent: return .open
        // It is the new scenario's connection.
        case .superseded: return connect(provider, peer: peer)
        }
    }

    /// nil, with nothing done, when another scenario came into force or a reset: the moment means nothing under that.
    private func refuse(
        _ provider: Provider, _ request: Request, because decision: Decision, under loaded: LoadedScenario,
        from now: Moment, until: Moment
    ) -> ConnectionDecision? {
        let time = state.withLock { state in
            state.rules.refuse(provider, until: until, under: loaded) ? state.schedule.timestamp(of: now) : nil
        }
        guard let time else { return nil }
        let draft = EntryDraft(
            at: now, since: loaded.loadedAt, time: time, provider: provider.rawValue, step: Step.connect.rawValue,
            account: nil,
            model: nil, job: nil, request: request,
            fired: decision.fired.map { JournalEntry.Firing(rule: $0.rule, aspect: $0.aspect) })
        changeJournal { journal in
            let number = journal.append(draft)
            journal.end(number, .faultPerformed, bytesSent: 0)
        }
        return .refused(until: until, resets: loaded.resets)
    }
}
