import Core
import Documents
import Engine
import HTTPMessages
import Judging
import Scenario

extension ControlAPI {
    /// `GET …/verdict`: what the scenario's `expect` says of what came so far.
    func verdict(_ call: ControlCall, _ sandbox: Sandbox) {
        if let refusal = refusal(of: call.request.query) { return call.exchange.answer(refusal) }
        let scenario = sandbox.scenario
        sandbox.record { record in
            let verdict = RunVerdict.judge(record, by: scenario.expectations)
            let reason =
                scenario.expectations.isEmpty ? "The scenario has no `expect`, so there is nothing to judge." : nil
            call.exchange.answer(
                .json(
                    200,
                    [
                        "scenario": .text(scenario.name), "outcome": .text(verdict.outcome.rawValue),
                        "reason": .text(reason), "requests": .number(record.exchanges.count),
                        "jobs": .number(record.jobs.count), "spent": record.spent.node,
                        "findings": verdict.node()["findings"] ?? [],
                    ]))
        }
    }

    private func refusal(of query: String) -> Response? {
        do {
            _ = try QueryParameters(query, [])
            return nil
        } catch {
            return error.response
        }
    }
}
