import HTTPMessages
import Journal
import Synchronization

/// What is left to do about a request that was answered. All else that was known of it may go while the answer waits for its time:
/// a crowd of held answers is that much smaller.
public struct Departure: Sendable {
    /// Its journal entry; nil when it has none.
    public let journal: Journal.Ticket?
    let boundJob: ConnectionBoundJob?
    let raisesWebhook: Bool
    /// Whether the client gets the whole answer if nothing comes between; nil: only the end tells.
    public var arrivesWhole: Bool? = true

    /// - Parameter journal: the entry, where it was made after the context.
    public init(_ context: RequestContext, journal: Journal.Ticket? = nil) {
        self.journal = journal ?? context.journal
        boundJob = context.boundJob
        raisesWebhook = context.raisesWebhook
    }

    /// Of a request that no provider had a hand in.
    init(journal: Journal.Ticket) {
        self.journal = journal
        boundJob = nil
        raisesWebhook = false
    }
}

extension Sandbox {
    /// The exchange of an answered request is over.
    public func leave(_ departure: Departure, _ end: ExchangeEnd = .completed) {
        part(departure, end)
        busy.subtract(1, ordering: .relaxed)
        if departure.raisesWebhook { runDue() }
        goOnIfQuiet()
    }

    /// The client takes the job along that is bound to the connection.
    func part(_ departure: Departure, _ end: ExchangeEnd) {
        if let bound = departure.boundJob, end == .clientGone || end == .timedOut { cancel(bound) }
    }
}
