import Core
import DialectKit
import Digests
import Scenario

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
    /// Who asks for what belongs to a job, without being a request of its own: its files and links, as a reading makes them.
    func identity(of job: Job, _ visit: Visit, _ arrival: Arrival) -> Identity {
        identity(of: job, ordinal: job.polls + 1, .poll, visit, arrival)
    }

    func identity(
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
