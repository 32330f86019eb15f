import Core
import DialectKit
import Scenario
import Time

extension Sandbox {
    /// The end of the links that this answer about a job makes, and the reading that goes into their signatures, where they
    /// rotate; nil where it makes none. What a rule said about them at create, or at a poll, is kept with the job
    /// (architecture.md §9.9).
    func link(
        of job: Job, for context: RequestContext, at moment: Moment, _ stamps: Calendar
    ) -> (expiry: Timestamp, rotation: Int?)? {
        guard job.state(at: moment) == .completed else { return nil }
        let settings = context.loaded.settings(context.provider)
        let lifetime = context.dialect.linkLifetime(settings)
        guard lifetime != .none else { return nil }
        let terms = job.linkTerms ?? LinkTerms()
        let base = lifetime.isFixed ? job.ended(at: moment) ?? moment : moment
        let life = terms.bornExpired ? .seconds(-1) : terms.lifetime ?? lifetime.duration
        return (stamps.timestamp(of: base) + life, terms.rotates ? job.polls : nil)
    }

    func view(of job: Job, at moment: Moment, _ calendar: Calendar, linkExpiry: Timestamp? = nil) -> JobView {
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
            ended: ended.map { calendar.timestamp(of: $0) }, failure: failure, linkExpiry: linkExpiry,
            isCancelled: job.plan.cancelled != nil)
    }

    /// What a rule decided stays with a job, whoever else writes it meanwhile.
    func keep(_ decision: Decision, of key: JobKey) {
        store.load(key).whenThere { [self] job in
            guard var job, job.keep(decision) else { return }
            job.version += 1
            store.replace(job).whenThere { [self] isReplaced in
                if !isReplaced { keep(decision, of: key) }
            }
        }
    }
}
