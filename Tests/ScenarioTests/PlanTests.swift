import Core
import Documents
import Testing

@testable import Scenario

@Suite struct PlanTests {
    private func creation(
        _ typical: TypicalDuration = .video, queuesLong: Bool = false, failure: Creation.Failure? = nil
    ) -> Creation {
        Creation(
            model: "m", modality: .video, prompt: "", assets: [], price: .zero, unitPrice: Decimal(0),
            quantity: Decimal(1),
            typical: typical, queuesLong: queuesLong, answer: .atOnce, charge: .completion, failure: failure)
    }

    private func plan(_ creation: Creation, _ directive: JobDirective?, _ pace: Scenario.Pace, _ share: Double) -> Plan
    {
        Plan.make(creation: creation, directive: directive, pace: pace, share: share)
    }

    @Test func `a realistic job lies in the catalog's range, a fifth of it in the queue`() {
        let shortest = plan(creation(), nil, .realistic, 0)
        #expect(shortest.queued == .seconds(8) && shortest.running == .seconds(32))
        let longest = plan(creation(), nil, .realistic, 1)
        #expect(longest.queued + longest.running == .seconds(240))
        let peak = plan(creation(), nil, .realistic, 0.25)
        #expect(peak.queued + peak.running == .seconds(90), "50 of 200 seconds lie below the peak: a quarter of all")
    }

    @Test func `a relaxed job waits for four fifths`() {
        let plan = plan(creation(queuesLong: true), nil, .realistic, 0)
        #expect(plan.queued == .seconds(32) && plan.running == .seconds(8))
    }

    @Test func `quick is a hundredth between 50 ms and 2 s`() {
        func whole(_ typical: TypicalDuration, _ share: Double) -> Duration {
            let plan = plan(creation(typical), nil, .quick, share)
            return plan.queued + plan.running
        }
        #expect(whole(.video, 0) == .milliseconds(400))
        #expect(whole(.still, 0) == .milliseconds(50))
        #expect(whole(.video, 1) == .seconds(2))
    }

    @Test func `instant takes no time and a factor multiplies`() {
        #expect(plan(creation(), nil, .instant, 0.7) == Plan(queued: .zero, running: .zero))
        #expect(plan(creation(), nil, .factor(0.5), 0).queued == .seconds(4))
    }

    @Test func `a rule overrides the parts it names`() {
        var directive = JobDirective()
        directive.running = .seconds(7)
        directive.polls = 3
        let overridden = plan(creation(), directive, .realistic, 0)
        #expect(overridden.queued == .seconds(8) && overridden.running == .seconds(7) && overridden.polls == 3)
        directive.outcome = .stuck(in: .queued)
        #expect(plan(creation(), directive, .realistic, 0).outcome == .stuck(in: .queued))
    }

    @Test func `a job bound to fail fails unless a rule says how it ends`() {
        let doomed = creation(failure: .init(.generationFailed, message: "no"))
        #expect(plan(doomed, nil, .quick, 0).outcome == .failed(.generationFailed, message: "no"))
        var directive = JobDirective()
        directive.outcome = .completed
        #expect(plan(doomed, directive, .quick, 0).outcome == .completed)
    }
}
