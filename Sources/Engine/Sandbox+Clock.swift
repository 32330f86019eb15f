import Basics
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
        /// The moment of the next event; nil when none is to come, or none whose moment will.
        public var next: Moment?
    }

    public var clock: ClockView {
        let instant = real.now()
        return state.withLock { state in
            let now = state.clock.now(real: instant)
            return ClockView(
                mode: state.clock.mode, rate: state.clock.rate, moment: now, time: state.clock.timestamp(of: now),
                held: state.timeline.held, next: state.timeline.next.flatMap { $0 < .distantFuture ? $0 : nil })
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

    /// Under `auto`: as long as a request waits and nothing is running, the clock jumps to the next event.
    public func settle() {
        while jump() { runDue() }
    }

    /// False when the clock has no reason to move.
    private func jump() -> Bool {
        guard busy.load(ordering: .relaxed) == 0 else { return false }
        let instant = real.now()
        let isWebhookAwaited = webhooks.waits.count > 0
        let due = state.withLock { state -> [(Moment, SandboxEvent)] in
            guard busy.load(ordering: .relaxed) == 0, state.clock.mode == .auto, let next = state.timeline.next,
                next < .distantFuture, isWebhookAwaited || state.isAwaited(next, real: instant)
            else { return [] }
            state.clock.jump(to: next, real: instant)
            return takeDue(&state, until: next)
        }
        guard !due.isEmpty else { return false }
        perform(due)
        return true
    }
}

extension SandboxState {
    /// Whether the `auto` clock has a reason of its own to go to the next moment: it has come by itself, or something waits
    /// that is neither a keep-alive nor a webhook, if only behind it.
    fileprivate func isAwaited(_ next: Moment, real instant: Int64) -> Bool {
        if next <= clock.now(real: instant) { return true }
        return timeline.awaited > 0
    }
}
