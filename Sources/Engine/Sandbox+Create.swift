import Basics
import Core
import DialectKit
import Digests
import HTTPMessages
import Scenario
import Time

/// A job as it will be if every check lets its create through.
struct PendingJob: Sendable {
    var id: String
    var creation: Creation
    var plan: Plan
    var price: Money
    /// Counts where the request has no seed of its own.
    var seed: UInt64
    /// The polls that its create counts as.
    var polls = 0
    /// The rules about its webhook, where one of them may change what comes before that.
    var webhookRules: EarlyWebhookRules?
    /// What they decided when the job was committed.
    var webhook: EarlyWebhook?
    /// How many ids were taken in a store that answers later.
    var otherIDs = 0
    /// The job that it turned out to be a repetition of; it is answered with that one.
    var earlier: String?
    /// The job, once it is committed. Not before it is inserted for a store that answers later.
    var committed: (job: Job, insertion: StoreToken<Bool>?)?

    func job(for context: RequestContext, account: String, base: String, number: Int) -> Job {
        var job = Job(
            id: id, provider: context.provider, account: account, created: context.moment, plan: plan,
            request: creation, price: price, base: base, seed: creation.seed.map { UInt64(bitPattern: $0) } ?? seed,
            number: number, linkSeed: context.loaded.scenario.seed,
            change: context.decision?.value.change(createdAt: context.moment))
        job.polls = polls
        return job
    }

    /// Where nothing can poll, the create counts as the polls that end the job.
    fileprivate mutating func endWithoutPolls() {
        guard let last = plan.polls else { return }
        polls = last
        plan.polls = nil
        plan.queued = .zero
        plan.running = .zero
    }
}

extension AnswerTime {
    /// Whether a create is answered with its result, so that nobody polls.
    fileprivate var comesOnlyOnce: Bool {
        switch self {
        case .whenEnded, .streamed: true
        case .atOnce, .within: false
        }
    }
}

extension Sandbox {
    /// nil when no job is asked for, or by nobody we know.
    func pendingJob(for context: RequestContext) -> PendingJob? {
        guard context.isCreate, let asked = context.creation, context.key != nil else { return nil }
        let (decision, identity) = (context.decision?.value, context.identity)
        var creation = asked.alternative.map { identity.isOtherTurn ? $0 : asked } ?? asked
        if decision?.ignoresStream ?? false { creation = context.dialect.unstreamed(creation) }
        var directive = decision?.job
        if case .failed(let error, let message)? = directive?.outcome {
            directive?.outcome = .failed(context.dialect.given(for: error), message: message)
        }
        if directive?.outcome == nil, let failure = failure(by: creation.sources) {
            directive = directive ?? JobDirective()
            directive?.outcome = failure
        }
        let made = decision?.job?.output.map { creation.making($0.assets(of: creation.assets)) } ?? creation
        let plan = Plan.make(
            creation: creation, directive: directive, pace: context.loaded.scenario.pace,
            share: identity.draw.secondUnit)
        var pending = PendingJob(
            id: context.dialect.jobID(from: identity.draw.bytes), creation: made, plan: plan,
            price: decision?.job?.cost ?? creation.price, seed: identity.draw.uint64)
        if creation.answer.comesOnlyOnce { pending.endWithoutPolls() }
        pending.webhookRules = webhookRules(for: pending, context)
        return pending
    }

    /// From here on the job exists, unless the client's own key says that it did already. Under the lock of the state, so that
    /// nobody sees half of it, and a reset takes all of it or nothing.
    func commit(
        _ pending: inout PendingJob, _ context: inout RequestContext, _ state: inout SandboxState
    ) -> Refusal? {
        guard let account = context.account else { return Refusal(.unauthenticated) }
        let key = context.parsed.repeatKey.map {
            IdempotencyTable.Key(account: account.name, provider: context.provider, key: $0)
        }
        if let key {
            switch state.ledger.repeats.find(key, context.identity.fingerprint, at: context.moment) {
            case .new: break
            case .job(let earlier):
                pending.earlier = earlier
                return nil
            case .otherRequest:
                return Refusal(
                    .invalidInput, message: "This Idempotency-Key was used with another request.",
                    param: "Idempotency-Key")
            }
        }
        pending.decideWebhook(context.loaded, &state)
        let (base, number) = state.ledger.nextJob(base: context.request.base)
        guard insert(&pending, context, account: account.name, base: base, number: number) else {
            return .noFreeID
        }
        context.isCommitted = true
        if let key {
            state.ledger.repeats.remember(key, context.identity.fingerprint, job: pending.id, at: context.moment)
        }
        book(pending, &context, account: account.name, &state)
        return nil
    }

    /// How many ids are tried for a job before its create is refused. The second is free already, unless a store is shared with
    /// somebody who does not count the jobs.
    static let mostIDs = 8

    /// Gives the job to the store, under another id when the one that follows from its request is taken: then the number of
    /// earlier attempts was forgotten. False when no id is free.
    private func insert(
        _ pending: inout PendingJob, _ context: RequestContext, account: String, base: String, number: Int
    ) -> Bool {
        for attempt in 0..<Self.mostIDs {
            if attempt > 0 { pending.id = otherID(for: context, number: number + attempt - 1) }
            let job = pending.job(for: context, account: account, base: base, number: number)
            switch store.insert(job) {
            case .now(true): pending.committed = (job, nil)
            case .later(let token): pending.committed = (job, token)
            case .now(false): continue
            }
            return true
        }
        return false
    }

