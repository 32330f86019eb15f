import Core
import DialectKit
import Matching
import Scenario
import Time

/// The checks of one request in its provider's order, under the sandbox's lock.
struct CheckPipeline {
    /// The jobs that the request names, in its order, those that it refers to first; nil for each that is not there.
    let referenced: [Job?]
    /// Why the callback address of a create is refused, where the server refuses any.
    let blockedCallback: Refusal?

    /// The first refusal. At each stage the request's own problem comes first, then what the scenario has for that stage, then the
    /// engine's check.
    func run(_ context: inout RequestContext, _ state: inout SandboxState) -> Refusal? {
        let scripted = context.decision?.value.error.map { directive in
            let given = context.dialect.given(for: directive.error)
            return (refusal: directive.refusal(as: given), stage: context.dialect.stage(of: given))
        }
        for stage in context.dialect.stages {
            if case .rejected(let rejection) = context.parsed.operation, rejection.stage == stage {
                return rejection.refusal
            }
            if let scripted, scripted.stage == stage {
                context.speaker = .error
                return explained(scripted.refusal, context, state)
            }
            if let refusal = check(stage, &context, &state) { return refusal }
            if stage == .dryRun, case .dryRun = context.parsed.operation {
                // A dry run ends here, so what a rule has for a later stage comes now or never.
                return scripted.map { late($0.refusal, &context, state) }
            }
        }
        if case .rejected(let rejection) = context.parsed.operation { return rejection.refusal }
        return scripted.map { late($0.refusal, &context, state) }
    }

    private func late(_ refusal: Refusal, _ context: inout RequestContext, _ state: SandboxState) -> Refusal {
        context.speaker = .error
        return explained(refusal, context, state)
    }

    private func check(_ stage: Stage, _ context: inout RequestContext, _ state: inout SandboxState) -> Refusal? {
        switch stage {
        case .key: checkKey(context)
        case .rateLimit: checkRate(&context, &state)
        case .enabled: checkModel(context)
        case .references: checkReferences(context)
        case .balance: checkBalance(context, state)
        case .concurrency: checkConcurrency(context, state)
        case .rules: blockedCallback
        case .route, .size, .syntax, .fields, .model, .dryRun, .submit, .link: nil
        }
    }

    private func checkKey(_ context: RequestContext) -> Refusal? {
        switch context.parsed.credential {
        case .notNeeded: nil
        case .missing, .malformed: Refusal(.unauthenticated)
        case .key(let key):
            context.account == nil
                ? Refusal(.unauthenticated, message: context.dialect.complaint(aboutKey: key)) : nil
        }
    }

    /// Globs of the account's `models`; one that begins with a provider's name and a colon speaks of that provider alone.
    private func checkModel(_ context: RequestContext) -> Refusal? {
        guard let model = context.creation?.model, let globs = context.account?.models else { return nil }
        let enabled = globs.contains { glob in
            for provider in Provider.allCases where glob.hasPrefix(provider.rawValue + ":") {
                guard provider == context.provider else { return false }
                return Glob(String(glob.dropFirst(provider.rawValue.utf8.count + 1))).matches(model)
            }
            return Glob(glob).matches(model)
        }
        return enabled ? nil : Refusal(.modelUnavailable, param: "model", subject: model)
    }

    private func checkReferences(_ context: RequestContext) -> Refusal? {
        for (reference, job) in zip(context.creation?.references ?? [], referenced) {
            guard let job, job.account == context.account?.name else {
                return Refusal(.notFound, param: reference.field, subject: reference.id)
            }
            guard job.state(at: context.moment) == .completed, job.request.modality == reference.modality else {
                return Refusal(.invalidInput, message: reference.message, param: reference.field)
            }
        }
        return context.creation?.misfit
    }

    private func checkBalance(_ context: RequestContext, _ state: SandboxState) -> Refusal? {
        guard let creation = context.creation, let balance = context.account?.balance else { return nil }
        let current = currentBalance(context, state) ?? balance
        let price = context.decision?.value.job?.cost ?? creation.price
        return current < price
            ? Refusal(.insufficientBalance, facts: purchase(creation, context, balance: current)) : nil
    }

    /// The same with the create it is about, as far as there is one.
    private func explained(_ refusal: Refusal, _ context: RequestContext, _ state: SandboxState) -> Refusal {
        guard let creation = context.creation else { return refusal }
        var refusal = refusal
        refusal.facts = purchase(creation, context, balance: currentBalance(context, state))
        return refusal
    }

    private func purchase(_ creation: Creation, _ context: RequestContext, balance: Money?) -> Refusal.Facts {
        .purchase(model: creation.model, price: context.decision?.value.job?.cost ?? creation.price, balance: balance)
    }

    private func currentBalance(_ context: RequestContext, _ state: SandboxState) -> Money? {
        guard let key = context.key else { return nil }
        return state.ledger.peek(key: key)?.balance
    }

    private func checkConcurrency(_ context: RequestContext, _ state: SandboxState) -> Refusal? {
        guard context.creation != nil, let most = poolLimits(context)?.limits.concurrentJobs,
            let account = context.account
        else {
            return nil
        }
        let running = state.ledger.running.count(account: account.name, provider: context.provider)
        return running < most ? nil : Refusal(.tooManyConcurrent)
    }

    /// The limits in force for this request's pool: the account's own, else those that the settings turn on.
    func poolLimits(_ context: RequestContext) -> PoolLimits? {
        guard let pool = context.parsed.pool, let account = context.account else { return nil }
        let hasOwn = account.limits != Limits()
        switch hasOwn ? .custom(account.limits) : context.loaded.limits(context.provider) {
        case .off:
            return nil
        case .provider:
            return context.dialect.providerLimits(pool: pool)
        case .custom(let limits):
            let standard = context.dialect.providerLimits(pool: pool)
            return PoolLimits(limits, window: limits.burst == nil ? standard.window : .tokenBucket)
        }
    }
}

extension ErrorDirective {
    /// A scripted rate limit knows no window of its own, so it says a second, the least that providers say [chosen].
    fileprivate func refusal(as error: SemanticError) -> Refusal {
        let wait: RetryAfter =
            error == .rateLimited && retryAfter == .automatic(nil) ? .automatic(.seconds(1)) : retryAfter
        return Refusal(error.reason, message: message, param: param, retryAfter: wait, headers: headers)
    }
}
