import Synchronization
import Time

/// A move of the clock that may have to wait on its way.
struct Advance: Sendable {
    var target: Moment
    /// Goes on while webhooks are in flight.
    var isDetached: Bool
    var then: @Sendable () -> Void
}

extension Sandbox {
    /// What a move of the clock does about webhooks that fall due on the way.
    public enum Attention: Sendable {
        /// Time stands still until each has come back.
        case awaits
        /// They are sent, and time goes on: for whoever receives them on the thread that moves the clock.
        case detaches
    }

    /// Moves the clock on and performs everything that falls due on the way, in order of time. `then` is called when that is
    /// done: before this returns, unless a webhook has to be waited for.
    public func advance(by span: Duration, webhooks: Attention = .awaits, then: @escaping @Sendable () -> Void = {}) {
        let instant = real.now()
        let target = state.withLock { $0.clock.now(real: instant) } + span
        goOn(Advance(target: target, isDetached: webhooks == .detaches, then: then))
    }

    /// Moves the clock to a date; a date that has passed is refused with the time that it is, and nothing is called.
    public func advance(
        to date: Timestamp, webhooks: Attention = .awaits, then: @escaping @Sendable () -> Void = {}
    ) -> Timestamp? {
        let instant = real.now()
        let (target, now) = state.withLock { state in
            (state.clock.moment(of: date), state.clock.now(real: instant))
        }
        guard target >= now else { return state.withLock { $0.clock.timestamp(of: now) } }
        goOn(Advance(target: target, isDetached: webhooks == .detaches, then: then))
        return nil
    }

    fileprivate enum Step {
        case perform([(Moment, SandboxEvent)])
        case wait, arrived
    }

    /// Goes from one moment at which something happens to the next: what an event brings about is due then or later, so
    /// nothing is passed over.
    func goOn(_ advance: Advance) {
        while true {
            let instant = real.now()
            switch state.withLock({ $0.step(advance, real: instant) }) {
            case .perform(let due):
                for (moment, event) in due { perform(event, at: moment) }
            case .wait:
                return
            case .arrived:
                arm()
                return advance.then()
            }
        }
    }
}

extension SandboxState {
    fileprivate mutating func step(_ advance: Advance, real: Int64) -> Sandbox.Step {
        if inFlight > 0, !advance.isDetached {
            advances.append(advance)
            return .wait
        }
        alarm = nil
        guard let next = timeline.next, next <= advance.target else {
            clock.jump(to: advance.target, real: real)
            settle(at: advance.target)
            return .arrived
        }
        clock.jump(to: next, real: real)
        return .perform(takeDue(until: next, most: .max))
    }

    /// Those that waited for webhooks, once none is in flight.
    mutating func takeAdvances() -> [Advance] {
        guard inFlight == 0, !advances.isEmpty else { return [] }
        defer { advances = [] }
        return advances
    }
}
