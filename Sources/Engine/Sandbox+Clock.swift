import Scenario
import Synchronization
import Time

extension Sandbox {
    public struct ClockView: Sendable, Equatable {
        public var mode: ClockMode
        public var rate: Double
        public var moment: Moment
        public var time: Timestamp
        /// Requests that wait for scenario time.
        public var held: Int
        /// The moment of the next event; nil when none is to come.
        public var next: Moment?
    }

    public var clock: ClockView {
        let instant = real.now()
        return state.withLock { state in
            let now = state.clock.now(real: instant)
            return ClockView(
                mode: state.clock.mode, rate: state.clock.rate, moment: now, time: state.clock.timestamp(of: now),
                held: state.held, next: state.timeline.next)
        }
    }

    public func setClock(mode: ClockMode, rate: Double) {
        let instant = real.now()
        state.withLock { state in
            state.clock.set(mode: mode, rate: rate, real: instant)
            state.alarm = nil
        }
        runDue()
    }

    /// Moves the clock on and performs everything that falls due on the way, in order of time, before it returns.
    public func advance(by span: Duration) {
        let instant = real.now()
        advance(to: state.withLock { $0.clock.now(real: instant) } + span)
    }

    /// Moves the clock to a date; a date that has passed is refused with the time that it is.
    public func advance(to date: Timestamp) -> Timestamp? {
        let instant = real.now()
        let (target, now) = state.withLock { state in
            (state.clock.moment(of: date), state.clock.now(real: instant))
        }
        guard target >= now else { return state.withLock { $0.clock.timestamp(of: now) } }
        advance(to: target)
        return nil
    }

    private func advance(to target: Moment) {
        while case let due = jump(toNextWithin: target), !due.isEmpty {
            for (moment, event) in due { perform(event, at: moment) }
        }
        let instant = real.now()
        state.withLock { state in
            state.clock.jump(to: target, real: instant)
            state.settle(at: target)
            state.alarm = nil
        }
        arm()
    }

    /// Everything of the next moment: what an event brings about is due then or later, so nothing is passed over.
    private func jump(toNextWithin target: Moment) -> [(Moment, SandboxEvent)] {
        let instant = real.now()
        return state.withLock { state in
            guard let next = state.timeline.next, next <= target else { return [] }
            state.clock.jump(to: next, real: instant)
            return state.takeDue(until: next, most: .max)
        }
    }

    /// Under `auto`: when something waits and nothing is running, the clock jumps to the next event.
    public func settle() {
        guard busy.load(ordering: .relaxed) == 0 else { return }
        let instant = real.now()
        let due = state.withLock { state -> [(Moment, SandboxEvent)] in
            guard state.clock.mode == .auto, let next = state.timeline.next, next < .distantFuture,
                state.isAwaited(next, real: instant)
            else { return [] }
            state.clock.jump(to: next, real: instant)
            return state.takeDue(until: next, most: .max)
        }
        for (moment, event) in due { perform(event, at: moment) }
    }

    /// Calls back once so many requests are held: at once, if they are already.
    public func whenHeld(_ count: Int, then: @escaping @Sendable () -> Void) {
        let satisfied = state.withLock { state in
            if state.held >= count { return true }
            state.watchers.append(HeldWatcher(count: count, then: then))
            return false
        }
        if satisfied { then() }
    }
}

extension SandboxState {
    /// Whether the `auto` clock has a reason to go to the next moment: it has come by itself, or something other than a
    /// keep-alive waits, if only behind it.
    fileprivate func isAwaited(_ next: Moment, real instant: Int64) -> Bool {
        if next <= clock.now(real: instant) { return true }
        return timeline.contains { event in
            switch event {
            case .idle, .aside: false
            case .release, .resume: true
            }
        }
    }
}
