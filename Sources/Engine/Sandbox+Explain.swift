import Basics
import Scenario
import Time

extension Sandbox {
    /// Which rule would decide which aspect of a described request now, and why the others would not. Counts nothing.
    public func explain(_ sketch: RequestSketch) -> Explanation {
        let instant = real.now()
        let (loaded, counters, now) = state.withLock { state in
            (state.rules.loaded, state.rules.counters, state.schedule.now(real: instant))
        }
        return loaded.scenario.explain(sketch.subject, at: sketch.at ?? now - loaded.loadedAt, counters: counters)
    }
}
