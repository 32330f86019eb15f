import Core
import DialectKit
import HTTPMessages
import Scenario
import Time

extension CheckPipeline {
    /// The account's own limit first, then the limiter of a rule.
    func checkRate(_ context: inout RequestContext, _ state: inout SandboxState) -> Refusal? {
        if let refusal = checkPool(&context, &state) { return refusal }
        guard let directive = context.decision?.value.rateLimit else { return nil }
        switch directive.limit {
        case .always:
            return refusal(.rateLimited, directive, wait: .seconds(1), &context)
        case .concurrentJobs(let most):
            guard context.creation != nil, running(directive.per, context, state) >= most else { return nil }
            return refusal(.tooManyConcurrent, directive, wait: nil, &context)
        case .requests(let rate, let burst):
            let verdict = state.ledger.take(
                .rule(directive.rule, subject: subject(of: directive.per, context)),
                RateLimiter(rate, burst: burst, window: directive.window, at: context.moment), at: context.moment)
            context.limit = verdict.status
            guard case .refused(let wait, _) = verdict else { return nil }
            return refusal(.rateLimited, directive, wait: wait, &context)
        }
    }

    private func checkPool(_ context: inout RequestContext, _ state: inout SandboxState) -> Refusal? {
        guard let pool = context.parsed.pool, let account = context.account?.name else { return nil }
        let inForce = poolLimits(context).flatMap { $0.limits.requests == nil ? nil : $0 }
        let shown = context.dialect.countsWithoutLimits ? context.dialect.providerLimits(pool: pool) : nil
        guard let limits = inForce ?? shown, let rate = limits.limits.requests else { return nil }
        let key = LimiterKey.pool(account: account, provider: context.provider, pool: pool)
        let fresh = RateLimiter(rate, burst: limits.limits.burst, window: limits.window, at: context.moment)
        guard context.parsed.isCounted else {
            context.limit = (state.ledger.peek(key) ?? fresh).status(at: context.moment)
            return nil
        }
        let verdict = state.ledger.take(key, fresh, at: context.moment)
        context.limit = verdict.status
        guard inForce != nil, case .refused(let wait, _) = verdict else { return nil }
        return Refusal(.rateLimited, retryAfter: .automatic(wait))
    }

    private func refusal(
        _ reason: Refusal.Reason, _ directive: RateLimitDirective, wait: Duration?, _ context: inout RequestContext
    ) -> Refusal {
        context.speaker = .rateLimit
        let wait: RetryAfter = directive.retryAfter == .automatic(nil) ? .automatic(wait) : directive.retryAfter
        return Refusal(reason, retryAfter: wait)
    }

    private func subject(of per: RateLimitDirective.Per, _ context: RequestContext) -> String {
        switch per {
        case .account: context.account?.name ?? ""
        case .ip: context.request.peer
        case .model: context.parsed.model ?? ""
        case .scenario: ""
        }
    }

    private func running(_ per: RateLimitDirective.Per, _ context: RequestContext, _ state: SandboxState) -> Int {
        switch per {
        case .account:
            context.account.map { state.ledger.running.count(account: $0.name, provider: context.provider) } ?? 0
        case .ip: state.ledger.running.count(peer: context.request.peer)
        case .model: context.parsed.model.map { state.ledger.running.count(model: $0) } ?? 0
        case .scenario: state.ledger.running.count
        }
    }
}

extension RateLimiter.Verdict {
    var status: RateLimiter.Status {
        switch self {
        case .allowed(let status), .refused(_, let status): status
        }
    }
}
