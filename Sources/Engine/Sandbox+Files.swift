import Core
import DialectKit
import Scenario
import Synchronization
import Time

extension Sandbox {
    /// What a rule wants to be different about the files that stand in an answer itself. They are asked for as a download,
    /// with the job as subject, whichever of create, poll and download the rule names (design.md §9.9).
    public func fileChange(of job: Job, for visit: Visit, at moment: Moment) -> AssetDirective? {
        guard let arrival = visit.progress.withLock({ $0.arrival }),
            !arrival.loaded.program.hasNoRules(step: .download, provider: visit.provider)
        else { return nil }
        let now = arrival.later(moment)
        let subject = subject(
            of: visit, now, identity: identity(of: job, visit, now), job: job, step: .download)
        let candidates = arrival.loaded.program.candidates(
            for: subject, step: .download, provider: visit.provider, model: subject.model, at: now.elapsed,
            deciding: .bytes)
        guard !candidates.isEmpty else { return nil }
        return state.withLock {
            $0.counters.decide(candidates, subject: subject, seed: arrival.loaded.scenario.seed, at: now.elapsed).asset
        }
    }
}
