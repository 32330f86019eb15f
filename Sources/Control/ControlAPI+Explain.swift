import DialectKit
import Documents
import Engine
import HTTPMessages
import Scenario
import Time

extension ControlAPI {
    /// `GET sandboxes/{s}/explain?provider=getimg&on=create&model=…`: the keys are those of `match`.
    func explain(_ request: Request, _ sandbox: Sandbox) -> Response {
        let sketch: RequestSketch
        do {
            sketch = try RequestSketch(queryValues(request.query).map { (key: $0.0, value: $0.1) })
        } catch {
            return .problem(400, "The request cannot be explained: \(error).")
        }
        let explanation = sandbox.explain(sketch)
        return .json(
            200,
            [
                "scenario": Node(.string(sandbox.scenario.name)),
                "elapsed_ms": Node(.number(Number(Int(explanation.elapsed / .milliseconds(1))))),
                "model": explanation.model.isEmpty ? nil : Node(.string(explanation.model)),
                "rules": Node(.array(explanation.lines.map(node(of:)))),
            ])
    }

    func node(of line: Explanation.Line) -> Node {
        [
            "rule": Node(.string(line.rule)), "phase": line.phase.map { Node(.string($0)) } ?? nil,
            "decides": Node(.array(line.decides.map { Node(.string($0)) })),
            "masked": Node(
                .array(line.masked.map { ["aspect": Node(.string($0.aspect)), "reason": Node(.string($0.reason))] })),
            "reason": line.reason.isEmpty ? nil : Node(.string(line.reason)),
        ]
    }
}
