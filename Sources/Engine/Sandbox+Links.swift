import Core
import DialectKit
import Scenario
import Time

extension Sandbox {
    /// The end of the links that this answer about a job makes, where they say one, and the reading that goes into them, where
    /// they rotate; nil where it makes none. What a rule said about them at create, or at a poll, is kept with the job
    /// (architecture.md §9.9).
    func link(
        of job: Job, for context: RequestContext, at moment: Moment, _ stamps: Calendar
    ) -> (expiry: Timestamp?, reading: Int?)? {
        guard job.state(at: moment) == .completed else { return nil }
        let settings = context.loaded.settings(context.provider)
        let lifetime = context.dialect.linkLifetime(settings)
        guard lifetime != .none else { return nil }
        let terms = job.linkTerms ?? LinkTerms()
        let base = lifetime.isFixed ? job.ended(at: moment) ?? moment : moment
        let life = terms.bornExpired ? .seconds(-1) : terms.lifetime ?? lifetime.duration
        return (life.map { stamps.timestamp(of: base) + $0 }, terms.reading(of: job))
    }

    /// What signs the links of a job: they follow from the scenario that it was made under, so that another one which is loaded
    /// later changes none of them. A link to no job is measured by the scenario in force.
    func signer(of job: Job?, _ context: RequestContext) -> LinkSigner {
        guard let seed = job?.linkSeed, seed != context.loaded.scenario.seed else { return context.loaded.signer }
        return LinkSigner(seed: seed, sandbox: name)
    }

    func view(of job: Job, at moment: Moment, _ calendar: Calendar) -> JobView {
        let state = job.state(at: moment)
        var failure: Creation.Failure?
        if job.plan.cancelled == nil, state == .failed {
            failure = Creation.Failure(.generationFailed, message: nil)
            if case .failed(let error, let message) = job.plan.outcome {
                failure = Creation.Failure(error, message: message)
            }
        }
        let ended = job.ended(at: moment) ?? (state.isTerminal ? moment : nil)
        return JobView(
            job: job, state: state, created: calendar.timestamp(of: job.created),
            ended: ended.map { calendar.timestamp(of: $0) }, failure: failure, linkExpiry: nil,
            linkReading: job.linkTerms?.reading(of: job), isCancelled: job.plan.cancelled != nil)
    }

    /// Lets the links of a job have other terms from now on.
    func changeLinks(of key: JobKey, _ change: @escaping @Sendable (inout LinkTerms) -> Void) {
        store.load(key).whenThere { [self] job in
            guard var job else { return }
            var terms = job.linkTerms ?? LinkTerms()
            change(&terms)
            job.linkTerms = terms
            job.version += 1
            store.replace(job).whenThere { [self] isReplaced in
                if !isReplaced { changeLinks(of: key, change) }
            }
        }
    }
}

extension LinkTerms {
    /// The reading of a job that its links are made by now, where they rotate.
    func reading(of job: Job) -> Int? {
        rotates ? job.polls : nil
    }
}
