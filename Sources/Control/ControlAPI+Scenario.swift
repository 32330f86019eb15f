import Documents
import Engine
import HTTPMessages
import Scenario

extension ControlAPI {
    /// `GET`: the text in force, its secrets covered. `PUT`: another one takes its place, or 422 with every problem, and the old one stays.
    func answerScenario(_ request: Request, _ sandbox: Sandbox) -> Response {
        if request.method == "GET" { return current(sandbox.scenario) }
        do {
            let format: ScenarioFormat = BodyType.of(request, first: .yaml) == .json ? .json : .yaml
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
            return .json(422, refusal(error, "The old one stays in force." + Self.adviceOnLines(request)))
        }
    }

    private func current(_ scenario: Scenario) -> Response {
        let text = scenario.shownSource
        let isJSON = text.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
        return Response(
            status: 200, headers: ["Content-Type": isJSON ? "application/json" : "application/yaml; charset=utf-8"],
            body: text)
    }

    /// What to say to a text whose lines `curl -d @file` has joined; empty for others.
    private static func adviceOnLines(_ request: Request) -> String {
        let bytes = request.bytes
        guard (request.headers["content-type"] ?? "").lowercased().hasPrefix("application/x-www-form-urlencoded"),
            bytes.first != UInt8(ascii: "{"),
            !bytes.contains(UInt8(ascii: "\n")), bytes.count(where: { $0 == UInt8(ascii: ":") }) > 1
        else { return "" }
        return """
             The text came in one line: `curl -d @FILE` takes the ends of lines out. Send it by `curl -T FILE`, or by \
            `curl -X PUT --data-binary @FILE`.
            """
    }

    /// Every problem of a text in the language of scenarios.
    ///
    /// - Parameters:
    ///   - outcome: what comes of it.
    ///   - what: what has the problems.
    func refusal(_ bad: BadScenario, _ outcome: String, of what: String = "The scenario") -> Node {
        let count = bad.problems.count
        return [
            "error": [
                "message": Node(.string("\(what) has \(count) problem\(count == 1 ? "" : "s"). \(outcome)"))
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
