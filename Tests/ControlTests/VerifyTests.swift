import Documents
import HTTPMessages
import Testing

/// Questions about the requests that came, in the words of a scenario.
@Suite struct VerifyTests {
    private static let sandbox = ControlBench.sandbox

    private func video(_ bench: ControlBench, _ prompt: String, duration: Int) {
        bench.send(
            "POST", "/unified-tasks/v1/tasks",
            headers: ["Authorization": "Bearer sk-a", "Content-Type": "application/json", "X-Try": "1"],
            #"{"model":"google/veo-3.1-fast","input":{"prompt":"\#(prompt)","duration":\#(duration)}}"#)
    }

    /// 1 and 2: videos of 4 and 8 seconds. 3: a picture. 4: a list of tasks.
    private func bench() throws -> ControlBench {
        let bench = try ControlBench("pace: instant")
        video(bench, "pear", duration: 4)
        video(bench, "plum", duration: 8)
        bench.create("fig")
        bench.send("GET", "/unified-tasks/v1/tasks/none", headers: ["Authorization": "Bearer sk-a"])
        return bench
    }

    private func verify(
        _ bench: ControlBench, _ question: String, type: String = "application/json"
    ) -> ControlBench.Call {
        bench.send(
            "POST", Self.sandbox + "/verify", headers: ["Host": "127.0.0.1", "Content-Type": type], question)
    }

    @Test(arguments: [
        (#"{"on":"create"}"#, "yes", [1, 2, 3]), (#"{"on":"create","exactly":3}"#, "yes", [1, 2, 3]),
        (#"{"on":"create","at_most":2}"#, "no", [1, 2, 3]), (#"{"on":"create","at_least":4}"#, "no", [1, 2, 3]),
        (#"{"on":"create","at_least":1,"at_most":3}"#, "yes", [1, 2, 3]), (#"{"on":"cancel","exactly":0}"#, "yes", []),
        (#"{"on":"cancel","at_most":1}"#, "yes", []), (#"{}"#, "yes", [1, 2, 3, 4]),
        (#"{"match":{"provider":"getimg"}}"#, "yes", [3]), (#"{"match":{"body.input.duration":8}}"#, "yes", [2]),
        (#"{"match":{"body.input.duration":{"gte":4}},"exactly":2}"#, "yes", [1, 2]),
        (#"{"match":{"prompt":{"contains":"l"}}}"#, "yes", [2]),
        (#"{"match":{"model":"*e*","method":"POST"}}"#, "yes", [1, 2, 3]),
        (#"{"match":{"header.x-try":1}}"#, "yes", [1, 2]), (#"{"match":{"modality":"image"}}"#, "yes", [3]),
        (#"{"on":"create","match":{"attempt":1}}"#, "yes", [1, 2, 3]),
        (#"{"on":"create","match":{"attempt":{"gt":1}},"exactly":0}"#, "yes", []),
        (#"{"match":{"any_of":[{"prompt":"fig"},{"prompt":"pear"}]}}"#, "yes", [1, 3]),
        (#"{"match":{"header.authorization":{"exists":true}},"exactly":4}"#, "yes", [1, 2, 3, 4]),
        (#"{"order":[{"match":{"prompt":"pear"}},{"on":"create","match":{"provider":"getimg"}}]}"#, "yes", [1, 3]),
        (#"{"order":[{"match":{"prompt":"plum"}},{"match":{"prompt":"pear"}}]}"#, "no", [2]),
        (#"{"order":[{"on":"create"},{"on":"create"},{"on":"create"},{"on":"create"}]}"#, "no", [1, 2, 3]),
    ])
    func `a question is answered with the numbers of what matched`(
        question: String, verdict: String, numbers: [Int]
    ) throws {
        let answer = verify(try bench(), question)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.json?["verdict"]?.string == verdict, "\(answer.text)")
        #expect(answer.json?["numbers"]?.array?.compactMap { $0.number?.int } == numbers)
    }

    @Test func `when too few came the nearest are told with what differs`() throws {
        let answer = verify(
            try bench(),
            #"{"on":"create","match":{"provider":"unified-tasks","prompt":"pear","body.input.duration":8}}"#)
        #expect(answer.json?["verdict"] == "no")
        #expect(answer.json?["reason"] == "No requests match; at least 1 was wanted.")
        let nearest = try #require(answer.json?["nearest"]?.array)
        #expect(nearest.compactMap { $0["number"]?.number?.int } == [2, 1, 4])
        #expect(nearest[0]["differences"] == ["prompt: wanted pear, got plum"])
        #expect(nearest[1]["differences"] == ["body.input.duration: wanted 8, got 4"])
        #expect(
            nearest[2]["differences"] == [
                "on: wanted create, got poll", "prompt: wanted pear, got nothing",
                "body.input.duration: wanted 8, got nothing",
            ])
    }

    @Test func `what is not kept is not judged`() throws {
        let bench = try bench()
        let covered = verify(bench, #"{"match":{"header.authorization":"Bearer sk-a"}}"#)
        #expect(covered.json?["verdict"] == "inconclusive")
        #expect(covered.json?["unclear"]?.array?.first?["reason"] == "`header.authorization` is covered in the journal")
        let settled = verify(bench, #"{"on":"cancel","match":{"header.authorization":"Bearer sk-a"},"exactly":0}"#)
        #expect(settled.json?["verdict"] == "yes", "another part settles it")
    }

    /// 1: the create. 2 to 4: polls after 5, 20 and 80 seconds, of a job that is queued for 10 and runs for 50. 5: a poll of no job.
    private func polled() throws -> ControlBench {
        let bench = try ControlBench("rules: [{ name: slow, then: { job: { queued: 10s, running: 50s } } }]")
        video(bench, "pear", duration: 4)
        let job = try #require(bench.send("GET", Self.sandbox + "/jobs").json?["jobs"]?.array?.first?["id"]?.string)
        for (span, id) in [("5s", job), ("15s", job), ("60s", job), ("0s", "none")] {
            bench.clock("{\"advance\":\"\(span)\"}")
            bench.send("GET", "/unified-tasks/v1/tasks/\(id)", headers: ["Authorization": "Bearer sk-a"])
        }
        return bench
    }

    @Test(arguments: [
        (#"{"match":{"job.status":"queued"}}"#, [2]), (#"{"match":{"job.status":"running"}}"#, [3]),
        (#"{"match":{"job.status":"completed"}}"#, [4]), (#"{"match":{"job.age":{"gte":"20s"}}}"#, [3, 4]),
        (#"{"match":{"job.polls":0}}"#, [2]), (#"{"match":{"job.polls":{"lt":2}}}"#, [2, 3]),
    ])
    func `what rules saw of a job is judged`(question: String, numbers: [Int]) throws {
        let answer = verify(try polled(), question)
        #expect(answer.json?["verdict"]?.string == "yes", "\(answer.text)")
        #expect(answer.json?["numbers"]?.array?.compactMap { $0.number?.int } == numbers)
    }

    @Test func `an entry has what rules saw of its job`() throws {
        let bench = try polled()
        let entries = try #require(bench.send("GET", Self.sandbox + "/requests").json?["requests"]?.array)
        #expect(entries[0]["job_seen"]?.isNull == true && entries[4]["job_seen"]?.isNull == true)
        #expect(entries[2]["job_seen"] == ["status": "running", "age_ms": 20_000, "polls": 1])
        let running = bench.send("GET", Self.sandbox + "/requests", query: "job_status=running")
        #expect(running.json?["requests"]?.array?.compactMap { $0["number"]?.number?.int } == [3])
    }

    @Test func `a request of which one deep field differs is nearer than one of another provider`() throws {
        let bench = try ControlBench("pace: instant")
        video(bench, "pear", duration: 4)
        bench.create("fig")
        let question = #"{"match":{"provider":"unified-tasks","prompt":"fig","body.input.duration":8}}"#
        let nearest = try #require(verify(bench, question).json?["nearest"]?.array)
        #expect(nearest.compactMap { $0["number"]?.number?.int } == [1, 2], "2 has the prompt, and is newer")
    }

    @Test func `what was dropped may have matched`() throws {
        let bench = try bench()
        let job = try #require(bench.send("GET", Self.sandbox + "/requests/1").json?["job"]?.string)
        bench.send("GET", "/unified-tasks/v1/tasks/\(job)", headers: ["Authorization": "Bearer sk-a"])
        for number in 1...9_998 { bench.send("GET", "/getimg/v2/nothing/\(number)", headers: [:]) }
        let answer = verify(bench, #"{"on":"create","match":{"prompt":"pear"}}"#)
        #expect(answer.json?["verdict"] == "inconclusive")
        #expect(answer.json?["dropped"] == 3)
        #expect(
            answer.json?["reason"]?.string?.contains("3 were dropped from the journal, and may have matched") == true)
        #expect(verify(bench, #"{"match":{"prompt":"pear"},"at_least":5}"#).json?["verdict"] == "no")
        #expect(verify(bench, #"{"on":"poll"}"#).json?["verdict"] == "yes")
        #expect(
            verify(bench, #"{"match":{"prompt":"fig"},"exactly":0}"#).text.contains(
                "its create is not in the journal any more"))
    }

    @Test(arguments: [
        (#"{"match":{"promt":"x"}}"#, "match.promt", "unknown key `promt`; did you mean `prompt`?"),
        (#"{"exactly":1,"at_least":1}"#, "", "exclude each other"),
        (#"{"order":[],"on":"create"}"#, "", "exclude each other"),
        (#"{"at_least":3,"at_most":2}"#, "at_most", "can never hold"),
        (#"{"on":"creat"}"#, "on", "did you mean `create`?"), ("[]", "", "expected a question"),
        (#"{"order":[{"at_least":1}]}"#, "order[0].at_least", "unknown key"),
    ])
    func `a question that is none is told like a scenario`(question: String, path: String, words: String) throws {
        let answer = verify(try ControlBench(), question)
        #expect(answer.status == 422)
        let problems = try #require(answer.json?["problems"]?.array)
        #expect(
            problems.contains { $0["path"]?.string == path && $0["message"]?.string?.contains(words) == true },
            "\(answer.text)")
    }

    @Test func `a question may be YAML`() throws {
        let answer = verify(try bench(), "on: create\nmatch: { prompt: pear }\n", type: "application/yaml")
        #expect(answer.json?["numbers"] == [1])
    }

    @Test func `a request that came is explained rule by rule`() throws {
        let bench = try ControlBench(
            """
            pace: instant
            phases: [{ name: later, for: 1h, rules: [] }, { name: night, rules: [{ name: dark, then: { latency: 1s } }] }]
            rules:
              - { name: refuse plums, on: create, match: { prompt: plum }, then: { http_error: 503 } }
              - { name: any, on: create, then: { http_error: 500 } }
              - { name: third, on: create, when: { every: 3 }, then: { latency: 1s } }
              - { name: polls, on: poll, then: { http_error: 500 } }
            """)
        bench.create("plum")
        bench.create("fig")
        let answer = bench.send("GET", Self.sandbox + "/requests/1/explain").json
        #expect(answer?["replaced"] == false)
        let rules = try #require(answer?["rules"]?.array)
        #expect(rules.compactMap { $0["rule"]?.string } == ["dark", "refuse plums", "any", "third", "polls"])
        #expect(rules.map { $0["decides"] } == [[], ["http_error"], [], [], []])
        #expect(
            rules.map { $0["reason"]?.string } == [
                "its phase was not on", nil, "another rule decided `http_error`",
                "it matches, but not every time: what `when` or a sequence had counted by then is not kept",
                "`on` is poll, not create",
            ])
        let other = bench.send("GET", Self.sandbox + "/requests/2/explain").json?["rules"]?.array
        #expect(other?[1]["reason"] == "prompt: wanted plum, got fig")
        #expect(other?[2]["decides"] == ["http_error"])
    }

    @Test func `an explanation says that the scenario was replaced`() throws {
        let bench = try ControlBench("pace: instant\nrules: [{ name: old, then: { http_error: 503 } }]")
        bench.create("plum")
        bench.clock("{\"advance\":\"1s\"}")
        bench.send("PUT", Self.sandbox + "/scenario", "understudy: 1\nname: new\nclock: manual\n")
        let answer = bench.send("GET", Self.sandbox + "/requests/1/explain").json
        #expect(answer?["replaced"] == true)
        #expect(answer?["scenario"] == "new")
        #expect(answer?["rules"]?.array?.first?["rule"] == "old")
        #expect(answer?["rules"]?.array?.first?["reason"] == "the scenario in force has no such rule")
        #expect(bench.send("GET", Self.sandbox + "/requests/7/explain").status == 404)
    }

    @Test(arguments: [
        (
            "POST", "/clock", "application/xml",
            "Send the body with `Content-Type: application/json`, not `application/xml`."
        ),
        ("POST", "/clock", "application/yaml", "Send the body with `Content-Type: application/json`"),
        ("POST", "/verify", "text/html", "`Content-Type: application/json` or `Content-Type: application/yaml`"),
        (
            "PUT", "/scenario", "multipart/form-data",
            "`Content-Type: application/yaml` or `Content-Type: application/json`"
        ),
    ])
    func `a body of another type is refused with the type that is wanted`(
        method: String, path: String, type: String, words: String
    ) throws {
        let answer = try ControlBench().send(
            method, Self.sandbox + path, headers: ["Host": "127.0.0.1", "Content-Type": type], "{}")
        #expect(answer.status == 415)
        #expect(answer.text.contains(words))
    }

    @Test func `lines that curl has joined are told with the option that keeps them`() throws {
        let bench = try ControlBench()
        func put(_ text: String, _ type: String) -> String {
            bench.send("PUT", Self.sandbox + "/scenario", headers: ["Host": "127.0.0.1", "Content-Type": type], text)
                .text
        }
        let joined = "understudy: 1name: joinedpace: instant"
        #expect(put(joined, "application/x-www-form-urlencoded").contains("--data-binary"))
        #expect(!put(joined, "application/yaml").contains("--data-binary"))
        #expect(!put("understudy: 1\nname: a\npase: 1", "application/x-www-form-urlencoded").contains("--data-binary"))
    }
}
