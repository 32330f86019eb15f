import Basics
import Core
import DialectKit
import Documents
import Journal
import Scenario
import Synchronization
import Time

extension Sandbox {
    public var scenario: Scenario { loaded.scenario }

    /// The scenario in force: a request is read and decided under one.
    public var loaded: LoadedScenario { inForce.withLock { $0 } }

    /// Puts another scenario in force. Counters, limiters and phases begin anew; jobs, accounts and journal stay
    /// (architecture.md §9.10). The clock takes its mode, and never goes back; only a `start` that it names is its date whatever it was.
    public func load(_ scenario: Scenario) { load(CompiledScenario(scenario)) }

    public func load(_ compiled: CompiledScenario) {
        let scenario = compiled.scenario
        let plan = scenario.clock ?? Scenario.ClockPlan()
        let instant = real.now()
        let wall = real.wallClock()
        let loaded = state.withLock { state in
            state.schedule.setClock { clock in
                clock.set(mode: plan.mode, rate: plan.rate, polls: plan.polls, real: instant)
                let shown = clock.timestamp(of: clock.now(real: instant))
                clock.setDate(plan.start ?? max(shown, wall), real: instant)
            }
            isAuto.store(state.schedule.clock.mode == .auto, ordering: .relaxed)
            let now = state.schedule.now(real: instant)
            state.bookEnded(by: now)
            let first = journal.withLock { $0.next }
            let loaded = LoadedScenario(
                compiled, loadedAt: now, firstRequest: first, firstJob: state.ledger.nextJobNumber,
                resets: state.resets, sandbox: name)
            state.rules.load(loaded)
            journal.withLock { $0.learn(loaded.cover.known) }
            state.expectPhase(1)
            inForce.withLock { $0 = loaded }
            state.ledger.load(scenario.accounts, at: now)
            return loaded
        }
        webhooks.forgetCounts()
        events.tell(.scenario, ["what": "loaded", "scenario": .text(scenario.name)])
        tellFirstPhase(of: loaded)
        runDue()
    }

    /// Clears jobs, uploads, accounts, counters, limits, journal and clock. The scenario stays; held requests are refused.
    /// What waits for scenario time without a request goes at once: connections that idle are closed, ports that are down reopen.
    ///
    /// - Parameter other: comes into force in the same step; nil: the scenario stays.
    public func reset(under other: CompiledScenario? = nil) {
        finish(forget(under: other), as: .reset)
        tellFirstPhase(of: loaded)
        arm()
    }

    /// What ends all that goes on in a sandbox.
    enum Ending: Sendable {
        case reset
        /// With a sentence for whoever waits.
        case closed(because: String)

        /// What is held is answered.
        var answer: Answer.Outcome {
            switch self {
            case .reset: .refusal(.resetMeanwhile)
            case .closed(let reason): .foreign(Sandbox.gone(because: reason))
            }
        }

        func end<Found>() -> WaitEnd<Found> {
            switch self {
            case .reset: .reset
            case .closed(let reason): .dismissed(because: reason)
            }
        }
    }

    /// What a reset found on its way.
    struct Forgotten: Sendable {
        /// Which reset it was, counted from 1.
        let reset: Int
        /// The name of the one in force since.
        let scenario: String
        /// What was still to happen.
        let events: [(Moment, SandboxEvent)]
        let waitingForStore: [HeldRequest]
        /// The moves of the clock that were under way.
        let moves: [WaitList<Void, Void>.Action]
    }

    /// Ends what waits still for something of before a reset. What began since stays: it is told by its count of resets.
    func finish(_ forgotten: Forgotten, as ending: Ending) {
        attempts.forget(before: forgotten.reset)
        webhooks.forget(before: forgotten.reset, self)
        dismiss(forgotten.events, as: ending.answer)
        dismiss(waitingForStore: forgotten.waitingForStore, as: ending.answer)
        for move in forgotten.moves { move(ending.end()) }
        for wait in heldWaits.takeAll() { wait(ending.end()) }
        for wait in webhooks.waits.takeAll() { wait(ending.end()) }
        switch ending {
        case .reset:
            events.tell(
                .reset,
                ["what": "reset", "resets": .number(forgotten.reset), "scenario": .text(forgotten.scenario)])
        case .closed(let reason): events.close(because: reason)
        }
    }

