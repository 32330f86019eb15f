import Dispatch
import Documents
import HTTPMessages
import TestSupport
import Testing

/// Reading the journal: what narrows it, how it is paged, and in which forms it is handed out.
@Suite struct RequestsTests {
    private static let requests = ControlBench.sandbox + "/requests"

    /// Four requests: two creates, of which the rule refuses the second, a poll of nothing, and a page of models without a key.
    private func bench() throws -> ControlBench {
        let bench = try ControlBench(
            "pace: instant\nrules: [{ name: a bad day, match: { prompt: plum }, then: { http_error: 503 } }]")
        bench.create("pear")
        bench.clock("{\"advance\":\"10m\"}")
        bench.create("plum")
        bench.send(
            "GET", "/unified-tasks/v1/tasks/task-none", query: "page=2&q=a%20b",
            headers: ["Authorization": "Bearer sk-a", "X-A": "1"])
        bench.send("GET", "/getimg/v2/models")
        return bench
    }

    private func numbers(_ bench: ControlBench, _ query: String) throws -> [Int] {
        let answer = bench.send("GET", Self.requests, query: query)
        return try #require(answer.json?["requests"]?.array, "\(answer.text)").compactMap { $0["number"]?.number?.int }
    }

    @Test(arguments: [
        ("", [1, 2, 3, 4]), ("order=newest", [4, 3, 2, 1]), ("provider=getimg", [1, 2, 4]), ("step=poll", [3]),
        ("step=create&status=503", [2]), ("status=5xx", [2]), ("status=4xx", [3, 4]),
        ("status=2xx&status=401", [1, 4]),
        ("model=seedream*", [1, 2]), ("model=seedream", []), ("job=task-none", []), ("job=", [2, 3, 4]),
        ("account=", [4]),
        ("method=POST", [1, 2]), ("end=completed", [1, 2, 3, 4]), ("end=client_gone", []), ("held=true", []),
        ("held=false", [1, 2, 3, 4]), ("rule=a*day", [2]), ("rule=", [1, 3, 4]), ("aspect=http_error", [2]),
        ("path=/v1/*", [3]), ("path=/v2/models", [4]), ("header.x-a=1", [3]), ("header.X-A=2", []),
        ("query.page=2", [3]),
        ("query.q=a%20b", [3]), ("text=plum", [2]), ("text=generations", [1, 2]), ("text=page%3D2", [3]),
        ("since=2026-01-01T00:10:00Z", [2, 3, 4]), ("since=5m", [2, 3, 4]), ("since=1h", [1, 2, 3, 4]),
        ("committed=true", [1]), ("replayed=true", []), ("attempt=1", [1, 2, 3, 4]),
        ("arrived_whole=true", [1, 2, 3, 4]),
        ("price=0.035", [1, 2]), ("price=0.0350", [1, 2]), ("charged=0.035", [1]), ("phase=", [1, 2, 3, 4]),
        ("sdk_retry=1", []), ("connection=7", []), ("why=", [1, 2, 3]),
        ("after=2", [3, 4]), ("after=3&order=newest", [2, 1]), ("limit=1", [1]), ("limit=1&order=newest", [4]),
    ])
    func `the journal is narrowed by what an entry tells`(query: String, expected: [Int]) throws {
        #expect(try numbers(try bench(), query) == expected)
    }

    @Test(arguments: [
        ("status=many", "`status` must be a whole number such as 429, or a class of them such as 4xx, not `many`."),
        ("status=9xx", "must be a whole number such as 429"), ("since=soon", "`since` must be a date such as"),
        ("step=creat", "Did you mean `create`?"), ("haeder.x=1", "Did you mean `header.…`?"),
        ("end=gone", "must be one of completed"),
        ("held=1", "`held` must be one of true, false, not `1`."),
        ("format=xml", "must be one of json, ndjson, har, curl"),
    ])
    func `a filter that cannot be understood is told in words`(query: String, words: String) throws {
        let answer = try ControlBench().send("GET", Self.requests, query: query)
        #expect(answer.status == 400)
        #expect(answer.json?["error"]?["message"]?.string?.contains(words) == true, "\(answer.text)")
    }

    @Test func `a page says where the next begins, and what there is in all`() throws {
        let bench = try bench()
        let answer = bench.send("GET", Self.requests, query: "limit=2").json
        #expect(answer?["next"] == 2)
        #expect(answer?["matching"] == 4)
        #expect(answer?["total"] == 4)
        #expect(answer?["dropped"] == 0)
        #expect(bench.send("GET", Self.requests, query: "after=2").json?["next"] == .some(nil))
        let lines = bench.send("GET", Self.requests, query: "limit=1&format=ndjson")
        #expect(lines.text.split(separator: "\n").count == 1)
        #expect(lines.headers["X-Understudy-Matching"] == "4")
        #expect(lines.headers["X-Understudy-Next"] == "1")
    }

    @Test func `a request that waits is held until it is answered`() throws {
        let bench = try ControlBench.holding()
        bench.create("pear")
        #expect(try numbers(bench, "held=true") == [1])
        bench.clock("{\"advance\":\"1h\"}")
        #expect(try numbers(bench, "held=true") == [])
    }

