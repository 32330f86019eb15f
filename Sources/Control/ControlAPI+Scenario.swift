import Documents
import Engine
import HTTPMessages
import Scenario

extension ControlAPI {
    /// `GET`: the text in force, its secrets covered. `PUT`: another one takes its place, or 422 with every problem, and the old one stays.
    func answerScenario(_ request: Request, _ sandbox: Sandbox) -> Response {
        if request.method == "GET" { return current(sandbox.scenario) }
        if let name = Self.name(in: request) { return load(named: name, into: sandbox) }
        do {
            let format: ScenarioFormat = BodyType.of(request, first: .yaml) == .json ? .json : .yaml
            return load(try target.scenario(request.bytes, format), into: sandbox)
        } catch {
            return .json(422, refusal(error, "The old one stays in force." + Self.adviceOnLines(request)))
        }
    }

    private func load(named name: String, into sandbox: Sandbox) -> Response {
        do {
            return load(try target.scenario(named: name), into: sandbox)
        } catch {
            return .problem(422, "\(error.words) The old one stays in force.")
        }
    }

    private func load(_ compiled: CompiledScenario, into sandbox: Sandbox) -> Response {
        let scenario = compiled.scenario
        sandbox.load(compiled)
        tell(scenario.remarks, of: sandbox)
        return .json(
            200,
            [
                "scenario": Node(.string(scenario.name)), "rules": Node(.number(Number(scenario.rules.count))),
                "warnings": Node(.array(scenario.remarks.map(node(of:)))),
            ])
    }

    /// A body that is one word in place of a file: `flaky`, or `"flaky"` as JSON. What a file says has more than one.
    private static func name(in request: Request) -> String? {
        // The longest name, with white space and quotation marks around it.
        guard request.bytes.count <= 256 else { return nil }
        let isSpace = { (byte: UInt8) in " \t\r\n".utf8.contains(byte) }
        var word = request.bytes.drop(while: isSpace)
        while let last = word.last, isSpace(last) { word.removeLast() }
        let quote = UInt8(ascii: "\"")
        if word.count > 1, word.first == quote, word.last == quote { word = word.dropFirst().dropLast() }
        let isName = word.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
        }
        return !word.isEmpty && isName && word.first != UInt8(ascii: "-") ? String(decoding: word, as: UTF8.self) : nil
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
