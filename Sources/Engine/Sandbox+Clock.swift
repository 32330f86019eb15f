import Basics
import Scenario
import Synchronization
import Time

extension Sandbox {
    public struct ClockView: Sendable, Equatable {
        public var mode: ClockMode
        public var rate: Double
        public var polls: ClockPolls
        public var moment: Moment
        /// Scenario time since the scenario was loaded.
        public var elapsed: Duration
        public var time: Timestamp
        /// Requests that wait for scenario time.
        public var held: Int
        /// The moment of the next event, or of the end of a job; nil when none is to come, or none whose moment will.
        public var next: Moment?
    }

    public var clock: ClockView {
        let instant = real.now()
        return state.withLock { state in
            let now = state.schedule.now(real: instant)
            return ClockView(
                mode: state.schedule.clock.mode, rate: state.schedule.clock.rate, polls: state.schedule.clock.polls,
                moment: now,
                elapsed: now - state.rules.loaded.loadedAt, time: state.schedule.timestamp(of: now),
                held: state.schedule.held, next: state.nextEvent(at: now)?.moment)
        }
    }

    public func setClock(mode: ClockMode, rate: Double, polls: ClockPolls = .advance) {
        let instant = real.now()
        state.withLock { state in
            state.schedule.setClock { $0.set(mode: mode, rate: rate, polls: polls, real: instant) }
            isAuto.store(mode == .auto, ordering: .relaxed)
        }
        tellClock("mode")
        runDue()
    }

    /// Under `auto`: as long as a request waits and nothing is running, the clock jumps to the next event.
    public func jumpWhileIdle() {
        while jump() { runDue() }
    }

    /// False when the clock has no reason to move.
    private func jump() -> Bool {
        guard isAuto.load(ordering: .relaxed), busy.load(ordering: .relaxed) == 0 else { return false }
        let instant = real.now()
        let isWebhookAwaited = webhooks.waits.count > 0
        let due = state.withLock { state -> [(Moment, SandboxEvent)] in
            guard busy.load(ordering: .relaxed) == 0 else { return [] }
            return taken(state.schedule.jump(isWebhookAwaited: isWebhookAwaited, real: instant))
        }
        guard !due.isEmpty else { return false }
        tellClock("moved")
        perform(due)
        return true
    }
}
