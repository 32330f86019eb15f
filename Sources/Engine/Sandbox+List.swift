import Core
import DialectKit
import Synchronization
import Time

extension Sandbox {
    /// The account's own jobs that are still kept, each as it is at this moment. Looking at a list is no poll of a job.
    func list(_ query: JobQuery, _ visit: Visit, _ arrival: Arrival) {
        guard let account = arrival.account?.name else { return finish(visit, .refusal(Refusal(.unauthenticated))) }
        let now = arrival.moment
        let retention = arrival.loaded.retention(visit.provider)
        let passes: @Sendable (Job) -> Bool = { job in
            if retention > .zero, now >= job.created + retention { return false }
            if let model = query.model, job.request.model != model { return false }
            return query.state == nil || job.state(at: now) == query.state
        }
        store.list(
            account: account, provider: visit.provider, offset: query.offset, most: query.limit, where: passes
        ) { [self] page, total in
            let jobs = page.map { view(of: $0, at: now, arrival.calendar) }
            finish(visit, .reply(.list(JobListView(query: query, total: total, jobs: jobs))))
        }
    }
}
