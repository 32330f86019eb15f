import Core
import DialectKit
import Matching
import Scenario
import Time

/// The engine's own checks of one request, stage by stage, under the sandbox's lock.
struct CheckPipeline {
    let visit: Visit
    let arrival: Arrival
    let decision: Ref<Decision>?
    let referenced: [Job?]
    /// Why the callback address of a create is refused, where the server refuses any.
    let blockedCallback: Refusal?

    func check(_ stage: Stage, _ state: inout SandboxState, limit: inout LimitView?) -> Refusal? {
        switch stage {
        case .key: checkKey()
        case .rateLimit: checkRate(&state, limit: &limit)
        case .enabled: checkModel()
        case .references: checkReferences()
        case .balance: checkBalance(state)
        case .concurrency: checkConcurrency(state)
        case .rules: blockedCallback
        case .route, .size, .syntax, .fields, .model, .dryRun, .submit, .link: nil
        }
    }

    private func checkKey() -> Refusal? {
        switch visit.parsed.credential {
        case .notNeeded: nil
        case .missing, .malformed: Refusal(.unauthenticated)
        case .key: arrival.account == nil ? Refusal(.unauthenticated) : nil
        }
    }

    /// Globs of the account's `models`; one that begins with a provider's name and a colon speaks of that provider alone.
    private func checkModel() -> Refusal? {
        guard let model = visit.creation?.model, let globs = arrival.account?.models else { return nil }
        let enabled = globs.contains { glob in
            for provider in Provider.allCases where glob.hasPrefix(provider.rawValue + ":") {
                guard provider == visit.provider else { return false }
                return Glob(String(glob.dropFirst(provider.rawValue.utf8.count + 1))).matches(model)
            }
            return Glob(glob).matches(model)
        }
        return enabled ? nil : Refusal(.modelUnavailable, param: "model", subject: model)
    }

    private func checkReferences() -> Refusal? {
        for (reference, job) in zip(visit.creation?.references ?? [], referenced) {
            guard let job, job.account == arrival.account?.name else {
                return Refusal(.notFound, param: reference.field, subject: reference.id)
            }
            guard job.state(at: arrival.moment) == .completed, job.request.modality == reference.modality else {
                return Refusal(.invalidInput, message: reference.message, param: reference.field)
            }
        }
        return nil
    }

    private func checkBalance(_ state: SandboxState) -> Refusal? {
        guard let creation = visit.creation, let balance = arrival.account?.balance else { return nil }
        let current = currentBalance(state) ?? balance
        let price = decision?.value.job?.cost ?? creation.price
        return current < price ? Refusal(.insufficientBalance, facts: purchase(creation, balance: current)) : nil
    }

    /// The same with the create it is about, as far as there is one.
    func explained(_ refusal: Refusal, _ state: SandboxState) -> Refusal {
        guard let creation = visit.creation else { return refusal }
        var refusal = refusal
        refusal.facts = purchase(creation, balance: currentBalance(state))
        return refusal
    }

    private func purchase(_ creation: Creation, balance: Money?) -> Refusal.Facts {
        .purchase(model: creation.model, price: decision?.value.job?.cost ?? creation.price, balance: balance)
    }

    private func currentBalance(_ state: SandboxState) -> Money? {
        guard let key = visit.key else { return nil }
        return state.accounts.peek(key: key)?.balance
    }

    private func checkConcurrency(_ state: SandboxState) -> Refusal? {
        guard visit.creation != nil, let most = poolLimits?.limits.concurrentJobs, let account = arrival.account else {
            return nil
        }
        let running = state.running.count(account: account.name, provider: visit.provider)
        return running < most ? nil : Refusal(.tooManyConcurrent)
    }

    /// The limits in force for this request's pool: the account's own, else those that the settings turn on.
    var poolLimits: PoolLimits? {
        guard let pool = visit.parsed.pool, let account = arrival.account else { return nil }
        let hasOwn = account.limits != Limits()
        switch hasOwn ? .custom(account.limits) : arrival.loaded.limits(visit.provider) {
        case .off:
            return nil
        case .provider:
            return visit.dialect.providerLimits(pool: pool)
        case .custom(let limits):
            let standard = visit.dialect.providerLimits(pool: pool)
            return PoolLimits(limits, window: limits.burst == nil ? standard.window : .tokenBucket)
        }
    }
}
