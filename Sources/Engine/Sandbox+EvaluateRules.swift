import Core
import DialectKit
import Scenario
import Synchronization

extension Sandbox {
    /// Counts the attempt, and asks the scenario what it says to it; nil when it says nothing.
    ///
    /// A poll or download is its job and its own ordinal; every other request is its fingerprint and attempt.
    func evaluateRules(_ visit: Visit, _ arrival: Arrival, job: Job?) -> (identity: Identity, decision: Ref<Decision>?)
    {
        if let job {
            let step = visit.parsed.step ?? .poll
            let key = AttemptKey.job(job.key, step)
            return evaluateRules(visit, arrival, job: job, attemptsOf: key, after: step == .poll ? job.polls : 0) {
                identity(of: job, ordinal: $0, step, visit, arrival)
            }
        }
        let fingerprint = Fingerprint(of: visit, account: arrival.account?.name)
        return evaluateRules(visit, arrival, job: nil, attemptsOf: .request(fingerprint), after: 0) {
            identity(fingerprint, attempt: $0, visit, arrival)
        }
    }

    private func evaluateRules(
        _ visit: Visit, _ arrival: Arrival, job: Job?, attemptsOf key: AttemptKey, after earlier: Int,
        _ identity: (_ attempt: Int) -> Identity
    ) -> (identity: Identity, decision: Ref<Decision>?) {
        guard let step = visit.decisiveStep,
            !arrival.loaded.program.hasNoRules(step: step, provider: visit.provider)
        else { return (identity(countAttempt(of: key, after: earlier)), nil) }
        return stripes.inTurn(of: key) {
            let identity = identity(countAttempt(of: key, after: earlier))
            return (identity, decision(for: visit, arrival, identity: identity, job: job, step: step))
        }
    }

    /// Of requests that come at once each gets a number of its own.
    private func countAttempt(of key: AttemptKey, after earlier: Int) -> Int {
        state.withLock { state in
            state.attempts.withValue(key, default: earlier) { count in
                count += 1
                return count
            }
        }
    }
}
