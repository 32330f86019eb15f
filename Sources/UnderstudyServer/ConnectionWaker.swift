import Basics
import Engine
import HTTPMessages
import MicroHTTP
import Time

/// Measures in scenario time what a connection does beside its answers. It has one pause at a time.
final class ConnectionWaker: Waker {
    /// Runs an action at a moment of a sandbox's time.
    typealias Schedule =
        @Sendable (Sandbox, Moment, @escaping @Sendable () -> Void) -> Sandbox.PauseTicket

    private struct Tickets: Sendable {
        var number: UInt64 = 0
        var waiting: (number: UInt64, pause: Sandbox.PauseTicket)?
    }

    private let sandbox: Sandbox
    private let schedule: Schedule
    private let tickets = Lock(Tickets())

    init(_ sandbox: Sandbox, by schedule: @escaping Schedule) {
        self.sandbox = sandbox
        self.schedule = schedule
    }

    /// Of idleness, for whose end nobody waits.
    static func ofIdleness(_ sandbox: Sandbox) -> ConnectionWaker {
        ConnectionWaker(sandbox) { $0.schedule(at: $1, $2) }
    }

    /// Of a body of which nothing is read for a while, by somebody who waits.
    static func ofReading(_ sandbox: Sandbox) -> ConnectionWaker {
        ConnectionWaker(sandbox) { $0.pauseReading(until: $1, $2) }
    }

    func wake(after pause: Duration, _ action: @escaping @Sendable () -> Void) -> WakeTicket {
        let ticket = schedule(sandbox, sandbox.now + pause, action)
        return tickets.withLock { tickets in
            tickets.number += 1
            tickets.waiting = (tickets.number, ticket)
            return WakeTicket(tickets.number)
        }
    }

    func cancel(_ ticket: WakeTicket) {
        let pause = tickets.withLock { tickets -> Sandbox.PauseTicket? in
            guard let waiting = tickets.waiting, waiting.number == ticket.number else { return nil }
            tickets.waiting = nil
            return waiting.pause
        }
        if let pause { sandbox.unschedule(pause) }
    }
}
