import Basics
import Core
import Scenario
import Synchronization

extension Sandbox {
    /// Ends the sandbox, which was deleted or is used by nobody: all that is held is answered with a 503 in plain words, what waits ends,
    /// webhooks are given up, and its memory is free as soon as the last exchange is over. A request that is on its way to it is
    /// answered the same.
    ///
    /// - Parameter reason: a sentence for whoever waits.
    public func close(because reason: String) {
        guard !isClosed.exchange(true, ordering: .relaxed) else { return }
        finish(forget(closing: reason), as: .closed(because: reason))
    }

    /// What a request is answered that comes too late.
    static func gone(because reason: String) -> HTTPErrorDirective {
        HTTPErrorDirective(
            status: 503, headers: [HeaderField("Content-Type", "text/plain; charset=utf-8")],
            body: Array((reason + "\n").utf8), retryAfter: .absent)
    }

    /// The real instant at which the last exchange with a provider ended; before all others where there was none.
    public var lastUse: Int64 { lastEnd.load(ordering: .relaxed) }

    /// Whether nothing is under way: no request is being answered, held or silent in real time, and no attempt of a webhook is due or in
    /// flight.
    public var isQuiet: Bool {
        busy.load(ordering: .relaxed) <= 0 && state.withLock { $0.schedule.held + $0.schedule.silent } == 0
    }

    /// Whether somebody waits for something of it: a request that is under way, a wait of the control API, or a listener.
    public var isInUse: Bool {
        !isQuiet || heldWaits.count + webhooks.waits.count + moves.count > 0 || events.hasListeners
    }
}
