import Documents
import Engine
import HTTPMessages
import Scenario

extension ControlAPI {
    /// `GET`: the text in force, its secrets covered. `PUT`: another one takes its place, or 422 with every problem, and the old one stays.
    func answerScenario(_ request: Request, _ sandbox: Sandbox) -> Response {
        if request.method == "GET" { return current(sandbox.scenario) }
        guard let format = format(of: request) else {
            return .problem(415, "Send the scenario as application/yaml or application/json.")
        }
        do {
            let compiled = try target.scenario(request.bytes, format)
            let scenario = compiled.scenario
            sandbox.load(compiled)
            tell(scenario.remarks, of: sandbox)
            return .json(
                200,
                [
                    "scenario": Node(.string(scenario.name)), "rules": Node(.number(Number(scenario.rules.count))),
                    "warnings": Node(.array(scenario.remarks.map(node(of:)))),
                ])
        } catch {
            return .json(422, refusal(error, "The old one stays in force"))
        }
    }

    private func current(_ scenario: Scenario) -> Response {
        let text = scenario.shownSource
        let isJSON = text.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
        return Response(
            status: 200, headers: ["Content-Type": isJSON ? "application/json" : "application/yaml; charset=utf-8"],
            body: text)
    }

    /// curl's own default type counts as YAML, so that `curl -T` and `--data-binary` need no header.
    private func format(of request: Request) -> ScenarioFormat? {
        let type = (request.headers["content-type"] ?? "").prefix { $0 != ";" }.lowercased()
        switch type.trimmingSpaces {
        case "application/json": return .json
        case "", "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain",
            "application/x-www-form-urlencoded", "application/octet-stream":
            return .yaml
        default: return nil
        }
    }

    /// - Parameter outcome: what comes of it.
    func refusal(_ bad: BadScenario, _ outcome: String) -> Node {
        let count = bad.problems.count
        return [
            "error": [
                "message": Node(
                    .string("The scenario has \(count) problem\(count == 1 ? "" : "s"). \(outcome)."))
            ],
            "problems": Node(.array(bad.problems.map(node(of:)))),
        ]
    }

    func node(of problem: Problem) -> Node {
        [
            "file": Node(.string(problem.file)), "line": Node(.number(Number(Int(problem.line)))),
            "column": Node(.number(Number(Int(problem.column)))), "path": Node(.string(problem.path)),
            "message": Node(.string(problem.message)),
        ]
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
