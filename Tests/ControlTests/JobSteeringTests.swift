import Documents
import HTTPMessages
import Testing

/// Jobs, held requests and accounts, steered by hand.
@Suite struct JobSteeringTests {
    private static let sandbox = ControlBench.sandbox

    private static let accounts =
        "accounts: [{ name: shop, keys: [sk_a], balance: 10 }, { name: other, keys: [sk_b] }]\n"

    /// Every job is stuck, and its create is held.
    private func stuck() throws -> ControlBench {
        try ControlBench(Self.accounts + "rules: [{ name: stuck, then: { job: { outcome: stuck } } }]")
    }

    private func job(_ bench: ControlBench) throws -> Node {
        try #require(bench.send("GET", Self.sandbox + "/jobs").json?["jobs"]?.array?.first)
    }

    private func steer(_ bench: ControlBench, _ verb: String, _ body: String = "") throws -> ControlBench.Call {
        let id = try #require(try job(bench)["id"]?.string)
        return bench.send("POST", "\(Self.sandbox)/jobs/\(id)/\(verb)", body)
    }

    private func balance(_ bench: ControlBench) -> String? {
        bench.send("GET", Self.sandbox + "/accounts/shop").json?["balance"]?.string
    }

    @Test func `a job that is stuck is listed as one that nothing ends`() throws {
        let bench = try stuck()
        bench.create("a kite")
        let job = try job(bench)
        #expect(job["provider"]?.string == "getimg")
        #expect(job["account"]?.string == "shop")
        #expect(job["state"]?.string == "queued")
        #expect(job["ends_by"]?.string == "nothing")
        #expect(job["planned_end"]?.isNull == true)
        #expect(job["progress"]?.isNull == true)
    }

    /// Four jobs of two providers.
    private func four() throws -> ControlBench {
        let bench = try ControlBench("pace: instant")
        for prompt in ["1", "2", "3"] { bench.create(prompt) }
        bench.send(
            "POST", "/unified-tasks/v1/tasks",
            headers: ["Authorization": "Bearer sk-a", "Content-Type": "application/json"],
            #"{"model":"google/veo-3.1-fast","input":{"prompt":"4"}}"#)
        return bench
    }

    @Test(arguments: [
        ("", [1, 2, 3, 4], nil), ("order=newest", [4, 3, 2, 1], nil), ("limit=2", [1, 2], 2),
        ("limit=2&order=newest", [4, 3], 3), ("after=2", [3, 4], nil), ("after=3&order=newest", [2, 1], nil),
        ("after=0", [1, 2, 3, 4], nil), ("after=1&order=newest", [], nil), ("provider=unified-tasks", [4], nil),
        ("provider=unified-tasks&provider=getimg&order=newest&limit=3", [4, 3, 2], 2), ("state=failed", [], nil),
        ("model=seedream*&order=newest", [3, 2, 1], nil), ("account=nobody", [], nil),
    ])
    func `jobs are listed in either order, narrowed and paged`(query: String, expected: [Int], next: Int?) throws {
        let answer = try four().send("GET", Self.sandbox + "/jobs", query: query)
        let jobs = try #require(answer.json?["jobs"]?.array, "\(answer.text)")
        #expect(jobs.compactMap { $0["number"]?.number?.int } == expected)
        #expect(answer.json?["next"]?.number?.int == next)
    }

    @Test func `files are listed in either order`() throws {
        let bench = try four()
        func jobs(_ query: String) -> [String] {
            let files = bench.send("GET", Self.sandbox + "/assets", query: query).json?["assets"]?.array ?? []
            return files.compactMap { $0["job"]?.string }
        }
        let all = jobs("")
        #expect(all.count == 4)
        #expect(jobs("order=newest") == Array(all.reversed()))
        #expect(jobs("order=newest&limit=1") == [all[3]])
        #expect(jobs("job=\(all[1])") == [all[1]])
        #expect(
            bench.send("GET", Self.sandbox + "/assets", query: "oder=newest").text.contains("Did you mean `order`?"))
    }

    @Test func `a job that is completed answers who waits for it, and is paid`() throws {
        let bench = try stuck()
        let create = bench.create("a kite")
        #expect(create.isOpen)
        let answer = try steer(bench, "complete")
        #expect(answer.status == 200)
        #expect(answer.json?["state"]?.string == "completed")
        #expect(create.status == 200)
        let price = try #require(try job(bench)["price"]?.string.flatMap(Double.init))
        let left = try #require(balance(bench).flatMap(Double.init))
        #expect(abs(left + price - 10) < 0.000_001)
    }