    /// Makes state, store, uploads and journal those of a sandbox that was just made, in one step.
    ///
    /// - Parameters:
    ///   - other: the scenario that comes into force with it; nil: the one that is.
    ///   - reason: why the sandbox ends with it; nil when it goes on.
    func forget(under other: CompiledScenario? = nil, closing reason: String? = nil) -> Forgotten {
        let loaded = loaded
        let instant = real.now()
        let begun = Sandbox.begin(other ?? loaded.compiled, named: name, real: real, resets: loaded.resets + 1)
        let forgotten = state.withLock { state -> Forgotten? in
            // Another scenario has come into force: that one stays.
            guard state.rules.loaded === loaded else { return nil }
            let due = state.schedule.takeDue(until: .distantFuture)
            let waitingForStore = state.storeWaits.takeAll()
            var fresh = begun
            fresh.storeWaits = state.storeWaits
            fresh.closedBecause = state.closedBecause ?? reason
            fresh.schedule = state.schedule.begunAnew(with: begun.schedule.clock, real: instant)
            if fresh.closedBecause != nil {
                fresh.schedule.end()
            } else {
                fresh.expectPhase(1)
            }
            fresh.events = events
            state = fresh
            isAuto.store(fresh.schedule.clock.mode == .auto, ordering: .relaxed)
            inForce.withLock { $0 = fresh.rules.loaded }
            // In the same step: a create that is under way has its job before it or after it, and never half of one.
            store.removeAll()
            changeUploads { $0 = UploadStore() }
            changeJournal { journal in
                journal.removeAll()
                journal.learn(fresh.rules.loaded.cover.known)
            }
            // At once with the clock that they move, so that none of them moves the new one.
            return Forgotten(
                reset: fresh.resets, scenario: fresh.rules.loaded.scenario.name, events: due,
                waitingForStore: waitingForStore, moves: moves.takeAll())
        }
        return forgotten ?? forget(under: other, closing: reason)
    }

    /// Refuses everything that is held, ends everything that waits, and lets answers on their way go at once.
    public func dismissHeld(because reason: String) {
        let (due, waitingForStore, moving) = state.withLock { state in
            state.schedule.takeAllAdvances()
            return (
                state.schedule.takeDue(until: .distantFuture), state.storeWaits.takeAll(), moves.takeAll()
            )
        }
        events.close(because: reason)
        abandonWebhooks()
        let answer = Answer.Outcome.refusal(Refusal(.overloaded, message: reason))
        dismiss(due, as: answer)
        dismiss(waitingForStore: waitingForStore, as: answer)
        for move in moving { move(.dismissed(because: reason)) }
        for wait in heldWaits.takeAll() { wait(.dismissed(because: reason)) }
        for wait in webhooks.waits.takeAll() { wait(.dismissed(because: reason)) }
    }

    /// Without what a rule wanted of its answer: a pause of it would begin anew on a clock that nobody moves for it.
    func dismiss(_ held: HeldRequest, as outcome: Answer.Outcome) {
        var context = held.context
        context.decision = nil
        resolve(held, .answered(answer(context, outcome)), context)
    }

    private func dismiss(_ events: [(Moment, SandboxEvent)], as outcome: Answer.Outcome) {
        for (moment, event) in events {
            if case .phase = event { continue }
            guard case .release(let held) = event else {
                if !event.isOfWebhook { perform(event, at: moment) }
                continue
            }
            busy.add(1, ordering: .relaxed)
            held.ticket = nil
            dismiss(held, as: outcome)
        }
    }
}
