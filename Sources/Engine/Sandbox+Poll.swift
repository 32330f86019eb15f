import Basics
import Core
import DialectKit
import Scenario
import Time

extension Sandbox {
    /// Counts the poll, which may be the one that ends the job, and answers or waits.
    func poll(_ job: Job, wait: Duration, _ context: inout RequestContext) -> Handling {
        var polled = job
        polled.polls += 1
        polled.version += 1
        if let decision = context.decision?.value { polled.keep(decision) }
        let endsNow = endsByPoll(polled)
        if endsNow { polled.plan.endedByPoll = context.moment }
        switch store.replace(polled) {
        case .now(let isReplaced): return counted(isReplaced, polled, endsNow: endsNow, wait: wait, &context)
        case .later(let token):
            return awaitStore(context, token) { [polled] sandbox, context, isReplaced in
                sandbox.counted(isReplaced, polled, endsNow: endsNow, wait: wait, &context)
            }
        }
    }

    private func counted(
        _ isReplaced: Bool, _ job: Job, endsNow: Bool, wait: Duration, _ context: inout RequestContext
    ) -> Handling {
        guard isReplaced else { return pollAgain(job.key, wait: wait, &context) }
        if endsNow {
            if endRunning(job, context) {
                context.raisesWebhook = true
            } else if job.request.callback != nil {
                // Its create came to another process.
                expectEnd(of: job, &context, nil)
            }
        }
        let end = job.plan.end(created: job.created)
        guard wait > .zero, end > context.moment, !job.endsByPolls, !context.hidesAnswer else {
            return .answered(answer(context, job, at: context.moment))
        }
        beginsToWait(for: job, context)
        return hold(&context, job, until: min(end, context.moment + wait))
    }

    private func endsByPoll(_ job: Job) -> Bool {
        guard let polls = job.plan.polls, job.plan.endedByPoll == nil, job.plan.cancelled == nil else { return false }
        return job.polls >= polls
    }

    /// Somebody polled the same job in between.
    private func pollAgain(_ key: JobKey, wait: Duration, _ context: inout RequestContext) -> Handling {
        switch store.load(key) {
        case .now(let job): return pollAgain(job, key, wait: wait, &context)
        case .later(let token):
            return awaitStore(context, token) { sandbox, context, job in
                sandbox.pollAgain(job, key, wait: wait, &context)
            }
        }
    }

    private func pollAgain(_ job: Job?, _ key: JobKey, wait: Duration, _ context: inout RequestContext) -> Handling {
        guard let job else { return .answered(answer(context, .refusal(Refusal(.notFound, subject: key.id)))) }
        return poll(job, wait: wait, &context)
    }

    /// Whether somebody is called about it.
    private func endRunning(_ job: Job, _ context: RequestContext) -> Bool {
        state.withLock { state in
            // After a reset another job may have that id.
            guard state.resets == context.loaded.resets else { return false }
            state.ledger.move(job.key, to: context.moment)
            state.bookEnded(by: context.moment)
            return state.schedule.moveEnd(of: job.key, to: context.moment)
        }
    }
}

extension Job {
    /// What a rule says of its links and files when it is read stays with it.
    fileprivate mutating func keep(_ decision: Decision) {
        if let terms = decision.signedURL { linkTerms = terms }
        if let terms = decision.asset { assetTerms = terms }
    }

    /// Whether polls move it on, not time: then nobody waits for its end.
    var endsByPolls: Bool { plan.polls != nil && plan.endedByPoll == nil }
}