    @Test func `a job that fails answers with that error, and costs nothing`() throws {
        let bench = try stuck()
        let create = bench.create("a kite")
        let answer = try steer(bench, "fail", "{\"error\":\"content_policy\",\"message\":\"No kites.\"}")
        #expect(answer.json?["state"]?.string == "failed")
        #expect(answer.json?["error"]?["name"]?.string == "content_policy")
        #expect(create.text.contains("No kites."))
        #expect(balance(bench) == "10")
    }

    @Test func `a job that was to be stuck is released, and completes`() throws {
        let bench = try ControlBench(
            "rules: [{ name: stuck, then: { job: { outcome: stuck, queued: 0, running: 10s } } }]")
        let create = bench.create("a kite")
        #expect(try steer(bench, "release").json?["planned_end"]?.string == "2026-01-01T00:00:10.000Z")
        #expect(create.isOpen)
        bench.clock("{\"advance\":\"10s\"}")
        #expect(create.status == 200)
    }

    @Test func `a released job whose time has passed ends at once`() throws {
        let bench = try ControlBench(
            "rules: [{ name: stuck, then: { job: { outcome: stuck, queued: 0, running: 10s } } }]")
        let create = bench.create("a kite")
        bench.clock("{\"advance\":\"1h\"}")
        #expect(create.isOpen)
        #expect(try steer(bench, "release").json?["ended"]?.string == "2026-01-01T01:00:00.000Z")
        #expect(create.status == 200)
    }

    @Test func `what polls were to be told counts no more once a job is steered`() throws {
        let bench = try ControlBench(
            "rules: [{ name: odd, on: create, then: { job: { statuses: [queued, thinking, running] } } }]")
        bench.send(
            "POST", "/unified-tasks/v1/tasks",
            headers: ["Authorization": "Bearer sk-a", "Content-Type": "application/json"],
            "{\"model\":\"google/veo-3.1-fast\",\"input\":{\"prompt\":\"a kite\"}}")
        #expect(try job(bench)["ends_by"]?.string != "time")
        #expect(try steer(bench, "complete").json?["state"]?.string == "completed")
    }

    @Test(arguments: [
        ("{\"error\":\"content_polcy\"}", "did you mean `content_policy`?"), ("{\"eror\":\"x\"}", "error, message"),
        ("{\"error\":7}", "name of an error"), ("nonsense", "not JSON"), ("[]", "must be a JSON object"),
        ("{\"message\":7}", "must be a text"),
    ])
    func `a failure that cannot be understood changes nothing`(body: String, words: String) throws {
        let bench = try stuck()
        bench.create("a kite")
        let answer = try steer(bench, "fail", body)
        #expect(answer.status == 400)
        #expect(answer.text.contains(words))
        #expect(try job(bench)["ended"]?.isNull == true)
    }

    @Test(arguments: ["complete", "fail", "release"])
    func `a job that has ended cannot be steered`(verb: String) throws {
        let bench = try stuck()
        bench.create("a kite")
        _ = try steer(bench, "complete")
        let answer = try steer(bench, verb)
        #expect(answer.status == 409)
        #expect(answer.text.contains("has ended already: it is completed"))
    }

    @Test func `a job that ends by time has nothing to be released from`() throws {
        let bench = try ControlBench.holding()
        bench.create("a kite")
        let answer = try steer(bench, "release")
        #expect(answer.status == 409)
        #expect(answer.text.contains("2026-01-01T01:00:00.000Z"))
    }

    @Test(arguments: [("GET", ""), ("POST", "/complete"), ("POST", "/fail"), ("POST", "/release")])
    func `a job that is not there is told by its id`(method: String, below: String) throws {
        let answer = try ControlBench().send(method, "\(Self.sandbox)/jobs/nobody\(below)")
        #expect(answer.status == 404)
        #expect(answer.text.contains("`nobody`"))
    }

    @Test func `jobs are listed by pages and narrowed`() throws {
        let bench = try ControlBench("rules: [{ name: fast, then: { job: { queued: 0, running: 0 } } }]")
        for number in 1...5 { bench.create("kite \(number)") }
        let first = try #require(bench.send("GET", Self.sandbox + "/jobs", query: "limit=2").json)
        #expect(first["jobs"]?.array?.map { $0["number"]?.number?.int } == [1, 2])
        #expect(first["next"]?.number?.int == 2)
        let last = try #require(bench.send("GET", Self.sandbox + "/jobs", query: "limit=10&after=3").json)
        #expect(last["jobs"]?.array?.map { $0["number"]?.number?.int } == [4, 5])
        #expect(last["next"]?.isNull == true)
        let failed = try #require(bench.send("GET", Self.sandbox + "/jobs", query: "state=failed").json)
        #expect(failed["jobs"]?.array?.isEmpty == true)
        let wrong = bench.send("GET", Self.sandbox + "/jobs", query: "state=complete")
        #expect(wrong.status == 400)
        #expect(wrong.text.contains("Did you mean `completed`?"))
    }

