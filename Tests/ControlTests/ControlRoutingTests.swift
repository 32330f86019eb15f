import Control
import Documents
import HTTPMessages
import Testing

/// Which paths and methods there are below `/_understudy`, and who may use them.
@Suite struct ControlRoutingTests {
    private static let sandbox = ControlBench.sandbox

    /// `~` stands for the sandbox.
    private func full(_ path: String) -> String {
        path.hasPrefix("~") ? Self.sandbox + path.dropFirst() : path
    }

    @Test(arguments: [
        ("GET", "/_understudy"), ("GET", "/_understudy/"), ("GET", "/_understudy/health"),
        ("HEAD", "/_understudy/health"), ("GET", "/_understudy/openapi"),
        ("GET", "/_understudy/openapi/control.json"), ("HEAD", "/_understudy/openapi/getimg.json"),
        ("GET", "/_understudy/settings"), ("GET", "/_understudy/sandboxes"), ("GET", "~"), ("GET", "~/clock"),
        ("GET", "~/scenario"),
        ("GET", "~/requests"), ("DELETE", "~/requests"), ("POST", "~/reset"), ("GET", "~/webhooks"),
        ("GET", "~/jwks.json"), ("PUT", "~/inbox/any-name_1"), ("GET", "~/inbox/a/messages"),
    ])
    func `each route is there`(method: String, path: String) throws {
        #expect(try ControlBench().send(method, full(path)).status == 200)
    }

    @Test(arguments: [
        "/_understudy//", "/_understudy/healthy", "/_understudy/health/",
        "/_understudy/sandboxes/", "/_understudy//sandboxes/default", "/_understudy/sandbox/default",
        "~/inbox/a.b", "~/clock/", "~/clock/now", "~/Clock", "~/webhooks/",
        "~/webhooks/a/redeliver/now", "~/webhooks/a/cancel", "~/inbox", "~/inbox/",
        "~/inbox/a/message", "~/inbox/%2e%2e/messages", "~/openapi",
        "/_understudy/openapi/nobody.json", "/_understudy/openapi/getimg", "/_understudy/openapi/../control.json",
    ])
    func `any other path is none, and says so`(path: String) throws {
        let answer = try ControlBench().send("GET", full(path))
        #expect(answer.status == 404)
        #expect(!answer.text.isEmpty)
    }

    @Test(arguments: [
        ("POST", "/_understudy/health", "GET, HEAD"), ("DELETE", "/_understudy/ready", "GET, HEAD"),
        ("POST", "/_understudy/openapi", "GET, HEAD"), ("POST", "~", "GET, PUT, DELETE"),
        ("PUT", "~/clock", "GET, POST"),
        ("POST", "~/scenario", "GET, PUT"), ("GET", "~/reset", "POST"),
        ("POST", "~/requests", "GET, DELETE"), ("POST", "~/explain", "GET"), ("GET", "~/verify", "POST"),
        ("DELETE", "~/requests/1", "GET"), ("POST", "~/requests/1/explain", "GET"),
        ("POST", "~/webhooks", "GET"), ("DELETE", "~/webhooks/a", "GET"),
        ("GET", "~/webhooks/a/redeliver", "POST"), ("POST", "~/inbox/a/messages", "GET"),
        ("POST", "~/jwks.json", "GET"),
    ])
    func `a wrong method names the right ones`(method: String, path: String, allowed: String) throws {
        let answer = try ControlBench().send(method, full(path))
        #expect(answer.status == 405)
        #expect(answer.headers["allow"] == allowed)
        #expect(answer.json?["error"]?["message"]?.string?.contains(method) == true)
    }

    @Test(arguments: [
        "", "/clock", "/scenario", "/webhooks", "/webhooks/a", "/inbox/a", "/inbox/a/messages", "/jwks.json",
    ])
    func `a sandbox that is not there is told by its name`(below: String) throws {
        let answer = try ControlBench().send("GET", "/_understudy/sandboxes/other" + below)
        #expect(answer.status == 404)
        #expect(answer.text.contains("`other`"))
    }

