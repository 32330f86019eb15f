import Basics
import Core
import Documents
import Scenario
import Time

extension Sandbox {
    /// The phase in force.
    public struct PhaseView: Sendable, Equatable {
        public var name: String
        /// Scenario time since the scenario was loaded.
        public var start: Duration
        /// nil: it lasts for ever.
        public var end: Duration?
        public var since: Timestamp
        public var until: Timestamp?
    }

    /// nil where the scenario has no phases, or the last one is over.
    public var phase: PhaseView? {
        let instant = real.now()
        let (loaded, now, calendar) = state.withLock { state in
            (state.rules.loaded, state.schedule.now(real: instant), state.schedule.clock.calendar)
        }
        guard let span = loaded.phase(at: now).map({ loaded.timeLine[$0] }) else { return nil }
        return PhaseView(
            name: span.name, start: span.start, end: span.end,
            since: calendar.timestamp(of: loaded.loadedAt + span.start),
            until: span.end.map { calendar.timestamp(of: loaded.loadedAt + $0) })
    }

    /// Says which phase begins with the load of a scenario.
    func tellFirstPhase(of loaded: LoadedScenario) {
        if !loaded.timeLine.isEmpty { tellPhase(loaded, 0) }
    }

    /// The moment of a phase has come, or the end of the last one.
    func phaseBegan(_ loaded: LoadedScenario, _ index: Int) {
        let isInForce = state.withLock { state in
            guard state.rules.loaded === loaded else { return false }
            state.expectPhase(index + 1)
            return true
        }
        if isInForce { tellPhase(loaded, index) }
    }

    private func tellPhase(_ loaded: LoadedScenario, _ index: Int) {
        let line = loaded.timeLine
        let words = index < line.count ? "The phase `\(line[index].name)` begins" : "The last phase is over"
        tell("\(words).")
        let began = index < line.count ? line[index].name : nil
        events.tell(.phase, ["what": began == nil ? "over" : "began", "phase": .text(began)])
    }
}

extension SandboxState {
    /// Lets the phase of that place come, or the end of the last one.
    mutating func expectPhase(_ index: Int) {
        let loaded = rules.loaded
        if let nextPhase { _ = schedule.cancel(nextPhase) }
        nextPhase = nil
        guard index > 0, index <= loaded.timeLine.count, let start = loaded.timeLine[index - 1].end else { return }
        nextPhase = schedule.add(.phase(loaded, index), at: loaded.loadedAt + start)
    }
}
