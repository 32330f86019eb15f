import Core
import DialectKit
import Digests
import Scenario
import Synchronization

/// Who a request is, for draws and ids (scenario-language.md §6).
struct Identity: Sendable {
    var fingerprint: Fingerprint?
    var attempt: Int
    var drawKey: [UInt8]
    /// What ids, request ids and the length of a job come from.
    var draw: Draw

    /// `req_` and 16 hex digits: follows from the request and its attempt, not from the order of arrival.
    var requestID: String { draw.tail(after: "req_") }

    /// Changes with each attempt; which comes first follows from the request.
    var isOtherTurn: Bool { (attempt % 2 == 0) != (fingerprint?.isOdd ?? false) }
}

extension Sandbox {
    /// Counts the attempt, and asks the scenario what it says to it; nil when it says nothing.
    ///
    /// A poll or download is its job and its own ordinal; every other request is its fingerprint and attempt.
    func judge(_ visit: Visit, _ arrival: Arrival, job: Job?) -> (identity: Identity, decision: Shared<Decision>?) {
        if let job {
            let step = visit.ask.step ?? .poll
            let key = AttemptKey.job(job.key, step)
            return judge(visit, arrival, job: job, attemptsOf: key, after: step == .poll ? job.polls : 0) {
                identity(of: job, ordinal: $0, step, visit, arrival)
            }
        }
        let fingerprint = Fingerprint(of: visit, account: arrival.account?.name)
        return judge(visit, arrival, job: nil, attemptsOf: .request(fingerprint), after: 0) {
            identity(fingerprint, attempt: $0, visit, arrival)
        }
    }

    private func judge(
        _ visit: Visit, _ arrival: Arrival, job: Job?, attemptsOf key: AttemptKey, after earlier: Int,
        _ identity: (_ attempt: Int) -> Identity
    ) -> (identity: Identity, decision: Shared<Decision>?) {
        guard let step = visit.decisiveStep,
            !arrival.loaded.program.isSilent(step: step, provider: visit.provider)
        else { return (identity(countAttempt(of: key, after: earlier)), nil) }
        return turns.inTurn(of: key) {
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

    /// Who asks for what belongs to a job, without being a request of its own: its files and links, as a reading makes them.
    func identity(of job: Job, _ visit: Visit, _ arrival: Arrival) -> Identity {
        identity(of: job, ordinal: job.polls + 1, .poll, visit, arrival)
    }

    private func identity(
        of job: Job, ordinal: Int, _ step: Step, _ visit: Visit, _ arrival: Arrival
    ) -> Identity {
        var key = Array(job.id.utf8)
        for shift in stride(from: 0, to: 64, by: 8) {
            key.append(UInt8(truncatingIfNeeded: UInt64(ordinal) >> UInt64(shift)))
        }
        if step != .poll { key += Array(step.rawValue.utf8) }
        return Identity(fingerprint: nil, attempt: ordinal, drawKey: key, draw: draw(key, visit, arrival))
    }

    func identity(_ fingerprint: Fingerprint, attempt: Int, _ visit: Visit, _ arrival: Arrival) -> Identity {
        let key = fingerprint.drawKey(attempt: attempt)
        return Identity(fingerprint: fingerprint, attempt: attempt, drawKey: key, draw: draw(key, visit, arrival))
    }

    private func draw(_ key: [UInt8], _ visit: Visit, _ arrival: Arrival) -> Draw {
        Draw(
            seed: arrival.loaded.scenario.seed, rule: "", aspect: "id", name: visit.provider.rawValue, subject: key)
    }
}
