import Basics
import Engine
import Journal
import MicroHTTP
import Time

/// Measures the pauses of one delivery in scenario time.
///
/// Each pause begins where the one before ended, not at the moment the loop gets to it: so when a clock is moved far ahead,
/// all pauses that lie within are over at once, however they were cut.
final class ScenarioWaker: Waker, PausedAnswer {
    private struct Pauses: Sendable {
        var cursor: Moment
        var number: UInt64 = 0
        var nextIsIdle = false
        /// Seldom more than one, of which a crowd of held answers has many: a list is smaller than a dictionary.
        var waiting: [(number: UInt64, ticket: Sandbox.PauseTicket)] = []
        var fired: Set<UInt64> = []
        var entry: Journal.Ticket?

        mutating func take(_ number: UInt64) -> Sandbox.PauseTicket? {
            waiting.firstIndex { $0.number == number }.map { waiting.remove(at: $0).ticket }
        }
    }

    private let sandbox: Sandbox
    private let pauses: Lock<Pauses>
    let base: String

    /// - Parameter base: that the request came in by.
    init(_ sandbox: Sandbox, from moment: Moment, base: String) {
        self.sandbox = sandbox
        self.base = base
        pauses = Lock(Pauses(cursor: moment))
    }

    /// The request's entry in the journal.
    var entry: Journal.Ticket? {
        get { pauses.withLock { $0.entry } }
        set { pauses.withLock { $0.entry = newValue } }
    }

    /// The next pause only keeps a connection alive: the `auto` clock does not jump for it.
    func nextIsIdle() {
        pauses.withLock { $0.nextIsIdle = true }
    }

    func wake(after pause: Duration, _ action: @escaping @Sendable () -> Void) -> WakeTicket {
        let now = sandbox.now
        let (number, end, isIdle) = pauses.withLock { pauses in
            defer { pauses.nextIsIdle = false }
            pauses.number += 1
            // Time begins anew when the sandbox is reset.
            pauses.cursor = min(pauses.cursor, now) + pause
            return (pauses.number, pauses.cursor, pauses.nextIsIdle)
        }
        let ticket = sandbox.pause(until: end, isIdle: isIdle, of: self) { [self] in
            ended(number)
            action()
        }
        pauses.withLock { pauses in
            if pauses.fired.remove(number) == nil { pauses.waiting.append((number, ticket)) }
        }
        return WakeTicket(number)
    }

    /// Nobody is held by real time: neither does the `auto` clock jump for it, nor does it stand.
    func standAside(_ action: @escaping @Sendable () -> Void) -> WakeTicket {
        nextIsIdle()
        return wake(after: .nanoseconds(Int64.max), action)
    }

    func cancel(_ ticket: WakeTicket) {
        guard let pause = pauses.withLock({ $0.take(ticket.number) }) else { return }
        sandbox.cancel(pause)
    }

    /// The exchange is over: whatever still waits is not wanted any more.
    func cancelAll() {
        let left = pauses.withLock { pauses in
            let left = pauses.waiting
            pauses.waiting = []
            return left
        }
        for pause in left { sandbox.cancel(pause.ticket) }
    }

    private func ended(_ number: UInt64) {
        pauses.withLock { pauses in
            if pauses.take(number) == nil { pauses.fired.insert(number) }
        }
    }
}
