import Basics
import Core
import DialectKit
import Journal
import Scenario
import Synchronization
import Time

extension Sandbox {
    public var scenario: Scenario { loaded.scenario }

    /// The scenario in force: a request is read and decided under one.
    public var loaded: LoadedScenario { inForce.withLock { $0 } }

    /// Puts another scenario in force. Counters, limiters and phases begin anew; jobs, accounts and journal stay
    /// (architecture.md §9.10).
    public func load(_ scenario: Scenario) {
        let program = Program(scenario)
        let instant = real.now()
        let wall = real.wallClock()
        state.withLock { state in
            if let plan = scenario.clock {
                state.schedule.setClock { clock in
                    clock.set(mode: plan.mode, rate: plan.rate, real: instant)
                    clock.setDate(plan.start ?? wall, real: instant)
                }
            }
            let now = state.schedule.now(real: instant)
            state.bookEnded(by: now)
            let loaded = LoadedScenario(
                scenario, program: program, loadedAt: now, resets: state.resets, sandbox: name)
            state.rules.load(loaded)
            inForce.withLock { $0 = loaded }
            state.ledger.load(scenario.accounts, at: now)
        }
        webhooks.forgetCounts()
        runDue()
    }

    /// Clears jobs, uploads, accounts, counters, limits, journal and clock. The scenario stays; held requests are refused.
    /// What waits for scenario time without a request goes at once: connections that idle are closed, ports that are down reopen.
    public func reset() {
        finish(forget())
    }

    /// What a reset found on its way.
    struct Forgotten: Sendable {
        /// Which reset it was, counted from 1.
        let reset: Int
        /// What was still to happen.
        let events: [(Moment, SandboxEvent)]
        let waitingForStore: [HeldRequest]
        /// The moves of the clock that were under way.
        let moves: [WaitList<Void, Void>.Action]
    }

    /// Ends what waits still for something of before a reset. What began since stays: it is told by its count of resets.
    func finish(_ forgotten: Forgotten) {
        attempts.forget(before: forgotten.reset)
        webhooks.forget(before: forgotten.reset, self)
        dismiss(forgotten.events, as: .resetMeanwhile)
        dismiss(waitingForStore: forgotten.waitingForStore, as: .resetMeanwhile)
        for move in forgotten.moves { move(.reset) }
        for wait in heldWaits.takeAll() { wait(.reset) }
        for wait in webhooks.waits.takeAll() { wait(.reset) }
    }

    /// Makes state, store, uploads and journal those of a sandbox that was just made, in one step.
    func forget() -> Forgotten {
        let loaded = loaded
        let begun = Sandbox.begin(loaded.scenario, named: name, real: real, resets: loaded.resets + 1)
        let forgotten = state.withLock { state -> Forgotten? in
            // Another scenario has come into force: that one stays.
            guard state.rules.loaded === loaded else { return nil }
            let events = state.schedule.takeDue(until: .distantFuture)
            let waitingForStore = state.storeWaits.takeAll()
            var fresh = begun
            fresh.storeWaits = state.storeWaits
            fresh.schedule = state.schedule.begunAnew(with: begun.schedule.clock)
            state = fresh
            inForce.withLock { $0 = fresh.rules.loaded }
            // In the same step: a create that is under way has its job before it or after it, and never half of one.
            store.removeAll()
            uploads.withLock { $0 = UploadStore() }
            journal.withLock { $0.removeAll() }
            // At once with the clock that they move, so that none of them moves the new one.
            return Forgotten(
                reset: fresh.resets, events: events, waitingForStore: waitingForStore, moves: moves.takeAll())
        }
        return forgotten ?? forget()
    }

    /// Refuses everything that is held, ends everything that waits, and lets answers on their way go at once.
    public func dismissHeld(because reason: String) {
        let (events, waitingForStore, moving) = state.withLock { state in
            state.schedule.takeAllAdvances()
            return (
                state.schedule.takeDue(until: .distantFuture), state.storeWaits.takeAll(), moves.takeAll()
            )
        }
        abandonWebhooks()
        let refusal = Refusal(.overloaded, message: reason)
        dismiss(events, as: refusal)
        dismiss(waitingForStore: waitingForStore, as: refusal)
        for move in moving { move(.dismissed(because: reason)) }
        for wait in heldWaits.takeAll() { wait(.dismissed(because: reason)) }
        for wait in webhooks.waits.takeAll() { wait(.dismissed(because: reason)) }
    }

    /// Without what a rule wanted of its answer: a pause of it would begin anew on a clock that nobody moves for it.
    func dismiss(_ held: HeldRequest, as refusal: Refusal) {
        var context = held.context
        context.decision = nil
        resolve(held, .answered(answer(context, .refusal(refusal))), context)
    }

    private func dismiss(_ events: [(Moment, SandboxEvent)], as refusal: Refusal) {
        for (moment, event) in events {
            guard case .release(let held) = event else {
                if !event.isOfWebhook { perform(event, at: moment) }
                continue
            }
            busy.add(1, ordering: .relaxed)
            held.ticket = nil
            dismiss(held, as: refusal)
        }
    }
}
