import Core
import DialectKit
import HTTPMessages
import Scenario
import Time

extension CheckPipeline {
    /// The account's own limit first, then the limiter of a rule.
    func checkRate(_ state: inout SandboxState, limit: inout LimitView?) -> Refusal? {
        if let refusal = checkPool(&state, limit: &limit) { return refusal }
        guard let directive = decision?.value.rateLimit else { return nil }
        switch directive.limit {
        case .always:
            return refusal(.rateLimited, directive, wait: .seconds(1))
        case .concurrentJobs(let most):
            guard visit.creation != nil, running(directive.per, state) >= most else { return nil }
            return refusal(.tooManyConcurrent, directive, wait: nil)
        case .requests(let rate, let burst):
            let verdict = take(
                .rule(directive.rule, subject: subject(of: directive.per)), &state,
                RateLimiter(rate, burst: burst, window: directive.window, at: arrival.moment))
            limit = view(verdict.status, state)
            guard case .refused(let wait, _) = verdict else { return nil }
            return refusal(.rateLimited, directive, wait: wait)
        }
    }

    private func checkPool(_ state: inout SandboxState, limit: inout LimitView?) -> Refusal? {
        guard let pool = visit.parsed.pool, let account = arrival.account?.name, let limits = poolLimits,
            let rate = limits.limits.requests
        else { return nil }
        let key = LimiterKey.pool(account: account, provider: visit.provider, pool: pool)
        let fresh = RateLimiter(rate, burst: limits.limits.burst, window: limits.window, at: arrival.moment)
        guard visit.parsed.isCounted else {
            limit = view((state.limiters.peek(key) ?? fresh).status(at: arrival.moment), state)
            return nil
        }
        let verdict = take(key, &state, fresh)
        limit = view(verdict.status, state)
        guard case .refused(let wait, _) = verdict else { return nil }
        return Refusal(.rateLimited, retryAfter: .automatic(wait))
    }

    private func take(
        _ key: LimiterKey, _ state: inout SandboxState, _ fresh: RateLimiter
    ) -> RateLimiter.Verdict {
        state.limiters.withValue(key, default: fresh) { $0.take(at: arrival.moment) }
    }

    private func view(_ status: RateLimiter.Status, _ state: SandboxState) -> LimitView {
        LimitView(
            limit: status.limit, remaining: status.remaining, reset: state.clock.timestamp(of: status.reset))
    }

    private func refusal(_ reason: Refusal.Reason, _ directive: RateLimitDirective, wait: Duration?) -> Refusal {
        let told: RetryAfter = directive.retryAfter == .automatic(nil) ? .automatic(wait) : directive.retryAfter
        return Refusal(reason, retryAfter: told)
    }

    private func subject(of per: RateLimitDirective.Per) -> String {
        switch per {
        case .account: arrival.account?.name ?? ""
        case .ip: visit.request.peer
        case .model: visit.parsed.model ?? ""
        case .scenario: ""
        }
    }

    private func running(_ per: RateLimitDirective.Per, _ state: SandboxState) -> Int {
        switch per {
        case .account: arrival.account.map { state.running.count(account: $0.name, provider: visit.provider) } ?? 0
        case .ip: state.running.count(peer: visit.request.peer)
        case .model: visit.parsed.model.map { state.running.count(model: $0) } ?? 0
        case .scenario: state.running.count
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