    /// Follows from the request, its attempt and the number of the job, which no other job has.
    func otherID(for context: RequestContext, number: Int) -> String {
        let seed = context.loaded.scenario.seed
        return context.dialect.jobID(
            from: context.identity.salted(by: number, seed: seed, provider: context.provider).bytes)
    }

    /// The job is charged as its provider charges, and counts as running until its end.
    private func book(
        _ pending: PendingJob, _ context: inout RequestContext, account: String, _ state: inout SandboxState
    ) {
        guard let key = context.key else { return }
        let (creation, price) = (pending.creation, pending.price)
        let entry = RunningJobs.Entry(
            job: pending.id, account: account, key: key, provider: context.provider, model: creation.model,
            peer: context.request.peer, end: pending.plan.end(created: context.moment),
            charge: pending.plan.chargeAtEnd(price: price, creation.charge))
        state.ledger.begin(
            entry, price: creation.charge == .create ? price : nil, on: state.schedule.dayNumber(of: context.moment))
        guard context.decision?.value.job?.cancelsOnDisconnect ?? creation.cancelsOnDisconnect else { return }
        context.boundJob = ConnectionBoundJob(
            job: JobKey(context.provider, pending.id), resets: context.loaded.resets)
    }
}

extension Sandbox {
    /// Answers a create that passed every check as the provider does: at once, or when its job has ended.
    func create(_ pending: PendingJob, _ context: inout RequestContext) -> Handling {
        if let earlier = pending.earlier { return repeatCreate(JobKey(context.provider, earlier), &context) }
        guard let (job, insertion) = pending.committed else { return answerPhantom(pending, &context) }
        if events.isHeard { tellJob(job, "created") }
        guard let insertion else { return answerCreate(job, &context, calling: pending.webhook) }
        return awaitStore(context, insertion) { sandbox, context, isInserted in
            sandbox.inserted(isInserted, pending, &context)
        }
    }

    /// The same create again, by the client's own key: answered with the job that there is.
    private func repeatCreate(_ key: JobKey, _ context: inout RequestContext) -> Handling {
        switch store.load(key) {
        case .now(let job): return answerRepeated(job, key, &context)
        case .later(let token):
            return awaitStore(context, token) { sandbox, context, job in sandbox.answerRepeated(job, key, &context) }
        }
    }

    private func answerRepeated(_ job: Job?, _ key: JobKey, _ context: inout RequestContext) -> Handling {
        guard let job else { return .answered(answer(context, .refusal(Refusal(.notFound, subject: key.id)))) }
        context.isReplayed = true
        return answerCreate(job, &context)
    }

    /// The client's answer is spoilt, and the rule says that no job came of the request.
    private func answerPhantom(_ pending: PendingJob, _ context: inout RequestContext) -> Handling {
        guard let account = context.account else {
            return .answered(answer(context, .refusal(Refusal(.unauthenticated))))
        }
        let job = pending.job(for: context, account: account.name, base: context.request.base, number: 0)
        return answerCreate(job, &context, phantom: Shared(PhantomJob(job: job, pending: pending)))
    }

    /// A store that answers later has kept the job, or its id was taken there.
    func inserted(_ isInserted: Bool, _ pending: PendingJob, _ context: inout RequestContext) -> Handling {
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
        if context.boundJob != nil {
            context.boundJob = ConnectionBoundJob(job: renamed.key, resets: context.loaded.resets)
        }
        pending.committed = (renamed, nil)
        switch store.insert(renamed) {
        case .now(let isInserted): return inserted(isInserted, pending, &context)
        case .later(let token):
            return awaitStore(context, token) { [pending] sandbox, context, isInserted in
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
        context.isCommitted = false
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

    /// - Parameter phantom: there is no such job; its create tells of one all the same.
    func answerCreate(
        _ job: Job, _ context: inout RequestContext, phantom: Shared<PhantomJob>? = nil
    ) -> Handling {
        let end = job.plan.end(created: job.created)
        var latest = context.moment
        // Where nothing of the answer will be seen, nobody waits for it.
        if !context.hidesAnswer {
            switch job.request.answer {
            case .atOnce, .streamed: break
            case .within(let wait):
                if !job.endsByPolls { latest = min(end, context.moment + max(.zero, wait)) }
            case .whenEnded: latest = end
            }
        }
        if latest > context.moment { return hold(&context, job, until: latest, phantom: phantom) }
        var answer = answer(context, job, at: context.moment)
        answer.phantom = phantom
        return .answered(answer)
    }
}

extension Decision {
    /// What stays with the job; nil for most.
    fileprivate func change(createdAt moment: Moment) -> JobChange? {
        guard
            visibilityDelay != nil || job?.statuses != nil || job?.output != nil || job?.expiry != nil
                || signedURL != nil || asset != nil
        else { return nil }
        return JobChange(
            statuses: job?.statuses, output: job?.output, visibleFrom: visibilityDelay.map { moment + $0 },
            goneFrom: job?.expiry.map { moment + $0 }, linkTerms: signedURL, assetTerms: asset)
    }
}

extension Refusal {
    static var noFreeID: Refusal { Refusal(.internalError, message: "No id is free for the new job.") }
}
