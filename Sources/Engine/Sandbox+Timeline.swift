import Basics
import Core
import Synchronization
import Time

extension Sandbox {
    /// Names a pause that was asked for.
    public struct PauseTicket: Sendable, Hashable {
        let ticket: Timeline<SandboxEvent>.Ticket
    }

    /// How many events are taken out of the timeline at a time.
    private static let batch = 256

    /// Runs the action at that moment of scenario time. Until then the answer it belongs to counts as waiting.
    /// One that is idle passes only when the clock moves for another reason.
    public func pause(
        until moment: Moment, isIdle: Bool = false, of answer: (any PausedAnswer)? = nil,
        _ action: @escaping @Sendable () -> Void
    ) -> PauseTicket {
        let event: SandboxEvent = isIdle ? .idle(action) : .resume(action, of: answer)
        let (ticket, held) = state.withLock { ($0.schedule.add(event, at: moment), $0.schedule.held) }
        busy.subtract(1, ordering: .relaxed)
        arm()
        if !isIdle { tellHeld(held) }
        goOnIfQuiet()
        return PauseTicket(ticket: ticket)
    }

    /// Forgets a pause; whoever asked for it is busy again.
    public func cancel(_ pause: PauseTicket) {
        let cancelled = state.withLock { $0.schedule.cancel(pause.ticket) }
        if cancelled { busy.add(1, ordering: .relaxed) }
    }

    /// The same for a request that has not come as a whole, and so does not count as busy.
    public func pauseReading(until moment: Moment, _ action: @escaping @Sendable () -> Void) -> PauseTicket {
        busy.add(1, ordering: .relaxed)
        return pause(until: moment) { [weak self] in
            action()
            self?.busy.subtract(1, ordering: .relaxed)
        }
    }

    /// Runs the action at that moment of scenario time, without anybody waiting for it.
    public func schedule(at moment: Moment, _ action: @escaping @Sendable () -> Void) -> PauseTicket {
        let ticket = state.withLock { $0.schedule.add(.aside(action), at: moment) }
        arm()
        return PauseTicket(ticket: ticket)
    }

    /// Runs the action at that moment of the clock as it is after so many resets: at once, when there was another reset since.
    public func schedule(at moment: Moment, resets: Int, _ action: @escaping @Sendable () -> Void) {
        let isScheduled = state.withLock { state in
            guard state.resets == resets else { return false }
            state.schedule.add(.aside(action), at: moment)
            return true
        }
        if isScheduled { arm() } else { action() }
    }

    public func unschedule(_ ticket: PauseTicket) {
        state.withLock { _ = $0.schedule.cancel(ticket.ticket) }
    }

    /// The moment that it is now.
    public var now: Moment {
        let instant = real.now()
        return state.withLock { $0.schedule.now(real: instant) }
    }

    /// Performs what has fallen due by itself, in order of time.
    func runDue() {
        tellPassed()
        while true {
            let instant = real.now()
            let due = state.withLock { state in
                taken(state.schedule.takeDue(until: state.schedule.now(real: instant), most: Self.batch))
            }
            if due.isEmpty { break }
            perform(due)
        }
        arm()
    }

    /// What was taken out of the timeline counts as busy until `perform` has done it, so that the `auto` clock does not jump meanwhile.
    /// Under the lock of the state.
    func taken(_ due: [(Moment, SandboxEvent)]) -> [(Moment, SandboxEvent)] {
        if !due.isEmpty { busy.add(1, ordering: .relaxed) }
        return due
    }

    /// Performs what was `taken`.
    func perform(_ due: [(Moment, SandboxEvent)]) {
        for (moment, event) in due { perform(event, at: moment) }
        busy.subtract(1, ordering: .relaxed)
        goOnIfQuiet()
    }

    func perform(_ event: SandboxEvent, at moment: Moment) {
        switch event {
        case .release(let held): release(held, at: moment)
        case .resume(let action, _), .idle(let action):
            busy.add(1, ordering: .relaxed)
            action()
        case .aside(let action): action()
        case .phase(let loaded, let index): phaseBegan(loaded, index)
        case .jobEnded(let end): jobEnded(end, at: moment)
        case .deliver(let id, let epoch): webhooks.begin(id, epoch: epoch, at: moment, self)
        case .unpark(let id, let epoch): webhooks.unpark(id, epoch: epoch, at: moment, self)
        }
    }

    /// Sets an alarm for the next event, where time moves by itself.
    func arm() {
        let instant = real.now()
        let (alarm, look) = state.withLock { [isHeard = events.isHeard] state in
            // The start and the end of a job that nobody waits for are to be told.
            let told = isHeard ? [state.ledger.running.nextEnd, state.starts.next].compactMap(\.self).min() : nil
            return (state.schedule.nextAlarm(real: instant, or: told), state.schedule.lookAtStanding(real: instant))
        }
        if let alarm { real.alarm(at: alarm) { [weak self] in self?.alarmRang(alarm) } }
        if let look { real.alarm(at: look) { [weak self] in self?.lookAtStandingClock() } }
    }

    /// From here on alarms ring: those that were set before have been lost.
    public func wind() {
        state.withLock { $0.schedule.forgetAlarms() }
        runDue()
    }

    private func alarmRang(_ instant: Int64) {
        state.withLock { $0.schedule.alarmRang(instant) }
        runDue()
    }
}
