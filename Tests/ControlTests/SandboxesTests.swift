import Control
import Documents
import Engine
import HTTPMessages
import TestSupport
import Testing

/// Worlds of their own on one server: made, used, left alone, and gone again.
@Suite struct SandboxesTests {
    private static let all = "/_understudy/sandboxes"
    private static let failing =
        "{\"scenario\":\"understudy: 1\\nname: down\\nrules: [{ name: r, then: { http_error: 502 } }]\"}"
    private static let slow =
        "{\"clock\":\"manual\",\"scenario\":\"understudy: 1\\nname: slow\\nrules: [{ name: r, then: { job: { queued: 0, running: 1h } } }]\"}"
    private static let key: Headers = ["Authorization": "Bearer sk_a"]

    @discardableResult
    private func models(_ bench: ControlBench, in sandbox: String) -> ControlBench.Call {
        bench.send("GET", "/sandbox/\(sandbox)/getimg/v2/models", headers: Self.key)
    }

    @Test func `one is made by its name, with the server's scenario and addresses of its own`() throws {
        let bench = try ControlBench("rules: [{ name: r, then: { http_error: 502 } }]")
        let made = bench.send("PUT", Self.all + "/mine")
        #expect(made.status == 201)
        #expect(made.json?["scenario"]?.string == "bench")
        #expect(
            made.json?["base_urls"]?["openrouter"]?.string == "http://127.0.0.1:4010/sandbox/mine/openrouter/api/v1")
        #expect(
            made.json?["environment"]?["UNDERSTUDY_GETIMG_BASE_URL"]?.string
                == "http://127.0.0.1:4010/sandbox/mine/getimg")
        #expect(made.json?["environment"]?["UNDERSTUDY_LLM_STATS_KEY"]?.string == "ze_test")
        #expect(models(bench, in: "mine").status == 502)
    }

    @Test func `a key of the scenario is the one that fits the provider`() throws {
        let bench = try ControlBench()
        let made = bench.send(
            "PUT", Self.all + "/keys",
            "{\"scenario\":{\"understudy\":1,\"name\":\"k\",\"accounts\":[{\"name\":\"a\",\"keys\":[\"sk_mine\",\"ze_mine\"]}]}}"
        )
        #expect(made.status == 201)
        #expect(made.json?["environment"]?["UNDERSTUDY_LLM_STATS_KEY"]?.string == "ze_mine")
        #expect(made.json?["environment"]?["GETIMG_API_KEY"]?.string == "sk_mine")
        #expect(made.json?["environment"]?["UNDERSTUDY_LEMONDATA_KEY"]?.string == "sk_mine")
    }

    @Test(arguments: [
        "{\"scenario\":\"flaky-gateway\"}", failing,
        "{\"scenario\":{\"understudy\":1,\"name\":\"o\",\"rules\":[{\"name\":\"r\",\"then\":{\"http_error\":502}}]}}",
    ])
    func `its scenario is a name, a text or an object`(body: String) throws {
        let made = try ControlBench().send("PUT", Self.all + "/mine", body)
        #expect(made.status == 201)
        #expect(made.json?["scenario"]?.string != "bench")
    }

    @Test func `what is wrong with it is told with its place, and nothing is made`() throws {
        let bench = try ControlBench()
        for (body, path) in [
            ("{\"clock\":{\"mode\":\"manul\"}}", "clock.mode"), ("{\"tll\":\"5m\"}", "tll"),
            ("{\"ttl\":\"1ms\"}", "ttl"),
            ("{\"scenario\":\"understudy: 1\\nname: x\\nrulez: []\"}", "rulez"), ("{\"seed\":\"by_name\"}", "seed"),
        ] {
            let answer = bench.send("PUT", Self.all + "/mine", body)
            #expect(answer.status == 422, "\(body)")
            #expect(answer.json?["problems"]?.array?.first?["path"]?.string == path, "\(answer.text)")
        }
        #expect(
            bench.send("PUT", Self.all + "/mine", "{\"scenario\":\"falky-gateway\"}").text.contains("flaky-gateway"))
        let file = bench.send("PUT", Self.all + "/mine", "understudy: 1\nname: x\n")
        #expect(file.status == 400)
        #expect(file.text.contains("a scenario file goes to"))
        let near = bench.send("PUT", Self.all + "/mine", "{\"scenario\":\"falky\"}")
        #expect(near.text.contains("Did you mean `flaky`?"))
        #expect(bench.send("GET", Self.all + "/mine").status == 404)
    }

    @Test(arguments: ["-a", "~a", ".a", "a%20b", "a" + String(repeating: "b", count: 80), "a,b"])
    func `a name that clients or paths would spoil is refused with the rule`(name: String) throws {
        let answer = try ControlBench().send("PUT", Self.all + "/\(name)")
        #expect(answer.status == 400)
        #expect(answer.text.contains("begins with a letter or a digit"))
    }

    @Test func `of two each has its own scenario, clock, jobs and journal`() throws {
        let bench = try ControlBench.holding()
        bench.send("PUT", Self.all + "/a", Self.slow)
        bench.send("PUT", Self.all + "/b", Self.slow)
        let (inA, inB) = (bench.create("kite", in: "a"), bench.create("kite", in: "b"))
        bench.send("POST", Self.all + "/a/clock", "{\"advance\":\"2h\"}")
        #expect(inA.status == 200)
        #expect(inB.isOpen)
        #expect(bench.send("GET", Self.all + "/a/requests").json?["total"]?.number?.int == 1)
        #expect(bench.send("GET", Self.all + "/default/requests").json?["total"]?.number?.int == 0)
        #expect(bench.send("GET", Self.all + "/b/clock").json?["elapsed_ms"]?.number?.int == 0)
        bench.send("POST", Self.all + "/b/reset")
    }

    @Test func `a link of one is unknown in another`() throws {
        let bench = try ControlBench()
        for name in ["a", "b"] {
            bench.send(
                "PUT", Self.all + "/\(name)", "{\"scenario\":{\"understudy\":1,\"name\":\"i\",\"pace\":\"instant\"}}")
        }
        let url = try #require(bench.create("kite", in: "a").json?["data"]?.array?.first?["url"]?.string)
        #expect(url.hasPrefix("http://127.0.0.1:4010/sandbox/a/getimg/"))
        let path = url.dropFirst("http://127.0.0.1:4010".count).split(separator: "?")
        let (way, query) = (String(path[0]), String(path[1]))
        let file = bench.send("GET", way, query: query)
        // It is made on a thread of its own.
        try waitUntil { !file.isOpen }
        #expect(file.status == 200)
        let other = way.replacing("/sandbox/a/", with: "/sandbox/b/")
        #expect(bench.send("GET", other, query: query).status != 200)
    }

    @Test func `the same requests in two give the same bytes but for names and signatures`() throws {
        let bench = try ControlBench()
        let body =
            "{\"clock\":{\"mode\":\"manual\",\"start\":\"2026-01-01T00:00:00Z\"},\"scenario\":{\"understudy\":1,\"name\":\"i\",\"pace\":\"instant\",\"seed\":7}}"
        let answers = ["one", "two"].map { name in
            bench.send("PUT", Self.all + "/\(name)", body)
            return bench.create("kite", in: name).text
        }
        func masked(_ text: String, _ name: String) -> String {
            text.replacing("/sandbox/\(name)/", with: "/sandbox/~/").replacing(#/sig=[0-9A-Za-z_-]+/#, with: "sig=~")
        }
        #expect(masked(answers[0], "one") == masked(answers[1], "two"))
        #expect(answers[0] != answers[1])
    }

    @Test func `a seed in the body wins over the scenario's`() throws {
        let bench = try ControlBench()
        let ids = ["{\"seed\":1}", "{\"seed\":2}", "{\"seed\":1}", "{\"seed\":\"from_name\"}"].enumerated().map {
            index, body in
            bench.send("PUT", Self.all + "/s\(index)", body)
            return bench.send(
                "POST", "/sandbox/s\(index)/unified-tasks/v1/tasks",
                headers: ["Authorization": "Bearer k", "Content-Type": "application/json"],
                "{\"model\":\"google/veo-3.1-fast\",\"input\":{\"prompt\":\"a\"}}"
            ).json?["data"]?["task_id"]?.string
        }
        #expect(ids[0] != nil && ids[0] == ids[2])
        #expect(Set(ids.compactMap(\.self)).count == 3)
    }

    @Test func `made again it is as new`() throws {
        let bench = try ControlBench()
        bench.send("PUT", Self.all + "/mine", Self.slow)
        let held = bench.create("kite", in: "mine")
        let again = bench.send("PUT", Self.all + "/mine", Self.failing)
        #expect(again.status == 200)
        #expect(again.json?["tables"]?["jobs"]?["kept"]?.number?.int == 0)
        #expect(!held.isOpen)
        #expect(models(bench, in: "mine").status == 502)
    }

    @Test func `a name is made for those who have none, and from a test's name`() throws {
        let bench = try ControlBench()
        let names = ["", "", "{\"test\":\"tests/test_a.py::test_b[1]\"}", "{\"test\":\"tests/test_a.py::test_b[1]\"}"]
            .map {
                bench.send("POST", Self.all, $0).json?["name"]?.string
            }
        #expect(
            names == [
                "sandbox-1", "sandbox-2", "tests-test_a.py-test_b-1-a558577d", "tests-test_a.py-test_b-1-a558577d~2",
            ])
        #expect(bench.send("PUT", Self.all + "/x", "{\"test\":\"t\"}").status == 400)
    }

    @Test func `a deleted one answers what it holds, and then says what became of it`() throws {
        let bench = try ControlBench()
        bench.send("PUT", Self.all + "/mine", Self.slow)
        let held = bench.create("kite", in: "mine")
        let waiting = bench.send("POST", Self.all + "/mine/clock", "{\"advance\":\"1h\",\"when_held\":2}")
        #expect(bench.send("DELETE", Self.all + "/mine").status == 200)
        #expect(held.status == 503)
        #expect(held.text == "The sandbox `mine` is gone: it was deleted.\n")
        #expect(waiting.status == 503)
        let late = models(bench, in: "mine")
        #expect(late.status == 404)
        #expect(late.text.contains("There is no sandbox `mine` any more: it was deleted."))
        #expect(bench.send("PUT", Self.all + "/mine").status == 201)
        #expect(models(bench, in: "mine").status == 200)
    }

    @Test func `default is always there`() throws {
        let bench = try ControlBench()
        let answer = bench.send("DELETE", Self.all + "/default")
        #expect(answer.status == 409)
        #expect(answer.text.contains("reset"))
        #expect(bench.send("DELETE", Self.all + "/nobody").status == 404)
        #expect(bench.send("PUT", Self.all + "/default", Self.failing).status == 200)
        #expect(models(bench, in: "default").status == 502)
    }

    @Test func `one goes when it was not used for its ttl`() throws {
        let bench = try ControlBench()
        bench.send("PUT", Self.all + "/short", "{\"ttl\":\"10m\"}")
        bench.send("PUT", Self.all + "/long", "{\"ttl\":\"30m\"}")
        bench.real.pass(.seconds(9 * 60))
        #expect(models(bench, in: "short").status == 200)
        bench.real.pass(.seconds(9 * 60))
        #expect(models(bench, in: "short").status == 200)
        bench.real.pass(.seconds(11 * 60))
        #expect(models(bench, in: "short").text.contains("any more: it was not used for 10m."))
        let list = bench.send("GET", Self.all)
        #expect(list.json?["expired"]?.number?.int == 1)
        #expect(list.json?["total"]?.number?.int == 2)
        bench.real.pass(.seconds(20 * 60))
        #expect(bench.send("GET", Self.all).json?["total"]?.number?.int == 1)
    }

    @Test func `a request that is held keeps it`() throws {
        let bench = try ControlBench()
        bench.send("PUT", Self.all + "/mine", "{\"ttl\":\"1m\"," + Self.slow.dropFirst())
        let held = bench.create("kite", in: "mine")
        bench.real.pass(.seconds(600))
        #expect(held.isOpen)
        held.hangUp()
        bench.real.pass(.seconds(120))
        #expect(bench.send("GET", Self.all + "/mine").status == 404)
    }

    @Test func `the longest unused goes for a newer one, and none in use`() throws {
        let bench = try ControlBench()
        for number in 1..<1_000 {
            #expect(bench.send("POST", Self.all, number < 3 ? Self.slow : "").status == 201)
            bench.real.pass(.milliseconds(1))
        }
        let held = bench.create("kite", in: "sandbox-1")
        bench.real.pass(.milliseconds(1))
        #expect(bench.send("PUT", Self.all + "/newest").status == 201)
        #expect(held.isOpen)
        #expect(bench.send("GET", Self.all + "/sandbox-2").text.contains("another one was wanted"))
        #expect(bench.send("GET", Self.all).json?["evicted"]?.number?.int == 1)
        held.hangUp()
    }

    @Test func `where every one is in use a newcomer is refused`() throws {
        let bench = try ControlBench()
        for number in 1..<1_000 {
            bench.send("POST", Self.all, Self.slow)
            bench.create("kite", in: "sandbox-\(number)")
        }
        let refused = bench.send("PUT", Self.all + "/newest")
        #expect(refused.status == 503)
        #expect(refused.text.contains("each of them is in use"))
        for number in 1..<1_000 { bench.send("DELETE", Self.all + "/sandbox-\(number)") }
    }

    @Test func `they are listed by name, in pages`() throws {
        let bench = try ControlBench()
        for name in ["c", "a", "b"] { bench.send("PUT", Self.all + "/\(name)") }
        func names(_ query: String) -> [String] {
            let list = bench.send("GET", Self.all, query: query).json
            return (list?["sandboxes"]?.array ?? []).compactMap { $0["name"]?.string } + [list?["next"]?.string ?? "-"]
        }
        #expect(names("") == ["a", "b", "c", "default", "-"])
        #expect(names("limit=2") == ["a", "b", "b"])
        #expect(names("order=newest&limit=1") == ["default", "default"])
        #expect(names("after=b&limit=2") == ["c", "default", "-"])
        #expect(bench.send("GET", Self.all, query: "limit=0").status == 400)
        #expect(bench.send("GET", Self.all, query: "page=2").status == 400)
    }

    @Test func `with the option one is made by its first use, but by no control route`() throws {
        let bench = try ControlBench("rules: [{ name: r, then: { http_error: 502 } }]", makesSandboxes: true)
        #expect(models(bench, in: "mine").status == 502)
        #expect(bench.send("GET", Self.all + "/mine").status == 200)
        #expect(models(bench, in: ".bad").status == 404)
        #expect(bench.send("GET", Self.all + "/other").status == 404)
        #expect(bench.send("POST", Self.all + "/other/inbox/a", "{}").status == 404)
    }

    @Test(arguments: [
        ("PUT", "/mine", "text/html", 415), ("PUT", "/mine", "application/yaml", 415),
        ("PUT", "/mine", "application/json", 201),
        ("POST", "", "text/xml", 415),
    ])
    func `its body is JSON`(method: String, path: String, type: String, status: Int) throws {
        let answer = try ControlBench().send(
            method, Self.all + path, headers: ["Host": "127.0.0.1:4010", "Content-Type": type], "{}")
        #expect(answer.status == status)
        if status == 415 { #expect(answer.text.contains("application/json")) }
    }

    @Test func `over the bound of all journals the longest unused loses its oldest, and is told of`() throws {
        let bench = try ControlBench(shared: SharedBounds(requests: 64 << 10))
        for name in ["old", "new"] { bench.send("PUT", Self.all + "/\(name)") }
        for _ in 0..<20 { models(bench, in: "old") }
        bench.real.pass(.seconds(1))
        for _ in 0..<200 {
            models(bench, in: "new")
            bench.real.pass(.milliseconds(1))
        }
        func forgotten(_ name: String) -> Int? {
            bench.send("GET", Self.all + "/\(name)").json?["tables"]?["requests"]?["forgotten"]?.number?.int
        }
        #expect(forgotten("old") == 20)
        #expect(try #require(forgotten("new")) > 0)
        #expect(
            bench.told.all.contains { $0.hasPrefix("All sandboxes together hold more than 0 MiB of requests: old") })
    }

    @Test func `over the bound of all jobs the longest unused loses its oldest`() throws {
        let bench = try ControlBench(shared: SharedBounds(jobs: 28 << 10))
        for name in ["old", "new"] {
            bench.send(
                "PUT", Self.all + "/\(name)", "{\"scenario\":{\"understudy\":1,\"name\":\"i\",\"pace\":\"instant\"}}")
            for number in 0..<20 { bench.create("kite \(number)", in: name) }
            bench.real.pass(.seconds(1))
        }
        func jobs(_ name: String) -> Node? { bench.send("GET", Self.all + "/\(name)").json?["tables"]?["jobs"] }
        #expect(try #require(jobs("old")?["forgotten"]?.number?.int) > 0)
        #expect(jobs("new")?["kept"]?.number?.int == 20)
    }

    @Test func `a ttl for default ends nothing, and lets no alarm ring again and again`() throws {
        let bench = try ControlBench()
        let made = bench.send("PUT", Self.all + "/default", "{\"ttl\":\"1s\"}")
        #expect(made.json?["ttl_ms"]?.number?.int == nil)
        bench.real.pass(.seconds(3_600))
        #expect(models(bench, in: "default").status == 200)
    }

    @Test func `requests to default count as uses of it`() throws {
        let bench = try ControlBench()
        bench.real.pass(.seconds(60))
        bench.send("GET", "/getimg/v2/models", headers: Self.key)
        let line = bench.send("GET", Self.all).json?["sandboxes"]?.array?.first
        #expect(line?["unused_ms"]?.number?.int == 0)
    }

    @Test func `with the option a newcomer is refused while every one is in use`() throws {
        let bench = try ControlBench(makesSandboxes: true)
        for number in 1..<1_000 {
            bench.send("POST", Self.all, Self.slow)
            bench.create("kite", in: "sandbox-\(number)")
        }
        let refused = models(bench, in: "newest")
        #expect(refused.status == 503)
        #expect(refused.text.contains("each of them is in use"))
        for number in 1..<1_000 { bench.send("DELETE", Self.all + "/sandbox-\(number)") }
    }

    @Test func `one that somebody listens to is in use`() throws {
        let bench = try ControlBench()
        bench.send("PUT", Self.all + "/mine", "{\"ttl\":\"1m\"}")
        let listener = bench.understudy.sandbox(named: "mine")?.listen(after: nil)
        bench.real.pass(.seconds(600))
        #expect(bench.send("GET", Self.all + "/mine").status == 200)
        withExtendedLifetime(listener) {}
    }
}
