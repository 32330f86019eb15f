import Basics
import Core
import Synchronization
import Time

/// What somebody wants of a job who steers it by hand.
public enum Steering: Sendable {
    /// It completes now.
    case complete
    /// It fails now.
    case fail(SemanticError, message: String?)
    /// What holds it up does so no more: that it is stuck, or waits for polls. It ends when it would have without, or now where that
    /// time has passed.
    case release
}

/// What came of it.
public enum Steered: Sendable {
    case changed(JobReport)
    case unknown
    /// It had ended before.
    case hadEnded(JobReport)
    /// There was nothing to release: it ends by time.
    case isNotHeldUp(JobReport)
}

extension Sandbox {
    /// Changes how a job goes on. All that follows has begun by then: it is booked, who waits for the job is answered, and who is to be
    /// called about it is called.
    public func steer(_ key: JobKey, _ wish: Steering, then: @escaping @Sendable (Steered) -> Void) {
        busy.add(1, ordering: .relaxed)
        tryToSteer(key, wish) { [self] result in
            busy.subtract(1, ordering: .relaxed)
            runDue()
            then(result)
        }
    }

    private func tryToSteer(_ key: JobKey, _ wish: Steering, then: @escaping @Sendable (Steered) -> Void) {
        let instant = real.now()
        let (moment, resets) = state.withLock { ($0.schedule.now(real: instant), $0.resets) }
        store.load(key).whenThere { [self] job in
            guard var job else { return then(.unknown) }
            let report = JobReport(job, at: moment)
            guard report.ended == nil else { return then(.hadEnded(report)) }
            guard let plan = job.plan(for: wish, at: moment) else { return then(.isNotHeldUp(report)) }
            job.steer(by: plan)
            job.version += 1
            store.replace(job).whenThere { [self, job] isReplaced in
                // Somebody else wrote the job meanwhile: a poll counted.
                guard isReplaced else { return tryToSteer(key, wish, then: then) }
                if events.isHeard { tellJob(job, "changed") }
                bookSteered(job, at: moment, resets)
                then(.changed(JobReport(job, at: moment)))
            }
        }
    }

    private func bookSteered(_ job: Job, at moment: Moment, _ resets: Int) {
        let end = job.plan.end(created: job.created)
        let waiting = state.withLock { state -> [HeldRequest] in
            // After a reset another job may have that id.
            guard state.resets == resets else { return [] }
            _ = state.schedule.moveEnd(of: job.key, to: end)
            state.polled.forget(job.key)
            state.ledger.move(job.key, to: end, charge: job.chargeAtEnd)
            state.bookEnded(by: moment)
            guard end <= moment else {
                state.schedule.bringForward(waitingFor: job.key, to: end)
                return []
            }
            return state.schedule.takeWaiting(for: job.key)
        }
        for held in waiting { release(held, at: moment) }
    }
}

extension Job {
    /// nil where there is nothing to do.
    fileprivate func plan(for wish: Steering, at moment: Moment) -> Plan? {
        switch wish {
        case .complete: plan.ending(at: moment, created: created, as: .completed)
        case .fail(let error, let message):
            plan.ending(at: moment, created: created, as: .failed(error, message: message))
        case .release: plan.isHeldUp ? plan.released(at: moment, created: created) : nil
        }
    }

    fileprivate var chargeAtEnd: Money { plan.chargeAtEnd(price: price, request.charge) }
}

extension Plan {
    /// What is still booked when the job ends: the price where it is charged on completion, the refund of a failure where
    /// it was charged at create.
    func chargeAtEnd(price: Money, _ charge: ChargeTime) -> Money {
        switch (outcome, charge) {
        case (.completed, .completion): price
        case (.failed, .create): .zero - price
        case (.completed, .create), (.failed, .completion), (.stuck, _): .zero
        }
    }
}
