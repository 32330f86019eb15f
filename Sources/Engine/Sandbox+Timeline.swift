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
        until moment: Moment, isIdle: Bool = false, _ action: @escaping @Sendable () -> Void
    ) -> PauseTicket {
        let event: SandboxEvent = isIdle ? .idle(action) : .resume(action)
        let ticket = state.withLock { $0.timeline.add(event, at: moment) }
        busy.subtract(1, ordering: .relaxed)
        arm()
        return PauseTicket(ticket: ticket)
    }

    /// Forgets a pause; whoever asked for it is busy again.
    public func cancel(_ pause: PauseTicket) {
        let cancelled = state.withLock { $0.timeline.cancel(pause.ticket) != nil }
        if cancelled { busy.add(1, ordering: .relaxed) }
    }

    /// Runs the action at that moment of scenario time, without anybody waiting for it.
    public func schedule(at moment: Moment, _ action: @escaping @Sendable () -> Void) -> PauseTicket {
        let ticket = state.withLock { $0.timeline.add(.aside(action), at: moment) }
        arm()
        return PauseTicket(ticket: ticket)
    }

    public func unschedule(_ ticket: PauseTicket) {
        state.withLock { _ = $0.timeline.cancel(ticket.ticket) }
    }

    /// The moment that it is now.
    public var now: Moment {
        let instant = real.now()
        return state.withLock { $0.clock.now(real: instant) }
    }

    /// Performs what has fallen due by itself, in order of time.
    func runDue() {
        while true {
            let instant = real.now()
            let due = state.withLock { takeDue(&$0, until: $0.clock.now(real: instant), most: Self.batch) }
            if due.isEmpty { break }
            perform(due)
        }
        arm()
    }

    /// Takes out what is due by then. It counts as busy until `perform` has done it, so that the `auto` clock does not jump meanwhile.
    func takeDue(
        _ state: inout SandboxState, until moment: Moment, most: Int = .max
    ) -> [(Moment, SandboxEvent)] {
        let due = state.takeDue(until: moment, most: most)
        if !due.isEmpty { busy.add(1, ordering: .relaxed) }
        return due
    }

    /// Performs what `takeDue` took out.
    func perform(_ due: [(Moment, SandboxEvent)]) {
        for (moment, event) in due { perform(event, at: moment) }
        busy.subtract(1, ordering: .relaxed)
    }

    func perform(_ event: SandboxEvent, at moment: Moment) {
        switch event {
        case .release(let held): release(held, at: moment)
        case .resume(let action), .idle(let action):
            busy.add(1, ordering: .relaxed)
            action()
        case .aside(let action): action()
        case .jobEnded(let end): jobEnded(end, at: moment)
        case .deliver(let id, let epoch): webhooks.begin(id, epoch: epoch, at: moment, self)
        case .unpark: webhooks.unpark(at: moment, self)
        }
    }

    /// Sets an alarm for the next event, where time moves by itself.
    func arm() {
        let instant = real.now()
        let alarm: Int64? = state.withLock { state in
            guard let next = state.timeline.next, let due = state.clock.real(of: next, real: instant) else {
                return nil
            }
            if let set = state.alarm, set <= due { return nil }
            state.alarm = due
            return due
        }
        guard let alarm else { return }
        real.alarm(at: alarm) { [weak self] in self?.alarmRang(alarm) }
    }

    private func alarmRang(_ instant: Int64) {
        state.withLock { if $0.alarm == instant { $0.alarm = nil } }
        runDue()
    }
}

extension SandboxState {
    /// The events due by then, at most that many, earliest first.
    mutating func takeDue(until moment: Moment, most: Int) -> [(Moment, SandboxEvent)] {
        var due: [(Moment, SandboxEvent)] = []
        while due.count < most, let event = timeline.popDue(until: moment) { due.append(event) }
        return due
    }
}
