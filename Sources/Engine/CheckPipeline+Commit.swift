import Core
import DialectKit
import HTTPMessages
import Scenario
import Synchronization
import Time

extension CheckPipeline {
    /// From here on the job exists, unless the client's own key says that it did already.
    func commit(_ pending: inout PendingJob, _ identity: Identity, _ state: inout SandboxState) -> Refusal? {
        if let key = visit.parsed.repeatKey {
            let key = IdempotencyTable.Key(account: pending.account, provider: visit.provider, key: key)
            switch state.repeats.find(key, identity.fingerprint, at: arrival.moment) {
            case .job(let earlier):
                pending.earlier = earlier
                return nil
            case .otherRequest:
                return Refusal(
                    .invalidInput, message: "This Idempotency-Key was used with another request.",
                    param: "Idempotency-Key")
            case .new:
                state.repeats.remember(key, identity.fingerprint, job: pending.id, at: arrival.moment)
            }
        }
        state.jobs += 1
        pending.number = state.jobs
        pending.base = state.kept(base: visit.request.base)
        book(pending, &state)
        return nil
    }

    /// The job is charged as its provider charges, and counts as running until its end.
    private func book(_ pending: PendingJob, _ state: inout SandboxState) {
        guard let key = visit.key else { return }
        let (creation, price) = (pending.creation, pending.price)
        if creation.charge == .create {
            let day = state.clock.timestamp(of: arrival.moment).dayNumber
            state.accounts.change(key: key) { $0.charge(price, onDay: day) }
        }
        state.running.add(
            RunningJobs.Entry(
                job: pending.id, account: pending.account, key: key, provider: visit.provider, model: creation.model,
                peer: visit.request.peer, end: pending.plan.end(created: arrival.moment),
                charge: atEnd(of: pending.plan, price: price, creation.charge)))
        guard decision?.value.job?.cancelsOnDisconnect ?? creation.cancelsOnDisconnect else { return }
        visit.progress.withLock { $0.tie = ConnectionBoundJob(JobKey(visit.provider, pending.id)) }
    }

    /// What is still booked when the job ends: the price where it is charged on completion, the refund of a failure where
    /// it was charged at create.
    private func atEnd(of plan: Plan, price: Money, _ charge: ChargeTime) -> Money {
        switch (plan.outcome, charge) {
        case (.completed, .completion): price
        case (.failed, .create): .zero - price
        case (.completed, .create), (.failed, .completion), (.stuck, _): .zero
        }
    }
}

extension Timestamp {
    /// Days since 1970-01-01.
    var dayNumber: Int64 { startOfDay.unixSeconds / 86_400 }
}
