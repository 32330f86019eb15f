import Basics
import Core
import DialectKit
import Scenario
import Time

extension Sandbox {
    /// The account's own jobs that are still kept, each as it is at this moment. Looking at a list is no poll of a job.
    func list(_ query: JobQuery, _ context: RequestContext) -> Handling {
        guard let account = context.account?.name, let arrival = context.arrival else {
            return .answered(answer(context, .refusal(Refusal(.unauthenticated))))
        }
        let now = arrival.moment
        let retention = context.loaded.retention(context.provider)
        let passes: @Sendable (Job) -> Bool = { job in
            if retention > .zero, now >= job.created + retention { return false }
            if let model = query.model, job.request.model != model { return false }
            return query.state == nil || job.state(at: now) == query.state
        }
        let page = store.list(
            account: account, provider: context.provider, offset: query.offset, most: query.limit, where: passes)
        switch page {
        case .now(let page): return show(page, query, context)
        case .later(let token): return awaitStore(context, token) { $0.show($2, query, $1) }
        }
    }

    private func show(_ page: JobPage, _ query: JobQuery, _ context: RequestContext) -> Handling {
        let calendar = context.arrival?.calendar ?? state.withLock { $0.schedule.clock.calendar }
        let jobs = page.jobs.map { view(of: $0, at: context.moment, calendar) }
        var answer = answer(context, .reply(.list(JobListView(query: query, total: page.total, jobs: jobs))))
        // The links of a finished job go by what a rule said about them, in a list too.
        for job in page.jobs where job.state(at: context.moment) == .completed {
            guard let firing = job.linkTerms?.firing, !answer.kept.contains(firing) else { continue }
            answer.kept.append(firing)
        }
        return .answered(answer)
    }
}