    // MARK: Requests

    @Test func `a held request that is released is answered with its job as it is`() throws {
        let bench = try ControlBench.holding()
        let create = bench.create("a kite")
        let answer = bench.send("POST", Self.sandbox + "/requests/1/release")
        #expect(answer.status == 200)
        #expect(!create.isOpen)
        #expect(try job(bench)["state"]?.string == "running")
    }

    @Test func `a request that is not held cannot be released`() throws {
        let bench = try ControlBench("rules: [{ name: fast, then: { job: { queued: 0, running: 0 } } }]")
        bench.create("a kite")
        let answered = bench.send("POST", Self.sandbox + "/requests/1/release")
        #expect(answered.status == 409)
        #expect(answered.text.contains("Request 1 is not held"))
        #expect(bench.send("POST", Self.sandbox + "/requests/2/release").status == 404)
        #expect(bench.send("POST", Self.sandbox + "/requests/x/release").status == 404)
    }

    // MARK: Accounts

    @Test func `an account is changed by what is sent alone`() throws {
        let bench = try stuck()
        let change = bench.send(
            "PATCH", Self.sandbox + "/accounts/shop",
            "{\"balance\":\"12.50\",\"limits\":{\"requests\":\"10/1m\",\"concurrent_jobs\":2}}")
        #expect(change.status == 200)
        #expect(change.json?["balance"]?.string == "12.5")
        #expect(change.json?["limits"]?["requests"]?.string == "10/1m")
        let second = bench.send("PATCH", Self.sandbox + "/accounts/shop", "{\"limits\":{\"requests\":null}}")
        #expect(second.json?["limits"]?["requests"]?.isNull == true)
        #expect(second.json?["limits"]?["concurrent_jobs"]?.number?.int == 2)
        #expect(second.json?["balance"]?.string == "12.5")
        let unlimited = bench.send("PATCH", Self.sandbox + "/accounts/shop", "{\"balance\":null}")
        #expect(unlimited.json?["balance"]?.isNull == true)
    }

    @Test func `a changed balance and changed models count for the next request`() throws {
        let bench = try ControlBench(
            Self.accounts + "rules: [{ name: fast, then: { job: { queued: 0, running: 0 } } }]")
        bench.send("PATCH", Self.sandbox + "/accounts/shop", "{\"balance\":0}")
        #expect(bench.create("a kite").status == 402)
        bench.send("PATCH", Self.sandbox + "/accounts/shop", "{\"balance\":null,\"models\":[\"veo*\"]}")
        #expect(bench.create("a kite").status != 200)
        bench.send("PATCH", Self.sandbox + "/accounts/shop", "{\"models\":null}")
        #expect(bench.create("a kite").status == 200)
    }

    @Test func `a changed limit counts from the next request on, and is shown with what is left of it`() throws {
        let bench = try ControlBench(
            Self.accounts + "rules: [{ name: fast, then: { job: { queued: 0, running: 0 } } }]")
        bench.send("PATCH", Self.sandbox + "/accounts/shop", "{\"limits\":{\"requests\":\"2/1h\"}}")
        #expect((1...3).map { bench.create("kite \($0)").status } == [200, 200, 429])
        let shop = bench.send("GET", Self.sandbox + "/accounts/shop").json
        #expect(shop?["counted_requests"]?.array?.first?["remaining"]?.number?.int == 0)
        bench.send("PATCH", Self.sandbox + "/accounts/shop", "{\"limits\":null}")
        #expect(bench.create("kite 4").status == 200)
    }

    @Test(arguments: [
        ("{\"balance\":\"much\"}", "`balance`"), ("{\"limits\":{\"requests\":\"often\"}}", "`limits.requests`"),
        ("{\"limits\":7}", "`limits`"), ("{\"modles\":[]}", "did you mean `models`?"),
        ("{\"limits\":{\"burst\":3}}", "needs `limits.requests`"), ("{\"models\":\"veo\"}", "`models`"),
        ("{\"keys\":[\"x\"]}", "unknown key `keys`"),
    ])
    func `a change of an account that is wrong changes nothing and names the field`(body: String, words: String) throws
    {
        let bench = try stuck()
        let answer = bench.send("PATCH", Self.sandbox + "/accounts/shop", body)
        #expect(answer.status == 422)
        #expect(answer.text.contains(words))
        #expect(balance(bench) == "10")
    }

