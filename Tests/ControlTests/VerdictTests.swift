import Documents
import Engine
import HTTPMessages
import Testing

/// What `expect` says of the requests that came, asked over the control API.
@Suite struct VerdictTests {
    private static let sandbox = ControlBench.sandbox
    private static let lostOnce = """
        rules:
          - name: the answer is lost
            on: create
            when: { times: 1 }
            then: { empty_response: true, commit: true }
        """

    private func bench(_ expect: String, _ scenario: String = lostOnce) throws -> ControlBench {
        try ControlBench("\(scenario)\nexpect: \(expect)")
    }

    private func verdict(_ bench: ControlBench) throws -> Node {
        let answer = bench.send("GET", Self.sandbox + "/verdict", headers: ["Host": "127.0.0.1"])
        #expect(answer.status == 200, "\(answer.text)")
        return try #require(answer.json)
    }

    private func findings(_ bench: ControlBench) throws -> [String: Node] {
        let findings = try #require(try verdict(bench)["findings"]?.array)
        return Dictionary(findings.map { ($0["check"]?.string ?? "", $0) }) { $1 }
    }

    private func create(
        _ bench: ControlBench, key: String = "sk-a", query: String = "", _ more: String = ""
    ) {
        bench.send(
            "POST", "/unified-tasks/v1/tasks", query: query,
            headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/json"],
            #"{"model":"google/veo-3.1-fast","input":{"prompt":"pear","duration":4}\#(more)}"#)
    }

    private func outcome(_ finding: Node?) -> String? { finding?["outcome"]?.string }

    @Test func `a create that is sent again after its answer was lost fails by the right checks`() throws {
        let bench = try bench("[no_duplicate_creates, no_blind_retry, every_rule_fired]")
        create(bench)
        create(bench)
        let findings = try findings(bench)
        #expect(outcome(findings["no_duplicate_creates"]) == "fail")
        #expect(outcome(findings["no_blind_retry"]) == "fail")
        #expect(outcome(findings["every_rule_fired"]) == "pass")
        let entries = findings["no_duplicate_creates"]?["entries"]?.array?.compactMap { $0.number?.int }
        #expect(entries == [1, 2])
        #expect(findings["no_duplicate_creates"]?["advice"]?.string?.contains("list") == true)
    }

    @Test func `one who looks into the list first has done nothing wrong`() throws {
        let bench = try bench("[no_duplicate_creates, no_blind_retry]")
        create(bench)
        bench.send("GET", "/unified-tasks/v1/tasks", headers: ["Authorization": "Bearer sk-a"])
        #expect(try verdict(bench)["outcome"]?.string == "pass")
    }

    @Test func `a scenario without expect has nothing to judge and says so`() throws {
        let bench = try ControlBench("pace: instant")
        let verdict = try verdict(bench)
        #expect(verdict["outcome"]?.string == "pass")
        #expect(verdict["reason"]?.string?.contains("no `expect`") == true)
    }

    @Test func `a parameter that is not there is refused`() throws {
        let bench = try bench("[no_blind_retry]")
        #expect(
            bench.send("GET", Self.sandbox + "/verdict", query: "check=x", headers: ["Host": "127.0.0.1"]).status == 400
        )
    }

    @Test func `what came under an earlier scenario is not judged`() throws {
        let bench = try bench("[{ count: { on: create, exactly: 1 } }]", "pace: quick")
        create(bench)
        let scenario =
            "understudy: 1\nname: next\nclock: { mode: manual }\nexpect: [{ count: { on: create, exactly: 1 } }]\n"
        bench.send(
            "PUT", Self.sandbox + "/scenario", headers: ["Host": "127.0.0.1", "Content-Type": "application/yaml"],
            scenario)
        #expect(outcome(try findings(bench)["count"]) == "fail")
        create(bench)
        #expect(outcome(try findings(bench)["count"]) == "pass")
    }

    @Test(arguments: [
        ("sk-or-v1-test", "", "a key of OpenRouter was sent to Unified Tasks"),
        ("sk-a", "api_key=sk-a", "the key stood in the query, as `api_key`"),
    ])
    func `a key at the wrong place is told without the key`(key: String, query: String, words: String) throws {
        let bench = try bench("[no_secret_leaks]", "pace: quick")
        create(bench, key: key, query: query)
        let finding = try findings(bench)["no_secret_leaks"]
        #expect(outcome(finding) == "fail")
        let sentence = try #require(finding?["sentences"]?.array?.first?.string)
        #expect(sentence.contains(words))
        #expect(!sentence.contains(key))
    }

    @Test func `a key in the body is told, and one in a callback once`() throws {
        let bench = try bench("[no_secret_leaks]", "pace: quick")
        create(bench, #", "callback_url": "https://receiver.example/?token=sk-a""#)
        let sentences = try findings(bench)["no_secret_leaks"]?["sentences"]?.array?.compactMap(\.string)
        #expect(sentences == ["#1: the key stood in the address of the webhook's receiver."])
    }

    @Test func `a pause by the hand-moved clock counts as patience`() throws {
        let bench = try bench(
            "[{ poll_interval: { at_least: 2s } }]",
            "rules: [{ name: long, then: { job: { queued: 0, running: 1h } } }]")
        create(bench)
        let id = try #require(bench.send("GET", Self.sandbox + "/jobs").json?["jobs"]?.array?.first?["id"]?.string)
        let poll = { bench.send("GET", "/unified-tasks/v1/tasks/\(id)", headers: ["Authorization": "Bearer sk-a"]) }
        _ = poll()
        bench.clock("{\"advance\":\"2s\"}")
        _ = poll()
        #expect(outcome(try findings(bench)["poll_interval"]) == "pass")
        _ = poll()
        #expect(outcome(try findings(bench)["poll_interval"]) == "fail")
    }

    @Test(arguments: [(true, "fail"), (false, "pass")])
    func `a key that a redirect took to another host is told`(takesKey: Bool, outcome: String) throws {
        let bench = try bench(
            "[authorization_stays_home]",
            "rules: [{ name: away, on: account, then: { redirect: { status: 307, to: other_host } } }]")
        let first = bench.send(
            "GET", "/unified-tasks/v1/tasks", headers: ["Authorization": "Bearer sk-a", "Host": "127.0.0.1:4010"])
        #expect(first.status == 307)
        let headers: Headers =
            takesKey ? ["Authorization": "Bearer sk-a", "Host": "localhost:4010"] : ["Host": "localhost:4010"]
        bench.send("GET", "/unified-tasks/v1/tasks", query: "understudy_hop=1", headers: headers)
        #expect(self.outcome(try findings(bench)["authorization_stays_home"]) == outcome)
    }
}
