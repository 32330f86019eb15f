import Basics
import Synchronization
import Time

/// A move of the clock that may have to wait on its way.
struct Advance: Sendable {
    /// Who wants it.
    enum Owner: Sendable, Equatable {
        /// Somebody who waits for its end. It goes on as long as it stands among the sandbox's moves.
        case control(WaitTicket)
        /// A poll that was answered when there had been so many resets. It goes on as long as polls move that clock.
        case polls(resets: Int)
    }

    var owner: Owner
    var target: Moment
    /// Goes on while webhooks are in flight.
    var isDetached: Bool
    /// Goes on from one event to the next until none before that moment is left to wait for, instead of to the target.
    var idleLimit: Moment?
    /// How many moments at which something happens it may come to on that way.
    var stepsLeft = 0
    /// The real instant since which nothing is to come for it, while something goes on of which more may.
    var quietSince: Int64?
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

    /// Moves the clock to the next event. False, and it ends at once, when none is to come.
    @discardableResult
    public func advanceToNext(
        webhooks: Attention = .awaits, then: @escaping @Sendable (WaitEnd<Bool>) -> Void = { _ in }
    ) -> Wait? {
        let instant = real.now()
        guard let next = state.withLock({ $0.nextEvent(at: $0.schedule.now(real: instant)) }) else {
            then(.reached(false))
            return nil
        }
        return advance(to: next.moment, webhooks) { end in then(end.map { _ in true }) }
    }

    /// Moves at most so many times from one event to the next [chosen]: who makes new work for each that is done would never let it end.
    public static let mostSteps = 1_000_000

    /// Moves the clock on until nobody waits, no job runs and no webhook is to be sent, but for what comes at that date or later.
    @discardableResult
    public func advanceUntilIdle(
        before limit: Timestamp, atMost steps: Int = mostSteps, webhooks: Attention = .awaits,
        then: @escaping @Sendable (WaitEnd<Void>) -> Void = { _ in }
    ) -> Wait? {
        let instant = real.now()
        let (now, limit) = state.withLock { state in
            (state.schedule.now(real: instant), state.schedule.clock.moment(of: limit))
        }
        return advance(to: now, webhooks, idleLimit: limit, steps: steps, then)
    }

    private func advance(
        to target: Moment, _ webhooks: Attention, idleLimit: Moment? = nil, steps: Int = 0,
        _ then: @escaping @Sendable (WaitEnd<Void>) -> Void
    ) -> Wait? {
        guard let ticket = moves.add((), atMost: nil, then: then) else {
            then(.refused)
            return nil
        }
        goOn(
            Advance(
                owner: .control(ticket), target: target, isDetached: webhooks == .detaches, idleLimit: idleLimit,
                stepsLeft: steps))
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
    func goOn(_ asked: Advance) {
        var advance = asked
        while true {
            let instant = real.now()
            let wasQuiet = advance.quietSince != nil
            let step = state.withLock { state in
                guard isWanted(advance, state) else { return Schedule.Step.abandoned }
                if let limit = advance.idleLimit {
                    let now = state.schedule.now(real: instant)
                    advance.target = state.nextWork(at: now, before: limit) ?? now
                    advance.stepsLeft -= 1
                    guard advance.stepsLeft >= 0 else { return .endless }
                }
                let step = state.schedule.step(advance, real: instant)
                switch step {
                case .perform(let due): return .perform(taken(due))
                case .arrived:
                    state.bookEnded(by: advance.target)
                    guard let limit = advance.idleLimit else { break }
                    // A job has ended there, and others may run.
                    if state.nextWork(at: advance.target, before: limit) != nil {
                        advance.quietSince = nil
                        return .perform([])
                    }
                    if waitsForQuiet(&advance, &state, real: instant) { return .wait }
                case .wait, .abandoned, .endless: break
                }
                return step
            }
            switch step {
            case .perform(let due):
                tellPassed()
                perform(due)
            case .wait:
                // A client that reads slowly, or not at all, does not hold it up for ever.
                if !wasQuiet, let since = advance.quietSince {
                    real.alarm(at: since + Self.patience.nanoseconds) { [weak self] in self?.goOnIfQuiet(orNot: true) }
                }
                return
            case .arrived:
                tellClock("moved")
                arm()
                if case .control(let ticket) = advance.owner { moves.end(ticket, .reached(())) }
                return
            case .endless:
                arm()
                if case .control(let ticket) = advance.owner {
                    moves.end(ticket, .dismissed(because: Self.endless))
                }
                return
            case .abandoned:
                return arm()
            }
        }
    }

    /// Whether a move to where nothing is left waits for what goes on just now. The answer whose pause is over asks for its next one a little
    /// later, on the loop of its connection.
    private func waitsForQuiet(_ advance: inout Advance, _ state: inout SandboxState, real instant: Int64) -> Bool {
        guard !advance.isDetached else { return false }
        // Whoever ends looks at this behind its own end, so that one of the two sees the other.
        isQuietAwaited.store(true, ordering: .sequentiallyConsistent)
        guard busy.load(ordering: .sequentiallyConsistent) > 0 else { return false }
        let since = advance.quietSince ?? instant
        guard instant - since < Sandbox.patience.nanoseconds else { return false }
        advance.quietSince = since
        state.schedule.waitForQuiet(advance)
        return true
    }

    /// Something has ended: moves that wait until nothing goes on may go on.
    ///
    /// - Parameter orNot: whatever goes on.
    func goOnIfQuiet(orNot isGivenUp: Bool = false) {
        guard isQuietAwaited.load(ordering: .sequentiallyConsistent),
            isGivenUp || busy.load(ordering: .sequentiallyConsistent) == 0
        else { return }
        let waiting = state.withLock { state in
            isQuietAwaited.store(false, ordering: .sequentiallyConsistent)
            return state.schedule.takeAdvances()
        }
        for advance in waiting { goOn(advance) }
    }

    private static let endless = """
        The clock was moved on as often as it may be in one go, and there is still something to come: somebody makes new work for \
        what is done. It stays where it is.
        """

    private func isWanted(_ advance: Advance, _ state: SandboxState) -> Bool {
        switch advance.owner {
        case .control(let ticket): moves.contains(ticket)
        case .polls(let resets): state.resets == resets && state.schedule.clock.isMovedByPolls
        }
    }
}
