import Basics
import Engine
import HTTPMessages
import MicroHTTP
import Time

/// Measures idleness in scenario time, without anybody waiting for its end.
final class IdleWaker: Waker {
    private struct Tickets: Sendable {
        var number: UInt64 = 0
        var waiting: [UInt64: Sandbox.PauseTicket] = [:]
    }

    private let sandbox: Sandbox
    private let tickets = Lock(Tickets())

    init(_ sandbox: Sandbox) {
        self.sandbox = sandbox
    }

    func wake(after pause: Duration, _ action: @escaping @Sendable () -> Void) -> WakeTicket {
        let ticket = sandbox.schedule(at: sandbox.now + pause, action)
        return tickets.withLock { tickets in
            tickets.number += 1
            tickets.waiting = [tickets.number: ticket]
            return WakeTicket(tickets.number)
        }
    }

    func cancel(_ ticket: WakeTicket) {
        guard let pause = tickets.withLock({ $0.waiting.removeValue(forKey: ticket.number) }) else { return }
        sandbox.unschedule(pause)
    }
}
