import Core
import DialectKit
import Scenario
import Time

extension Sandbox {
    /// The end of the links that this answer about a job makes, and the reading that goes into their signatures, where they
    /// rotate; nil where it makes none.
    ///
    /// `signed_url` is decided here, with the job as subject, whichever of create, poll or download its rules name
    /// (architecture.md §9.9). A provider whose links are fixed at the job's end decides once and keeps it with the
    /// job.
    func link(
        of job: Job, for context: RequestContext, at moment: Moment, _ stamps: Calendar
    ) -> (expiry: Timestamp, rotation: Int?)? {
        guard job.state(at: moment) == .completed else { return nil }
        let settings = context.loaded.settings(context.provider)
        let lifetime = context.dialect.linkLifetime(settings)
        guard lifetime != .none else { return nil }
        let terms = linkTerms(of: job, lifetime, context, at: moment)
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

    private func linkTerms(
        of job: Job, _ lifetime: LinkLifetime, _ context: RequestContext, at moment: Moment
    ) -> LinkTerms {
        if lifetime.isFixed, let terms = job.linkTerms { return terms }
        guard let decided = decide(aboutFilesOf: job, .links, for: context, at: moment)?.signedURL else {
            return job.linkTerms ?? LinkTerms()
        }
        if decided != job.linkTerms { keep(decided, of: job.key) }
        return decided
    }

    func keep(_ terms: LinkTerms, of key: JobKey) {
        store.load(key).whenThere { [self] job in
            guard var job else { return }
            job.linkTerms = terms
            job.version += 1
            store.replace(job).whenThere { [self] isReplaced in
                if !isReplaced { keep(terms, of: key) }
            }
        }
    }
}