    @Test func `a body over the limit is refused on every route that reads one`() throws {
        let bench = try ControlBench()
        for path in ["/clock", "/scenario", "/inbox/a"] {
            let call = ControlBench.Call()
            let method = path == "/scenario" ? "PUT" : "POST"
            var request = Request(
                method: method, path: Self.sandbox + path, headers: ["Host": "127.0.0.1"], peer: "127.0.0.1")
            request.body = .tooLarge(limit: ControlAPI.bodyLimit)
            call.begun(bench.serve(request, for: call))
            #expect(call.status == 413)
            #expect(call.text.contains("\(ControlAPI.bodyLimit)"))
        }
    }

    @Test func `with a token everything needs it, but health, readiness, inboxes and public keys`() throws {
        let bench = try ControlBench(access: ControlAccess(token: "secret"))
        let host: Headers = ["Host": "anything.example"]
        for path in ["", "/clock", "/requests", "/webhooks", "/inbox/a/messages"] {
            let refused = bench.send("GET", Self.sandbox + path, headers: host)
            #expect(refused.status == 401)
            #expect(refused.headers["www-authenticate"] == "Bearer")
            #expect(!refused.text.contains("secret"))
        }
        for path in ["/_understudy/health", Self.sandbox + "/inbox/a", Self.sandbox + "/jwks.json"] {
            #expect(bench.send("GET", path, headers: host).status == 200)
        }
        #expect(bench.send("GET", "/_understudy/ready", headers: host).status == 503, "it is not said to be ready yet")
    }

    @Test(
        arguments: [
            (["Authorization": "Bearer secret"], 200), (["Authorization": "bearer secret"], 200),
            (["X-Understudy-Token": "secret"], 200), (["Authorization": "Bearer secrets"], 401),
            (["Authorization": "Bearer "], 401), (["Authorization": "Basic secret"], 401),
            (["X-Understudy-Token": ""], 401),
            (["X-Understudy-Token": "secret", "Sec-Fetch-Site": "cross-site"], 403),
        ] as [(Headers, Int)])
    func `a token is taken in two forms, and by no page of another site`(headers: Headers, status: Int) throws {
        let bench = try ControlBench(access: ControlAccess(token: "secret"))
        #expect(bench.send("GET", Self.sandbox, headers: headers).status == status)
    }

    @Test(
        arguments: [
            ("127.0.0.1:4010", 200), ("localhost", 200), ("LOCALHOST:1", 200), ("[::1]:4010", 200), ("mock.test", 200),
            ("mock.test:99", 200), ("evil.example", 403), ("localhost.evil.example", 403), ("", 403),
        ])
    func `without a token only names of its own are served`(host: String, status: Int) throws {
        let bench = try ControlBench(access: ControlAccess(hosts: ["mock.test"]))
        #expect(bench.send("GET", Self.sandbox, headers: ["Host": host]).status == status)
    }

    @Test(arguments: [
        ("http://127.0.0.1:4010", 200), ("http://127.0.0.1:4011", 403), ("https://127.0.0.1:4010", 403), ("null", 403),
    ])
    func `a page may use it only from where it is served`(origin: String, status: Int) throws {
        let answer = try ControlBench().send(
            "GET", Self.sandbox, headers: ["Host": "127.0.0.1:4010", "Origin": origin])
        #expect(answer.status == status)
    }

    @Test func `the tables of a sandbox tell how many requests wait`() throws {
        let bench = try ControlBench.holding()
        bench.clock("{\"advance\":\"1h\",\"when_held\":9}")
        let table = bench.send("GET", Self.sandbox).json?["tables"]?["waits"]
        #expect(table?["kept"]?.number?.int == 1)
        #expect(table?["most"]?.number?.int == 3_000)
    }

    @Test func `a sandbox gives the base URLs that clients are configured with`() throws {
        let urls = try ControlBench().send("GET", Self.sandbox).json?["base_urls"]?.object
        #expect(
            urls?.compactMap(\.value.string) == [
                "http://127.0.0.1:4010/llm-stats", "http://127.0.0.1:4010/unified-tasks",
                "http://127.0.0.1:4010/openrouter/api/v1", "http://127.0.0.1:4010/lemondata/v1",
                "http://127.0.0.1:4010/getimg",
            ])
    }
}
