import Basics
import Core
import DialectKit
import Digests
import HTTPMessages
import Scenario
import Time

extension Sandbox {
    /// Answers a create that passed every check as the provider does: at once, or when its job has ended.
    func create(_ pending: PendingJob, _ context: inout RequestContext) -> Handling {
        if let earlier = pending.earlier { return repeatCreate(JobKey(context.provider, earlier), &context) }
        guard let (job, insertion) = pending.committed else { return answerPhantom(pending, &context) }
        guard let insertion else { return answerCreate(job, &context, calling: pending.webhook) }
        return park(context, insertion) { sandbox, context, isInserted in
            sandbox.inserted(isInserted, pending, &context)
        }
    }

    /// The same create again, by the client's own key: answered with the job that there is.
    private func repeatCreate(_ key: JobKey, _ context: inout RequestContext) -> Handling {
        switch store.load(key) {
        case .now(let job): return answerRepeated(job, key, &context)
        case .later(let token):
            return park(context, token) { sandbox, context, job in sandbox.answerRepeated(job, key, &context) }
        }
    }

    private func answerRepeated(_ job: Job?, _ key: JobKey, _ context: inout RequestContext) -> Handling {
        guard let job else { return .answered(answer(context, .refusal(Refusal(.notFound, subject: key.id)))) }
        return answerCreate(job, &context)
    }

    /// The client's answer is spoilt, and the rule says that no job came of the request.
    private func answerPhantom(_ pending: PendingJob, _ context: inout RequestContext) -> Handling {
        guard let account = context.account else {
            return .answered(answer(context, .refusal(Refusal(.unauthenticated))))
        }
        let job = pending.job(for: context, account: account.name, base: context.request.base, number: 0)
        return answerCreate(job, &context, isPhantom: true)
    }

    /// A store that answers later has kept the job, or its id was taken there.
    private func inserted(_ isInserted: Bool, _ pending: PendingJob, _ context: inout RequestContext) -> Handling {
        guard let job = pending.committed?.job else { preconditionFailure("only a committed job is inserted") }
        if isInserted { return answerCreate(job, &context, calling: pending.webhook) }
        var pending = pending
        pending.otherIDs += 1
        guard pending.otherIDs < Self.mostIDs else { return giveUp(job, &context) }
        pending.id = otherID(for: context, number: job.number + pending.otherIDs - 1)
        let renamed = pending.job(for: context, account: job.account, base: job.base, number: job.number)
        state.withLock { state in
            state.ledger.rename(job.key, to: renamed.id, account: job.account, repeatKey: context.parsed.repeatKey)
        }
        if context.boundJob != nil { context.boundJob = ConnectionBoundJob(job: renamed.key) }
        pending.committed = (renamed, nil)
        switch store.insert(renamed) {
        case .now(let isInserted): return inserted(isInserted, pending, &context)
        case .later(let token):
            return park(context, token) { [pending] sandbox, context, isInserted in
                sandbox.inserted(isInserted, pending, &context)
            }
        }
    }

    /// No id is free: the job that was booked is none.
    private func giveUp(_ job: Job, _ context: inout RequestContext) -> Handling {
        state.withLock { state in
            guard let entry = state.ledger.takeOut(job.key), job.request.charge == .create else { return }
            state.ledger.refund(job.price, entry, on: state.schedule.dayNumber(of: context.moment))
        }
        context.boundJob = nil
        return .answered(answer(context, .refusal(.noFreeID)))
    }

    private func answerCreate(
        _ job: Job, _ context: inout RequestContext, calling early: EarlyWebhook?
    ) -> Handling {
        guard job.request.callback != nil, webhooks.sender != nil else { return answerCreate(job, &context) }
        guard let early, early.comesBeforeResponse, job.plan.end(created: job.created) < .distantFuture else {
            expectEnd(of: job, &context, early)
            return answerCreate(job, &context)
        }
        return answerAfterWebhook(job, &context, early)
    }

    /// - Parameter isPhantom: there is no such job; its create tells of one all the same.
    func answerCreate(_ job: Job, _ context: inout RequestContext, isPhantom: Bool = false) -> Handling {
        let end = job.plan.end(created: job.created)
        // Nothing of the answer will be seen, so nobody waits for it.
        if context.hidesAnswer { return .answered(answer(context, job, at: context.moment)) }
        switch job.request.answer {
        case .atOnce, .streamed:
            return .answered(answer(context, job, at: context.moment))
        case .within(let wait):
            if end <= context.moment || wait <= .zero { return .answered(answer(context, job, at: context.moment)) }
            return hold(&context, job, until: min(end, context.moment + wait), isPhantom: isPhantom)
        case .whenEnded:
            if end <= context.moment { return .answered(answer(context, job, at: context.moment)) }
            return hold(&context, job, until: end, isPhantom: isPhantom)
        }
    }
}
