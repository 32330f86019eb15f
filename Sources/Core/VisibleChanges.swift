import Time

/// The moments at which what is told of a job becomes something else, by time alone (language.md §7). It is known without the job.
public struct VisibleChanges: Sendable, Equatable {
    private let created: Moment
    /// From queued to running.
    private let start: Moment
    private let end: Moment
    private let visibleFrom: Moment
    private let goneFrom: Moment
    /// Told instead of the normal sequence, each for a time.
    private let statuses: StatusSequence?

    /// nil for a job that time does not move: polls end it, or nothing does.
    public init?(of job: Job) {
        let (plan, change) = (job.plan, job.change)
        let statuses = job.statuses
        if let statuses {
            guard statuses.interval != nil else { return nil }
        } else if case .stuck = plan.outcome {
            return nil
        } else if plan.polls != nil {
            return nil
        }
        created = job.created
        start = job.created + plan.queued
        end = plan.end(created: job.created)
        visibleFrom = change?.visibleFrom ?? .distantFuture
        goneFrom = change?.goneFrom ?? .distantFuture
        self.statuses = statuses
    }

    /// The first change behind that moment; nil when the job has ended by then or nobody finds it any more.
    public func next(after now: Moment) -> Moment? {
        guard now < goneFrom else { return nil }
        let next: [Moment?]
        if let statuses {
            let age = now - created
            guard !statuses.state(age: age, polls: 0).isTerminal else { return nil }
            next = [statuses.nextChange(after: age).map { created + $0 }, visibleFrom, goneFrom]
        } else {
            guard now < end else { return nil }
            next = [start, end, visibleFrom, goneFrom]
        }
        return next.compactMap(\.self).filter { $0 > now && $0 < .distantFuture }.min()
    }
}