    @Test func `one entry is read by its number`() throws {
        let bench = try bench()
        #expect(bench.send("GET", Self.requests + "/2").json?["response"]?["status"] == 503)
        #expect(bench.send("GET", Self.requests + "/2", query: "format=curl").text.contains("--data-raw"))
        let missing = bench.send("GET", Self.requests + "/9")
        #expect(missing.status == 404)
        #expect(missing.text.contains("it has those from 1 to 4"))
        #expect(bench.send("GET", Self.requests + "/two").status == 404)
        #expect(bench.send("GET", Self.requests + "/2", query: "limit=1").status == 400)
    }

    @Test func `an emptied journal has nothing, and numbers go on`() throws {
        let bench = try bench()
        let emptied = bench.send("DELETE", Self.requests)
        #expect(emptied.json == ["removed": 4, "next_number": 5])
        let answer = bench.send("GET", Self.requests).json
        #expect(answer?["total"] == 0)
        #expect(answer?["requests"] == [])
        bench.create("fig")
        #expect(try numbers(bench, "after=4") == [5])
        #expect(bench.send("GET", Self.requests + "/1").text.contains("it has those from 5 to 5"))
    }

    @Test func `a command for a shell has a variable in the place of the key, and quotes what it is given`() throws {
        let bench = try ControlBench("pace: instant")
        bench.send(
            "POST", "/getimg/v2/images/generations", query: "a='$(id)'",
            headers: [
                "Authorization": "Bearer sk_a", "Content-Type": "application/json", "X-Empty": "",
                "Content-Length": "9",
            ],
            #"{"model":"seedream-5-lite","prompt":"it's $HOME `id`"}"#)
        let script = bench.send("GET", Self.requests, query: "format=curl").text
        #expect(script.contains(#"-H 'Authorization: Bearer '"$UNDERSTUDY_KEY""#), "\(script)")
        #expect(script.contains(#"it'\''s $HOME `id`"#))
        #expect(script.contains(#"?a='\''$(id)'\'''"#))
        #expect(script.contains("-H 'X-Empty;'"))
        #expect(!script.contains("Content-Length"))
        #expect(!script.contains("sk_a"))
    }

    @Test func `a page of ours that repeats a path with a key in it is kept without the key`() throws {
        let bench = try ControlBench("accounts: [{ name: shop, keys: [sk_of_the_shop] }]")
        let page = bench.send("GET", "/nowhere/sk_of_the_shop/x")
        #expect(page.status == 404)
        #expect(page.text.contains("sk_of_the_shop"), "the client is told what it has asked for")
        let journal = bench.send("GET", Self.requests).text
        #expect(journal.contains("/nowhere/***/x"))
        #expect(!journal.contains("sk_of_the_shop"))
    }

    @Test func `a request whose file is still being made is there, and says so`() async throws {
        let bench = try ControlBench("pace: instant")
        bench.send(
            "POST", "/unified-tasks/v1/tasks",
            headers: ["Authorization": "Bearer sk-a", "Content-Type": "application/json"],
            #"{"model":"google/veo-3.1-fast","input":{"prompt":"a boat"}}"#)
        let id = try #require(
            bench.send("GET", ControlBench.sandbox + "/jobs").json?["jobs"]?.array?.first?["id"]?.string)
        let task = bench.send("GET", "/unified-tasks/v1/tasks/\(id)", headers: ["Authorization": "Bearer sk-a"])
        let link = try #require(task.json?["data"]?["output"]?["video_url"]?.string)
        let parts = link.dropFirst("http://127.0.0.1:4010".count).split(separator: "?", maxSplits: 1)
        let (path, query) = (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        let gate = DispatchSemaphore(value: 0)
        bench.media.perform({ gate.wait() }, orElse: {})
        let download = bench.send("GET", path, query: query)
        #expect(download.isOpen)
        let waiting = bench.send("GET", Self.requests, query: "held=true").json?["requests"]?.array ?? []
        #expect(waiting.count == 1)
        #expect(waiting.first?["step"] == "download")
        #expect(waiting.first?["why"] == "Its file is being made.")
        gate.signal()
        #expect(eventually { !download.isOpen })
        let entry = bench.send("GET", Self.requests, query: "step=download").json?["requests"]?.array?.first
        #expect(entry?["why"]?.isNull == true)
        #expect(entry?["response"]?["status"] == 200)
    }

    @Test func `a job that never ends has cost nothing, and what it costs when a hand ends it`() throws {
        let bench = try ControlBench("rules: [{ name: stuck, then: { job: { outcome: stuck } } }]")
        bench.create("a kite")
        func charged() -> Node? { bench.send("GET", Self.requests).json?["requests"]?.array?.first?["charged"] }
        #expect(charged() == 0)
        let id = try #require(
            bench.send("GET", ControlBench.sandbox + "/jobs").json?["jobs"]?.array?.first?["id"]?.string)
        bench.send("POST", "\(ControlBench.sandbox)/jobs/\(id)/complete")
        #expect(charged()?.number?.double == 0.035)
    }

    @Test func `a signed link and a body that is no text are not sent again`() throws {
        let bench = try ControlBench("pace: instant")
        bench.send("GET", "/llm-stats/v1/files/job/0.png", query: "exp=1&sig=abc")
        bench.send("POST", "/getimg/v2/images/generations", headers: ["Authorization": "Bearer sk_a"], "a\0b")
        let script = bench.send("GET", Self.requests, query: "format=curl").text
        #expect(script.contains("a signed link must be asked for again"))
        #expect(script.contains("its body is 3 bytes that are no text"))
        #expect(!script.contains("\ncurl"))
    }
}
