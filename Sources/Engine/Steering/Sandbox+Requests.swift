import Basics
import Journal
import Synchronization
import Time

/// What came of the wish that a request waits no longer.
public enum RequestRelease: Sendable {
    case released
    /// It waits for nothing that a hand could end: it was answered, or its client has gone.
    case isNotHeld
    /// No request had that number yet.
    case unknown
    /// The journal had to let its entry go.
    case dropped
}

extension Sandbox {
    /// Ends what a request waits for just now: its job, which it is answered with as that is, or a pause of its answer.
    public func release(request number: Int) -> RequestRelease {
        let instant = real.now()
        guard let ticket = journal.withLock({ $0.ticket(of: number) }) else { return reasonNotToRelease(number) }
        let (event, moment) = state.withLock { state -> (SandboxEvent?, Moment) in
            let event = state.schedule.takeWait(of: ticket)
            if event != nil { busy.add(1, ordering: .relaxed) }
            return (event, state.schedule.now(real: instant))
        }
        guard let event else { return reasonNotToRelease(number) }
        perform([(moment, event)])
        runDue()
        return .released
    }

    private func reasonNotToRelease(_ number: Int) -> RequestRelease {
        journal.withLock { journal in
            guard number >= 1, number < journal.next else { return .unknown }
            return journal.lines.startIndex <= number ? .isNotHeld : .dropped
        }
    }
}
