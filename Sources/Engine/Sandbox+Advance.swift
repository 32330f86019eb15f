import Basics
import Synchronization
import Time

/// A move of the clock that may have to wait on its way. It goes on as long as it stands among the sandbox's moves.
struct Advance: Sendable {
    var ticket: WaitTicket
    var target: Moment
    /// Goes on while webhooks are in flight.
    var isDetached: Bool
}

/// A clock cannot go back to where it was asked to go.
public struct ClockIsPast: Error {
    /// What it shows.
    public let now: Timestamp
}

extension Sandbox {
    /// What a move of the clock does about webhooks that fall due on the way.
    public enum Attention: Sendable {
        /// Time stands still until each has come back.
        case awaits
        /// They are sent, and time goes on: for whoever receives them on the thread that moves the clock.
        case detaches
    }

    /// Moves the clock on and performs everything that falls due on the way, in order of time. It ends when that is done: before
    /// this returns, unless a webhook has to be waited for. One that is given up stays where it is.
    @discardableResult
    public func advance(
        by span: Duration, webhooks: Attention = .awaits,
        then: @escaping @Sendable (WaitEnd<Void>) -> Void = { _ in }
    ) -> Wait? {
        let instant = real.now()
        let target = state.withLock { $0.schedule.now(real: instant) } + span
        return advance(to: target, webhooks, then)
    }

    /// Moves the clock to a date. Throws for one that has passed, and ends nothing then.
    @discardableResult
    public func advance(
        to date: Timestamp, webhooks: Attention = .awaits,
        then: @escaping @Sendable (WaitEnd<Void>) -> Void = { _ in }
    ) throws(ClockIsPast) -> Wait? {
        let instant = real.now()
        let (target, now, time) = state.withLock { state in
            let now = state.schedule.now(real: instant)
            return (state.schedule.clock.moment(of: date), now, state.schedule.timestamp(of: now))
        }
        guard target >= now else { throw ClockIsPast(now: time) }
        return advance(to: target, webhooks, then)
    }

    private func advance(
        to target: Moment, _ webhooks: Attention, _ then: @escaping @Sendable (WaitEnd<Void>) -> Void
    ) -> Wait? {
        guard let ticket = moves.add((), atMost: nil, then: then) else {
            then(.refused)
            return nil
        }
        goOn(Advance(ticket: ticket, target: target, isDetached: webhooks == .detaches))
        return Wait { [weak self] in self?.giveUp(ticket) }
    }

    /// Time stands still where the move is.
    private func giveUp(_ ticket: WaitTicket) {
        moves.cancel(ticket)
        state.withLock { $0.schedule.giveUp(ticket) }
        arm()
    }

    /// Goes from one moment at which something happens to the next: what an event brings about is due then or later, so
    /// nothing is passed over.
    func goOn(_ advance: Advance) {
        while true {
            let instant = real.now()
            let step = state.withLock { state in
                guard moves.contains(advance.ticket) else { return Schedule.Step.abandoned }
                let step = state.schedule.step(advance, real: instant)
                switch step {
                case .perform(let due): return .perform(taken(due))
                case .arrived: state.bookEnded(by: advance.target)
                case .wait, .abandoned: break
                }
                return step
            }
            switch step {
            case .perform(let due):
                perform(due)
            case .wait:
                return
            case .arrived:
                arm()
                return moves.end(advance.ticket, .reached(()))
            case .abandoned:
                return arm()
            }
        }
    }
}
