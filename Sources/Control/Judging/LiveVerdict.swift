import Basics
import Documents
import Engine
import Judging
import Scenario

/// What `expect` says of a sandbox, told as it changes to one who listens. It is looked at when nothing else is to be told.
final class LiveVerdict: Sendable {
    /// Of a journal with more requests nothing is told live, since a loop that serves others has to judge them [chosen].
    static let mostRequests = 2_000

    private let sandbox: Sandbox
    /// What was told last, by the place in `expect`.
    private let told = Lock<[RunVerdict.Finding]>([])
    private let isTooLong = Lock(false)

    init(_ sandbox: Sandbox) {
        self.sandbox = sandbox
    }

    /// The findings that are not what they were when this was asked last, each in a line of JSON.
    var changes: [[UInt8]] {
        let scenario = sandbox.scenario
        guard !scenario.expectations.isEmpty else { return [] }
        guard sandbox.requestCount <= Self.mostRequests else { return tooLong }
        let found = Lock<RunVerdict?>(nil)
        // The store in memory answers before this returns; one that does not is asked again at the next event.
        sandbox.record { record in
            let verdict = RunVerdict.judge(record, by: scenario.expectations)
            found.withLock { $0 = verdict }
        }
        guard let verdict = found.withLock({ $0 }) else { return [] }
        return told.withLock { told in
            let changed = verdict.findings.enumerated().filter { place, finding in
                told.count <= place || told[place].outcome != finding.outcome || told[place].entries != finding.entries
            }
            told = verdict.findings
            return changed.map { $0.element.node().json() }
        }
    }

    private var tooLong: [[UInt8]] {
        let isFirst = isTooLong.withLock { told in
            defer { told = true }
            return !told
        }
        guard isFirst else { return [] }
        let reason = "There are more than \(Self.mostRequests) requests: ask `verdict` itself."
        let node: Node = ["check": nil, "outcome": nil, "reason": .text(reason)]
        return [node.json()]
    }
}
