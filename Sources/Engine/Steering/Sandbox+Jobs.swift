import Core
import Time

/// A job as it is at a moment, for whoever steers it.
public struct JobReport: Sendable {
    /// What ends a job.
    public enum End: String, Sendable {
        case time, polls
        /// It is stuck: nothing but a hand ends it.
        case nothing
    }

    public let job: Job
    public let moment: Moment

    init(_ job: Job, at moment: Moment) {
        self.job = job
        self.moment = moment
    }

    public var state: Job.State { job.state(at: moment) }
    /// nil while it has not ended.
    public var ended: Moment? { job.ended(at: moment) }

    /// When it ends by time; nil: it never does by itself, or with a poll.
    public var plannedEnd: Moment? {
        let end = job.plan.end(created: job.created)
        return end < .distantFuture ? end : nil
    }

    public var endsBy: End {
        if job.plan.cancelled != nil { return .time }
        if case .stuck = job.plan.outcome { return .nothing }
        return job.endsByPolls ? .polls : .time
    }

    /// Of its time, or of its polls, how much is over: 0 to 1. nil for a job that is stuck.
    public var progress: Double? {
        if ended != nil { return 1 }
        switch endsBy {
        case .nothing: return nil
        case .polls: return job.plan.polls.map { min(1, Double(job.polls) / Double(max(1, $0))) }
        case .time:
            let whole = (job.plan.queued + job.plan.running).nanoseconds
            return whole > 0 ? min(1, Double((moment - job.created).nanoseconds) / Double(whole)) : 1
        }
    }

    /// Why it has failed; nil where it has not.
    public var failure: (error: SemanticError?, message: String?)? {
        guard state == .failed else { return nil }
        if job.plan.cancelled != nil { return (nil, "It was cancelled.") }
        guard case .failed(let error, let message) = job.plan.outcome else { return (nil, nil) }
        return (error, message)
    }
}

extension Sandbox {
    /// A page of the jobs that are kept, in an order.
    public struct Jobs: Sendable {
        public var jobs: [JobReport]
        /// The page goes on behind that number; nil: this is the last.
        public var next: Int?
        public var kept: Int
        public var dropped: Int
    }

    /// The jobs that pass and stand behind that number in the order, each as it is now: at most so many.
    ///
    /// - Parameter number: nil: from the beginning.
    public func jobs(
        _ order: JobOrder, after number: Int?, most: Int, where passes: @escaping @Sendable (JobReport) -> Bool,
        then: @escaping @Sendable (Jobs) -> Void
    ) {
        let now = now
        store.list(order, after: number, most: most, where: { passes(JobReport($0, at: now)) }).whenThere {
            [store] part in
            let census = store.census
            then(
                Jobs(
                    jobs: part.jobs.map { JobReport($0, at: now) }, next: part.next, kept: census.kept,
                    dropped: census.dropped))
        }
    }

    /// The jobs that have that id: one, unless several providers have one of it.
    public func jobs(
        withID id: String, of providers: [Provider], then: @escaping @Sendable ([JobReport]) -> Void
    ) {
        let now = now
        store.load(all: providers.map { JobKey($0, id) }).whenThere { found in
            then(found.compactMap { $0.map { JobReport($0, at: now) } })
        }
    }
}
