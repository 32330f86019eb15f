import Core
import DialectKit
import Digests
import Documents
import HTTPMessages
import Journal
import Scenario
import Synchronization
import Time

extension Sandbox {
    /// Takes a request in. Its caller is answered before this returns, or later when it has to be held.
    public func perform(_ visit: Visit) {
        busy.add(1, ordering: .relaxed)
        let arrival = admit(visit)
        guard let key = subjectJob(of: visit, arrival) else { return decide(visit, arrival, job: nil) }
        store.load(key) { [self] job in decide(visit, arrival, job: kept(job, visit, arrival)) }
    }

    /// The moment, the scenario in force and the account, all of one instant.
    private func admit(_ visit: Visit) -> Arrival {
        let instant = real.now()
        let takesUnlisted = visit.key.map(visit.dialect.acceptsUnlisted(key:)) ?? false
        let (now, calendar, loaded, signer, account) = state.withLock { state in
            let now = state.clock.now(real: instant)
            let account = visit.key.flatMap { state.accounts.account(key: $0, at: now, takesUnlisted: takesUnlisted) }
            return (now, state.clock.calendar, state.loaded, state.signer, account)
        }
        return Arrival(
            moment: now, calendar: calendar, stamps: stamps(by: calendar, at: now, loaded), loaded: loaded,
            signer: signer, account: account)
    }

    /// The job that the request is about, if there is one to look up before anything is decided.
    private func subjectJob(of visit: Visit, _ arrival: Arrival) -> JobKey? {
        switch visit.parsed.operation {
        case .poll(let id, _), .cancel(let id, _): JobKey(visit.provider, id)
        case .download(let download): JobKey(visit.provider, download.job)
        default: nil
        }
    }

    /// A job past its retention can no longer be read, though its files stay; a key of another account never sees it.
    private func kept(_ job: Job?, _ visit: Visit, _ arrival: Arrival) -> Job? {
        if let job, let change = job.change, !change.isSeen(at: arrival.moment, by: visit) { return nil }
        guard let job, visit.isForOwnerOnly else { return job }
        guard !isForgotten(job, arrival) else { return nil }
        guard job.account != arrival.account?.name else { return job }
        visit.progress.withLock { $0.isForeign = true }
        return nil
    }

    private func isForgotten(_ job: Job, _ arrival: Arrival) -> Bool {
        let retention = arrival.loaded.retention(job.provider)
        return retention > .zero && arrival.moment >= job.created + retention
    }

    /// Asks the scenario, then walks the provider's checks.
    private func decide(_ visit: Visit, _ arrival: Arrival, job: Job?) {
        let (identity, own) = evaluateRules(visit, arrival, job: job)
        let decision = greeting(of: visit, arrival).map { Ref($0.value.joined(to: own?.value)) } ?? own
        let requestID = identity.requestID
        visit.progress.withLock {
            $0.arrival = arrival
            $0.decision = decision
            $0.requestID = requestID
        }
        if let early = decision.flatMap({ early(visit, $0.value) }) { return finish(visit, .foreign(early)) }
        guard let references = visit.creation?.references, !references.isEmpty else {
            return walk(visit, arrival, decision, identity: identity, job: job, referenced: [])
        }
        collect(references.map { JobKey(visit.provider, $0.id) }[...], []) { [self] found in
            let referenced = found.map { job in job.flatMap { isForgotten($0, arrival) ? nil : $0 } }
            walk(visit, arrival, decision, identity: identity, job: job, referenced: referenced)
        }
    }

    /// What the rules answer before the provider has looked at anything.
    private func early(_ visit: Visit, _ decision: Decision) -> HTTPErrorDirective? {
        if decision.endsConnection { return .nothing }
        if let foreign = decision.httpError, !visit.isCreate || !decision.pageCommits { return foreign }
        return decision.redirect?.answer(to: visit.request, hops: visit.hops)
    }

    /// What was or is decided about the connection of a visit, with its first request.
    private func greeting(of visit: Visit, _ arrival: Arrival) -> Ref<Decision>? {
        switch visit.way {
        case .kept: return nil
        case .greeted(let decision): return decision
        case .fresh:
            guard !arrival.loaded.program.hasNoRules(step: .connect, provider: visit.provider) else { return nil }
            switch connect(visit.provider, peer: visit.request.peer) {
            case .open: return nil
            case .decided(let decision): return decision
            case .refused: return Ref(.refusal)
            }
        }
    }

    /// The jobs of those keys, in their order; nil for each that is not there.
    private func collect(
        _ keys: ArraySlice<JobKey>, _ found: [Job?], then: @escaping @Sendable ([Job?]) -> Void
    ) {
        guard let key = keys.first else { return then(found) }
        store.load(key) { [self] job in collect(keys.dropFirst(), found + [job], then: then) }
    }
}

extension JobChange {
    /// Whether a scenario lets the visit find the job at that moment.
    fileprivate func isSeen(at now: Moment, by visit: Visit) -> Bool {
        if let goneFrom, now >= goneFrom { return false }
        guard let visibleFrom, now < visibleFrom, case .poll = visit.parsed.operation else { return true }
        return false
    }
}

extension Visit {
    /// Whether the job it asks for is shown to its own account alone; a file is there for everyone who has its link.
    fileprivate var isForOwnerOnly: Bool {
        switch parsed.operation {
        case .poll, .cancel: true
        default: false
        }
    }
}
