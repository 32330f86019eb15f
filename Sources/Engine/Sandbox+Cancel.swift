import Basics
import Core
import DialectKit
import Time

extension Sandbox {
    /// Ends a job on its client's wish, as far as its provider allows that.
    func cancel(_ job: Job, _ allowed: Cancellation, _ context: inout RequestContext) -> Handling {
        if let refusal = allowed.refusal(for: job, at: context.moment) {
            return .answered(answer(context, .refusal(refusal)))
        }
        switch end(job, context) {
        case .now(let cancelled):
            return cancelled.map { confirm($0, &context) } ?? cancelAgain(job.key, allowed, &context)
        case .later(let token):
            return awaitStore(context, token) { sandbox, context, cancelled in
                cancelled.map { sandbox.confirm($0, &context) } ?? sandbox.cancelAgain(job.key, allowed, &context)
            }
        }
    }

    private func confirm(_ cancelled: Job, _ context: inout RequestContext) -> Handling {
        context.raisesWebhook = cancelled.request.callback != nil
        let calendar = context.arrival?.calendar ?? state.withLock { $0.schedule.clock.calendar }
        return .answered(answer(context, .reply(.cancelled(view(of: cancelled, at: context.moment, calendar)))))
    }

    /// Somebody else wrote the job meanwhile.
    private func cancelAgain(
        _ key: JobKey, _ allowed: Cancellation, _ context: inout RequestContext
    ) -> Handling {
        switch store.load(key) {
        case .now(let job): return cancelAgain(job, key, allowed, &context)
        case .later(let token):
            return awaitStore(context, token) { sandbox, context, job in
                sandbox.cancelAgain(job, key, allowed, &context)
            }
        }
    }

    private func cancelAgain(
        _ job: Job?, _ key: JobKey, _ allowed: Cancellation, _ context: inout RequestContext
    ) -> Handling {
        guard let job else { return .answered(answer(context, .refusal(Refusal(.notFound, subject: key.id)))) }
        return cancel(job, allowed, &context)
    }

    /// Cancels a job that has not ended: it fails at that moment, costs nothing, and whoever waits for it is answered.
    /// Gives nil, with nothing done, when somebody else wrote the job meanwhile.
    private func end(_ job: Job, _ context: RequestContext) -> Stored<Job?> {
        let (moment, resets) = (context.moment, context.loaded.resets)
        var cancelled = job
        cancelled.plan.cancelled = moment
        cancelled.version += 1
        return store.replace(cancelled).flatMap { [self, cancelled] isReplaced in
            guard isReplaced else { return .now(nil) }
            bookCancelled(cancelled, at: moment, resets)
            return .now(cancelled)
        }
    }

    /// Books what a cancelled job still moves, and releases everyone who waits for its end. Whoever is to be called about it is called once
    /// the client has its answer.
    private func bookCancelled(_ job: Job, at moment: Moment, _ resets: Int) {
        let waiting = state.withLock { state -> [HeldRequest] in
            // After a reset another job may have that id.
            guard state.resets == resets else { return [] }
            _ = state.schedule.moveEnd(of: job.key, to: moment)
            state.ledger.move(job.key, to: moment, charge: job.request.charge == .create ? .zero - job.price : .zero)
            state.bookEnded(by: moment)
            state.polled.forget(job.key)
            return state.schedule.takeWaiting(for: job.key)
        }
        for held in waiting { release(held, at: moment) }
    }
}

extension Cancellation {
    fileprivate func refusal(for job: Job, at moment: Moment) -> Refusal? {
        switch (self, job.state(at: moment)) {
        case (.never, _): Refusal(.cancelUnsupported, subject: job.id)
        case (.whileQueued, .queued), (.untilEnded, .queued), (.untilEnded, .running): nil
        case (.whileQueued, _), (.untilEnded, _): Refusal(.cancelTooLate, subject: job.id)
        }
    }
}
