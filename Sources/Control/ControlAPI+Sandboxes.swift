import Core
import DialectKit
import Documents
import Engine
import HTTPMessages
import Scenario
import Time

extension ControlAPI {
    /// `POST sandboxes`: makes one and gives it a name.
    func makeSandbox(_ request: Request) -> Response { makeSandbox(named: nil, request) }

    /// `PUT sandboxes/NAME`: makes it; one that is there is made anew, as if it had been deleted before.
    func makeSandbox(named name: String?, _ request: Request) -> Response {
        if let name, !SandboxName.isGood(name) {
            return .problem(400, "A sandbox cannot be called `\(name)`: \(SandboxName.rule).")
        }
        let plan: SandboxPlan
        do throws(RequestProblem) {
            _ = try JSONBody.members(of: request.bytes, example: Self.examplePlan, isOptional: true)
        } catch {
            return error.response
        }
        do {
            plan = try SandboxPlan(request.bytes, named: "request", vocabulary: target.vocabulary)
        } catch {
            return .json(422, refusal(error, "The sandbox was not made."))
        }
        if name != nil, plan.test != nil {
            return .problem(400, "`test` goes with `POST /_understudy/sandboxes`, which makes a name of it.")
        }
        do {
            let made = try target.makeSandbox(named: name, plan)
            tell(made.remarks, of: made.sandbox)
            return .json(made.isNew ? 201 : 200, node(of: made, at: request.server))
        } catch {
            return answer(error)
        }
    }

    private static let examplePlan = """
        Such as {"scenario":"flaky","clock":"auto","ttl":"10m"}; a scenario file goes to `PUT …/sandboxes/NAME/scenario`, or as a text \
        under `scenario`.
        """

    private func answer(_ failure: SandboxFailure) -> Response {
        switch failure {
        case .badScenario(let bad): .json(422, refusal(bad, "The sandbox was not made."))
        case .unknownScenario: .problem(422, failure.words)
        case .tooMany: .problem(503, failure.words)
        }
    }

    private func node(of made: MadeSandbox, at server: String) -> Node {
        let report = made.sandbox.report(target.addresses(of: made.sandbox, at: server), ttl: made.ttl)
        return Node(
            .object(
                Members(
                    Array(report.object ?? [:])
                        + [Members.Member(key: "warnings", value: Node(.array(made.remarks.map(node(of:)))))])))
    }

    /// `GET sandboxes`: by name, a page at a time.
    func sandboxes(_ request: Request) -> Response {
        let list = target.sandboxes
        do {
            let page = try ListQuery<SandboxList.Line, String>(request.query, []).page(of: list.lines) {
                $0.sandbox.name
            }
            return .json(
                200,
                [
                    "total": .number(list.lines.count), "most": .number(list.most), "expired": .number(list.expired),
                    "evicted": .number(list.evicted), "matching": .number(page.matching), "next": .text(page.next),
                    "sandboxes": .list(page.items.map(\.node)),
                ])
        } catch {
            return error.response
        }
    }

    /// A sandbox that held so many bytes has its memory given back to the system at once [chosen].
    private static let muchMemory = 4 << 20

    /// `DELETE sandboxes/NAME`
    func deleteSandbox(named name: String) -> Response {
        if name == SandboxName.standard {
            return .problem(409, "The sandbox `\(name)` is always there: `POST …/\(name)/reset` empties it.")
        }
        let held = target.sandbox(named: name).map { sandbox in
            SharedBounds.Kind.allCases.reduce(0) { $0 + sandbox.bytes(of: $1) }
        }
        guard target.deleteSandbox(named: name) else { return .problem(404, target.reasonForLack(ofSandbox: name)) }
        // It takes longer than all else, and a test's sandbox holds little.
        if held ?? 0 > Self.muchMemory { target.giveBackMemory() }
        return .json(200, ["deleted": Node(.string(name))])
    }

    /// Says in the log what a scenario warns of.
    func tell(_ remarks: [Problem], of sandbox: Sandbox) {
        for remark in remarks { sandbox.tell("\(remark)", isWarning: true) }
    }
}

extension SandboxList.Line {
    fileprivate var node: Node {
        let clock = sandbox.clock
        return [
            "name": Node(.string(sandbox.name)), "scenario": Node(.string(sandbox.scenario.name)),
            "clock": Node(.string(clock.mode.rawValue)), "held": Node(.number(Number(clock.held))),
            "ttl_ms": ttl.map { Node(.number(Number(Int($0 / .milliseconds(1))))) } ?? nil,
            "unused_ms": Node(.number(Number(Int(unusedFor / .milliseconds(1))))),
        ]
    }
}

extension Request {
    /// The address of the server, of a request to the control API.
    var server: String {
        let way = "/_understudy"
        return base.hasSuffix(way) ? String(base.dropLast(way.count)) : base
    }
}
