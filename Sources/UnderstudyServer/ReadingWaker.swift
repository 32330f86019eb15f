import Basics
import Engine
import HTTPMessages
import MicroHTTP
import Time

/// Measures in scenario time how long nothing is read of the requests of a connection.
final class ReadingWaker: Waker {
    private struct Tickets: Sendable {
        var number: UInt64 = 0
        /// Of one connection, so there is one pause at a time.
        var waiting: (number: UInt64, ticket: Sandbox.PauseTicket)?
    }

    private let sandbox: Sandbox
    private let tickets = Lock(Tickets())

    init(_ sandbox: Sandbox) {
        self.sandbox = sandbox
    }

    func wake(after pause: Duration, _ action: @escaping @Sendable () -> Void) -> WakeTicket {
        let ticket = sandbox.pauseReading(until: sandbox.now + pause, action)
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
            return waiting.ticket
        }
        if let pause { sandbox.unschedule(pause) }
    }
}
