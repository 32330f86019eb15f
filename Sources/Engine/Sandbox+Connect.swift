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
        case decided(Ref<Decision>)
        /// Refused; and so are others until that moment.
        case refused(until: Moment)
    }

    /// Decides about a new connection (architecture.md §9.8).
    public func connect(_ provider: Provider, peer: String) -> ConnectionDecision {
        let instant = real.now()
        let (loaded, now, number) = state.withLock { state in
            (state.rules.loaded, state.schedule.now(real: instant), state.rules.nextConnection(to: provider))
        }
        guard let number else { return .open }
        if let until = state.withLock({ $0.rules.refusal(by: provider) }), now < until { return .refused(until: until) }
        let subject = Subject(
            step: .connect, provider: provider, request: Request(method: "", path: "", peer: peer), account: nil,
            model: nil, modality: nil, prompt: nil, body: nil, job: nil, attempt: number,
            drawKey: Array("connection \(number)".utf8))
        switch decide(subject, step: .connect, provider: provider, model: nil, .both, loaded, at: now) {
        case .decided(let decision): return connectionDecision(decision, provider, subject.request, now)
        case .silent: return .open
        // It is the new scenario's connection.
        case .superseded: return connect(provider, peer: peer)
        }
    }

    private func connectionDecision(
        _ decision: Decision, _ provider: Provider, _ request: Request, _ now: Moment
    ) -> ConnectionDecision {
        guard let span = decision.fault?.downtime else {
            return decision.fault == nil ? .open : .decided(Ref(decision))
        }
        let until = now + span
        let time = state.withLock { state in
            state.rules.refuse(provider, until: until)
            return state.schedule.timestamp(of: now)
        }
        let draft = EntryDraft(
            at: now, time: time, provider: provider.rawValue, step: Step.connect.rawValue, account: nil,
            model: nil, job: nil, request: request,
            fired: decision.fired.map { JournalEntry.Firing(rule: $0.rule, aspect: $0.aspect) })
        journal.withLock { journal in
            let number = journal.append(draft)
            journal.end(number, .faultPerformed, bytesSent: 0)
        }
        return .refused(until: until)
    }
}
