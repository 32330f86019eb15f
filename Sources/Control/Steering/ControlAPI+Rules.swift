import Core
import Documents
import Engine
import HTTPMessages
import Scenario

extension ControlAPI {
    /// `GET …/rules`: the rules of the scenario in force, with what became of them since that was loaded.
    func rules(_ request: Request, _ sandbox: Sandbox) -> Response {
        do {
            let reports = sandbox.ruleReports.enumerated().map { (number: $0 + 1, report: $1) }
            let page = try ListQuery<(number: Int, report: RuleReport), Int>(request.query, [])
                .page(of: reports) { $0.number }
            return .json(
                200,
                [
                    "scenario": .text(sandbox.scenario.name), "total": .number(reports.count),
                    "next": .number(page.next),
                    "rules": .list(page.items.map { $0.report.node(number: $0.number) }),
                ])
        } catch {
            return error.response
        }
    }
}

extension RuleReport {
    fileprivate func node(number: Int) -> Node {
        [
            "number": .number(number), "rule": .text(rule.name), "phase": .text(phase), "is_on": .flag(isOn),
            "used_from": .text(rule.origin), "on": .list(rule.steps.steps.map { .text($0.rawValue) }),
            "matched": .number(matched), "showed": .number(showed), "masked": .number(masked),
            "times": .number(mostActs), "per": .text(rule.when.per.rawValue), "acts_left": .number(actsLeft),
        ]
    }
}
