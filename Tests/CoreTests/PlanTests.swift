import Core
import Testing
import Time

@Suite struct PlanTests {
    private let created = Moment.zero + .seconds(100)

    private func state(_ plan: Plan, after span: Duration, polls: Int = 0) -> Job.State {
        plan.state(created: created, at: created + span, polls: polls)
    }

    @Test func `a job is queued, then runs, then ends, by the moment alone`() {
        let plan = Plan(queued: .seconds(2), running: .seconds(8))
        #expect(state(plan, after: .zero) == .queued)
        #expect(state(plan, after: .seconds(2)) == .running)
        #expect(state(plan, after: .milliseconds(9_999)) == .running)
        #expect(state(plan, after: .seconds(10)) == .completed)
        #expect(plan.end(created: created) == created + .seconds(10))
    }

    @Test func `a jump over every step ends where the steps would`() {
        let plan = Plan(queued: .seconds(2), running: .seconds(8), outcome: .failed(.contentPolicy, message: nil))
        #expect(state(plan, after: .seconds(86_400)) == .failed)
    }

    @Test func `a plan without time is over at once`() {
        #expect(state(Plan(queued: .zero, running: .zero), after: .zero) == .completed)
    }

    @Test(arguments: [Job.State.queued, .running])
    func `a stuck job never leaves its state`(stuck: Job.State) {
        let plan = Plan(queued: .seconds(1), running: .seconds(1), outcome: .stuck(in: stuck))
        #expect(state(plan, after: .seconds(1_000_000)) == stuck)
        #expect(plan.end(created: created) == .distantFuture)
    }

    @Test func `a job that ends by polls ends with that poll and not by time`() {
        var plan = Plan(queued: .zero, running: .seconds(1), polls: 3)
        #expect(state(plan, after: .seconds(1_000), polls: 2) == .running)
        plan.endedByPoll = created + .seconds(5)
        #expect(state(plan, after: .seconds(5), polls: 3) == .completed)
        #expect(plan.end(created: created) == created + .seconds(5))
    }
}