    @Test func `accounts are listed by name, and no key is among them`() throws {
        let bench = try stuck()
        let list = bench.send("GET", Self.sandbox + "/accounts")
        #expect(list.json?["accounts"]?.array?.map { $0["name"]?.string } == ["other", "shop"])
        #expect(!list.text.contains("sk_a"))
        #expect(bench.send("GET", Self.sandbox + "/accounts", query: "after=other").json?["matching"]?.number?.int == 1)
        #expect(bench.send("GET", Self.sandbox + "/accounts/nobody").status == 404)
    }

    @Test func `an account that came into being by its key is changed as well`() throws {
        let bench = try ControlBench("rules: [{ name: fast, then: { job: { queued: 0, running: 0 } } }]")
        bench.create("a kite")
        let name = try #require(
            bench.send("GET", Self.sandbox + "/accounts").json?["accounts"]?.array?.first?["name"]?.string)
        #expect(bench.send("PATCH", "\(Self.sandbox)/accounts/\(name)", "{\"balance\":0}").status == 200)
        #expect(bench.create("another").status == 402)
    }

    // MARK: What is to come, rules, files

    @Test func `what is to come stands in order of time`() throws {
        let bench = try ControlBench(
            "phases: [{ name: calm, for: 2h, rules: [] }, { name: storm, rules: [] }]\n"
                + "rules: [{ name: slow, then: { job: { queued: 0, running: 1h } } }]")
        bench.create("a kite")
        let future = try #require(bench.send("GET", Self.sandbox + "/upcoming").json)
        #expect(future["upcoming"]?.array?.map { $0["what"]?.string } == ["answer", "job_ends", "phase_begins"])
        #expect(future["upcoming"]?.array?.map { $0["in_ms"]?.number?.int } == [3_600_000, 3_600_000, 7_200_000])
        #expect(future["upcoming"]?.array?.first?["request"]?.number?.int == 1)
        #expect(bench.send("GET", Self.sandbox + "/upcoming", query: "limit=1").json?["upcoming"]?.array?.count == 1)
    }

    @Test func `a rule tells how often it matched and showed, and how many acts are left`() throws {
        let bench = try ControlBench(
            """
            rules:
              - { name: busy, when: { times: 3 }, then: { error: overloaded } }
              - { name: slow, then: { job: { queued: 0, running: 1h } } }
            """)
        for number in 1...2 { bench.create("kite \(number)") }
        let rules = try #require(bench.send("GET", Self.sandbox + "/rules").json?["rules"]?.array)
        #expect(rules.map { $0["rule"]?.string } == ["busy", "slow"])
        #expect(rules.map { $0["matched"]?.number?.int } == [2, 2])
        #expect(rules.map { $0["showed"]?.number?.int } == [2, 0])
        #expect(rules.map { $0["masked"]?.number?.int } == [0, 2])
        #expect(rules.map { $0["acts_left"]?.number?.int } == [1, nil])
    }

    @Test func `the files of a job are listed and fetched without a trace`() throws {
        let bench = try ControlBench(
            """
            rules:
              - { name: fast, on: create, then: { job: { queued: 0, running: 0 } } }
              - { name: broken, on: download, then: { http_error: 500 } }
            """)
        bench.create("a kite")
        let before = bench.send("GET", Self.sandbox + "/requests").json?["total"]?.number?.int
        let file = try #require(bench.send("GET", Self.sandbox + "/assets").json?["assets"]?.array?.first)
        #expect(file["type"]?.string == "image/jpeg")
        let path = try #require(file["path"]?.string).split(separator: "?")
        bench.send("HEAD", String(path[0]), query: String(path[1]))
        #expect(bench.send("GET", Self.sandbox + "/requests").json?["total"]?.number?.int == before)
        let unknown = bench.send("GET", "\(Self.sandbox)/assets/\(file["job"]?.string ?? "")/9.png")
        #expect(unknown.status == 404)
    }

    @Test func `a job that runs has no files yet`() throws {
        let bench = try stuck()
        bench.create("a kite")
        let id = try #require(try job(bench)["id"]?.string)
        #expect(bench.send("GET", Self.sandbox + "/assets").json?["assets"]?.array?.isEmpty == true)
        #expect(bench.send("GET", "\(Self.sandbox)/assets/\(id)/0.png").status == 409)
    }
}
