import Core
import DialectKit
import Scenario
import Synchronization
import Time

extension Sandbox {
    /// Does what a request that passed every check asks for.
    func execute(
        _ visit: Visit, _ arrival: Arrival, _ decision: Ref<Decision>?, identity: Identity, pending: Ref<PendingJob>?,
        job: Job?
    ) {
        switch visit.parsed.operation {
        case .rejected: return
        case .create:
            guard let pending else { return finish(visit, .refusal(Refusal(.unauthenticated))) }
            create(pending, visit, arrival, identity: identity, CommitPolicy(decision))
        case .dryRun(let creation):
            finish(visit, .reply(.dryRun(decision?.value.job?.cost ?? creation.price)))
        case .poll(let id, let wait):
            guard let job, arrival.moment >= job.created + (decision?.value.visibilityDelay ?? .zero) else {
                return finishMissing(visit, id)
            }
            poll(job, wait: job.request.modality == .video ? visit.parsed.videoWait ?? wait : wait, visit, arrival)
        case .cancel(let id, let allowed):
            guard let job else { return finishMissing(visit, id) }
            cancel(job, allowed, visit, arrival)
        case .download(let download):
            self.download(download, job: job, visit, arrival, delay: decision?.value.asset?.visibilityDelay ?? .zero)
        case .catalog(let page):
            finish(visit, .reply(.catalog(page)))
        case .balance:
            finish(visit, balance(of: visit, arrival))
        case .account(let page):
            finish(visit, balance(of: visit, arrival, page: page))
        case .costs(let from, let to):
            finish(visit, costs(of: visit, arrival, from: Timestamp(nanoseconds: from), to: Timestamp(nanoseconds: to)))
        case .list(let query):
            list(query, visit, arrival)
        case .upload(let file):
            upload(file, visit, arrival, identity: identity)
        case .uploaded(let id):
            finish(visit, uploaded(id))
        }
    }

    /// There is no such job, or it is another account's.
    private func finishMissing(_ visit: Visit, _ id: String) {
        let isForeign = visit.progress.withLock { $0.isForeign }
        finish(visit, .refusal(Refusal(isForeign ? visit.dialect.foreignJob : .notFound, subject: id)))
    }
}

/// A create that passed every check.
struct PendingJob: Sendable {
    /// The new job's.
    var id: String
    var creation: Creation
    var plan: Plan
    var account: String
    var price: Money
    /// Given when the order is committed.
    var number = 0
    /// The base that its create came in by.
    var base: String
    /// The job that it turned out to be a repetition of; it is answered with that one.
    var earlier: String?
    /// What the scenario has in store for it beyond its plan.
    var change: JobChange?
    /// Decided already, where it changes what comes before it.
    var webhook: EarlyWebhook?

    /// - Parameter seed: counts where the request has none of its own.
    func job(of visit: Visit, _ arrival: Arrival, seed: UInt64) -> Job {
        Job(
            id: id, provider: visit.provider, account: account, created: arrival.moment, plan: plan, request: creation,
            price: price, base: base, seed: creation.seed.map { UInt64(bitPattern: $0) } ?? seed,
            number: number, change: change)
    }
}
