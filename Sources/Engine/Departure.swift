import HTTPMessages
import Journal
import Synchronization

/// What is left to do about a visit that was answered. The visit itself, with the request and all that was read of it, may go
/// while the answer waits for its time: a crowd of held answers is that much smaller.
public struct Departure: Sendable {
    /// Its journal entry; nil when it has none.
    let journal: Journal.Ticket?
    let tie: ConnectionBoundJob?
    let raisesWebhook: Bool
}

extension Sandbox {
    public func departure(of visit: Visit) -> Departure {
        visit.progress.withLock {
            Departure(journal: $0.journal, tie: $0.tie, raisesWebhook: $0.raisesWebhook)
        }
    }

    /// The exchange of an answered visit is over.
    public func leave(_ departure: Departure, _ end: ExchangeEnd) {
        part(departure, end)
        busy.subtract(1, ordering: .relaxed)
        if departure.raisesWebhook { runDue() }
    }

    /// The client takes the job along that is tied to the connection.
    func part(_ departure: Departure, _ end: ExchangeEnd) {
        if let tie = departure.tie, end == .clientGone || end == .timedOut { cancel(tie) }
    }
}
