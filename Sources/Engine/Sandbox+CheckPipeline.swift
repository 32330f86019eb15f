import Core
import DialectKit
import Digests
import HTTPMessages
import Matching
import Scenario
import Synchronization
import Time

extension Sandbox {
    /// Walks the provider's pending of checks. At each stage the request's own problem comes first, then what the scenario
    /// has for that stage, then the engine's check.
    func walk(
        _ visit: Visit, _ arrival: Arrival, _ decision: Ref<Decision>?, identity: Identity, job: Job?,
        referenced: [Job?]
    ) {
        let scripted = decision?.value.error.map { (refusal: $0.refusal, stage: visit.dialect.stage(of: $0.error)) }
        let walk = CheckPipeline(
            visit: visit, arrival: arrival, decision: decision, referenced: referenced,
            blockedCallback: visit.creation?.callback.flatMap { blocked($0, visit, arrival) })
        var pending = pendingJob(of: visit, arrival, decision, identity: identity, referenced: referenced)
        let (refusal, limit): (Refusal?, LimitView?) = state.withLock { state in
            state.settle(at: arrival.moment)
            var limit: LimitView?
            for stage in visit.dialect.stages {
                if case .rejected(let rejection) = visit.parsed.operation, rejection.stage == stage {
                    return (rejection.refusal, limit)
                }
                if let scripted, scripted.stage == stage { return (walk.explained(scripted.refusal, state), limit) }
                if let refusal = walk.check(stage, &state, limit: &limit) { return (refusal, limit) }
                if stage == .dryRun, case .dryRun = visit.parsed.operation {
                    // A dry run ends here, so what a rule has for a later stage comes now or never.
                    return (scripted.map { walk.explained($0.refusal, state) }, limit)
                }
            }
            if case .rejected(let rejection) = visit.parsed.operation { return (rejection.refusal, limit) }
            if let scripted { return (walk.explained(scripted.refusal, state), limit) }
            if pending != nil, decision?.value.commits ?? true, let refusal = walk.commit(&pending!, identity, &state) {
                return (refusal, limit)
            }
            return (nil, limit)
        }
        if let limit { visit.progress.withLock { $0.limit = limit } }
        if let refusal { return finish(visit, .refusal(refusal)) }
        execute(visit, arrival, decision, identity: identity, pending: pending.take().map { Ref($0) }, job: job)
    }

    private func blocked(_ callback: String, _ visit: Visit, _ arrival: Arrival) -> Refusal? {
        guard let words = sender?.refusal(of: callback, from: name) else { return nil }
        let field = visit.dialect.webhooks(arrival.loaded.settings(visit.provider))?.field
        return Refusal(.invalidInput, message: words, param: field)
    }

    /// The job as it will be if every check lets it through; nil when none is asked for, or by nobody we know.
    private func pendingJob(
        of visit: Visit, _ arrival: Arrival, _ decision: Ref<Decision>?, identity: Identity, referenced: [Job?]
    ) -> PendingJob? {
        guard visit.isCreate, let asked = visit.creation, let account = arrival.account else { return nil }
        var creation = asked.alternative.map { identity.isOtherTurn ? $0 : asked } ?? asked
        if creation.frame != .own, let source = referenced.first ?? nil {
            creation = creation.framed(like: source.request)
        }
        if decision?.value.ignoresStream ?? false { creation = visit.dialect.unstreamed(creation) }
        var directive = decision?.value.job
        if directive?.outcome == nil, let failure = failure(by: creation.sources) {
            directive = directive ?? JobDirective()
            directive?.outcome = failure
        }
        let made = decision?.value.job?.output.map { creation.making($0.assets(of: creation.assets)) } ?? creation
        let plan = Plan.make(
            creation: creation, directive: directive, pace: arrival.loaded.scenario.pace,
            share: identity.draw.secondUnit)
        var pending = PendingJob(
            id: visit.dialect.jobID(from: identity.draw.bytes), creation: made, plan: plan, account: account.name,
            price: decision?.value.job?.cost ?? creation.price, base: visit.request.base,
            change: decision?.value.change(createdAt: arrival.moment))
        if made.callback != nil, arrival.loaded.program.decidesWebhooksEarly {
            decideWebhook(of: &pending, visit, arrival)
        }
        return pending
    }
}

extension Decision {
    /// What stays with the job; nil for most.
    fileprivate func change(createdAt moment: Moment) -> JobChange? {
        guard visibilityDelay != nil || job?.statuses != nil || job?.output != nil || job?.expiry != nil else {
            return nil
        }
        return JobChange(
            statuses: job?.statuses, output: job?.output, visibleFrom: visibilityDelay.map { moment + $0 },
            goneFrom: job?.expiry.map { moment + $0 })
    }
}

extension ErrorDirective {
    /// A scripted rate limit knows no window of its own, so it says a second, the least that providers say [chosen].
    var refusal: Refusal {
        let wait: RetryAfter =
            error == .rateLimited && retryAfter == .automatic(nil) ? .automatic(.seconds(1)) : retryAfter
        return Refusal(error.reason, message: message, param: param, retryAfter: wait, headers: headers)
    }
}
