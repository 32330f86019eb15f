import Core
import DialectKit
import Scenario
import Synchronization
import Time

extension Sandbox {
    /// What the scenario says about this request; nil when it says nothing.
    func decision(
        for visit: Visit, _ arrival: Arrival, identity: Identity, job: Job?, step: Step
    ) -> Ref<Decision>? {
        let loaded = arrival.loaded
        let subject = subject(of: visit, arrival, identity: identity, job: job, step: step)
        let candidates = loaded.program.candidates(
            for: subject, step: step, provider: visit.provider, model: subject.model, at: arrival.elapsed,
            deciding: .answer)
        guard !candidates.isEmpty else { return nil }
        return state.withLock { state in
            Ref(state.counters.decide(candidates, subject: subject, seed: loaded.scenario.seed, at: arrival.elapsed))
        }
    }

    func subject(of visit: Visit, _ arrival: Arrival, identity: Identity, job: Job?, step: Step) -> Subject {
        let facts = job.map {
            Subject.JobFacts(
                id: $0.id, status: $0.state(at: arrival.moment), age: arrival.moment - $0.created, polls: $0.polls)
        }
        return Subject(
            step: step, provider: visit.provider, request: visit.request,
            account: arrival.account?.name ?? job?.account,
            model: visit.parsed.model ?? job?.request.model, modality: visit.parsed.modality ?? job?.request.modality,
            prompt: visit.parsed.prompt ?? job?.request.prompt, body: visit.parsed.body, job: facts,
            attempt: identity.attempt, drawKey: identity.drawKey)
    }
}

extension Visit {
    /// The step that rules see: a create that is answered by a stream is one of both.
    var decisiveStep: Step? {
        if parsed.step == .create, creation?.answer == .streamed { return .stream }
        return parsed.step
    }
}
