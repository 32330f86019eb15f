import Basics
import Core
import Journal

extension Sandbox {
    /// Requests to the control API that wait for the same kind of thing in a sandbox, at most [chosen].
    public static let mostWaits = 1_000

    /// Waits until so many requests are held: ends at once, if they are already.
    ///
    /// - Parameter limit: in real time.
    public func waitUntilHeld(
        _ count: Int, atMost limit: Duration = Wait.standardLimit,
        then: @escaping @Sendable (WaitEnd<Void>) -> Void
    ) -> Wait? {
        guard let ticket = heldWaits.add(count, atMost: limit, then: then) else {
            then(.refused)
            return nil
        }
        let (held, reason) = state.withLock { ($0.schedule.held, $0.closedBecause) }
        if let reason { heldWaits.end(ticket, .dismissed(because: reason)) }
        tellHeld(held)
        return Wait { [weak self] in self?.heldWaits.cancel(ticket) }
    }

    /// So many requests are held now.
    func tellHeld(_ held: Int) {
        heldWaits.end(where: { $0 <= held }, .reached(()))
    }

    /// Waits until the webhook of that id, or the one of the job of that id, was acknowledged or has ended otherwise: ends at
    /// once, if it has. Meanwhile the `auto` clock goes from one attempt to the next.
    ///
    /// - Parameter limit: in real time.
    public func waitForWebhook(
        _ id: String, atMost limit: Duration = Wait.standardLimit,
        then: @escaping @Sendable (WaitEnd<DeliveryRecord>) -> Void
    ) -> Wait? {
        guard let ticket = webhooks.waits.add(id, atMost: limit, then: then) else {
            then(.refused)
            return nil
        }
        if let record = webhook(id), record.state.isEnd || record.isAcknowledged {
            webhooks.waits.end(ticket, .reached(record))
        } else if let reason = state.withLock({ $0.closedBecause }) {
            webhooks.waits.end(ticket, .dismissed(because: reason))
        } else {
            jumpWhileIdle()
        }
        return Wait { [weak self] in self?.webhooks.waits.cancel(ticket) }
    }
}
