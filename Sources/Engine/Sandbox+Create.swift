import Core
import DialectKit
import Digests
import HTTPMessages
import Scenario
import Synchronization
import Time

extension Sandbox {
    /// Keeps the new job and answers as the provider does: at once, or when it has ended.
    func create(
        _ pending: Ref<PendingJob>, _ visit: Visit, _ arrival: Arrival, identity: Identity, _ policy: CommitPolicy
    ) {
        if let earlier = pending.value.earlier { return repeatCreate(JobKey(visit.provider, earlier), visit, arrival) }
        let job = pending.value.job(of: visit, arrival, seed: identity.draw.uint64)
        guard policy.commits else { return answerPhantom(job, visit, arrival, policy) }
        store.insert(job) { [self] inserted in
            if inserted {
                guard job.request.callback != nil else {
                    return answerCreate(job, visit, arrival, isHidden: policy.isHidden)
                }
                return answerCreate(job, visit, arrival, calling: pending.value.webhook, isHidden: policy.isHidden)
            }
            tryAgain(pending, visit, arrival, identity: identity, policy)
        }
    }

    /// The same create again, by the client's own key: answered with the job that there is.
    private func repeatCreate(_ key: JobKey, _ visit: Visit, _ arrival: Arrival) {
        store.load(key) { [self] job in
            guard let job else { return finish(visit, .refusal(Refusal(.notFound, subject: key.id))) }
            answerCreate(job, visit, arrival, isHidden: visit.hidesAnswer)
        }
    }

    /// The client's answer is spoilt, and the rule says that no job came of the request.
    private func answerPhantom(_ job: Job, _ visit: Visit, _ arrival: Arrival, _ policy: CommitPolicy) {
        visit.progress.withLock { $0.phantom = Ref(job) }
        answerCreate(job, visit, arrival, isHidden: policy.isHidden)
    }

    /// The id is taken, because the count of this request's attempts was forgotten meanwhile: it is the next attempt then.
    private func tryAgain(
        _ pending: Ref<PendingJob>, _ visit: Visit, _ arrival: Arrival, identity: Identity, _ policy: CommitPolicy
    ) {
        guard let fingerprint = identity.fingerprint else { return finish(visit, .refusal(Refusal(.internalError))) }
        let next = self.identity(fingerprint, attempt: identity.attempt + 1, visit, arrival)
        var pending = pending.value
        let taken = pending.id
        pending.id = visit.dialect.jobID(from: next.draw.bytes)
        let (id, end) = (pending.id, pending.plan.end(created: arrival.moment))
        state.withLock { state in
            state.attempts.withValue(.request(fingerprint), default: next.attempt) { $0 = max($0, next.attempt) }
            state.running.change(JobKey(visit.provider, taken)) { entry in
                if entry.end == end { entry.job = id }
            }
        }
        visit.progress.withLock { if $0.tie != nil { $0.tie = ConnectionBoundJob(JobKey(visit.provider, id)) } }
        create(Ref(pending), visit, arrival, identity: next, policy)
    }

    /// - Parameter isHidden: nothing of the answer will be seen, so nobody waits for it.
    func answerCreate(_ job: Job, _ visit: Visit, _ arrival: Arrival, isHidden: Bool) {
        let end = job.plan.end(created: job.created)
        if isHidden { return finish(visit, job, at: arrival.moment) }
        switch job.request.answer {
        case .atOnce, .streamed:
            finish(visit, job, at: arrival.moment)
        case .within(let wait):
            if end <= arrival.moment || wait <= .zero { return finish(visit, job, at: arrival.moment) }
            hold(visit, job, until: min(end, arrival.moment + wait))
        case .whenEnded:
            if end <= arrival.moment { return finish(visit, job, at: arrival.moment) }
            hold(visit, job, until: end)
        }
    }
}

/// What a scenario has in store for the answer to a create.
struct CommitPolicy: Sendable {
    /// Whether there is a job afterwards.
    var commits: Bool
    /// Nothing of the provider's answer will be seen.
    var isHidden: Bool

    init(_ decision: Ref<Decision>?) {
        commits = decision?.value.commits ?? true
        isHidden = decision?.value.hidesProvider ?? false
    }
}

extension Visit {
    /// Whether nothing of the provider's answer will be seen: then nobody waits for it.
    var hidesAnswer: Bool {
        progress.withLock { $0.decision }?.value.hidesProvider ?? false
    }
}
