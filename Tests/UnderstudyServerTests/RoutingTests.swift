import Core
import HTTPMessages
import Testing

@testable import UnderstudyServer

/// Where requests are led, and what those get that lead nowhere.
@Suite struct RoutingTests {
    private static let models = ["authorization": "Bearer sk_test", "host": "127.0.0.1"] as Headers

    @Test func `the index names every provider's base, as the client reached the server`() throws {
        let routes = try Routes()
        defer { routes.stop() }
        let request = Request(
            method: "GET", path: "/", headers: ["host": "understudy:4010"], base: "http://understudy:4010")
        let answer = try #require(routes.answer(request))
        #expect(answer.status == 200)
        for provider in Provider.allCases {
            #expect(answer.text.contains("http://understudy:4010/\(provider.rawValue)"))
        }
    }

    @Test(arguments: ["/v2/models", "/getimgs/v2/models", "/sandbox/default", "/sandbox/default/nobody/v1"])
    func `a path that leads nowhere is answered 404, with the way`(path: String) throws {
        let routes = try Routes()
        defer { routes.stop() }
        let answer = try #require(routes.get(path))
        #expect(answer.status == 404)
        #expect(answer.text.contains("Nothing is served at \(path)."))
        #expect(answer.text.contains("http://127.0.0.1:4010/getimg"))
    }

    @Test(arguments: ["/getimg/v2/models", "/sandbox/default/getimg/v2/models"])
    func `a provider is reached below its prefix, in the default sandbox or by its name`(path: String) throws {
        let routes = try Routes()
        defer { routes.stop() }
        #expect(routes.get(path, headers: Self.models)?.status == 200)
        let entry = try #require(routes.understudy.standard.requests.entries.last)
        #expect(entry.request.path == "/v2/models")
        #expect(entry.provider == "getimg")
    }

    @Test func `a sandbox that nobody made is told by its name`() throws {
        let routes = try Routes()
        defer { routes.stop() }
        let answer = try #require(routes.get("/sandbox/other/getimg/v2/models", headers: Self.models))
        #expect(answer.status == 404)
        #expect(
            answer.text == """
                There is no sandbox `other`. `PUT /_understudy/sandboxes/other` makes it, or the option --auto-sandbox at its first use.

                """)
        let entry = try #require(routes.understudy.standard.requests.entries.last)
        #expect(entry.provider == nil && entry.request.path == "/sandbox/other/getimg/v2/models")
        #expect(entry.evidence.why.map { answer.text.hasPrefix($0) } == true)
    }

    @Test func `on its own port a provider has the whole path, and nobody else has any`() throws {
        let routes = try Routes(ports: [4011: .getimg])
        defer { routes.stop() }
        #expect(routes.get("/v2/models", port: 4011, headers: Self.models)?.status == 200)
        for path in ["/", "/_understudy/health", "/getimg/v2/models", "/llm-stats/v1/generations/x"] {
            let answer = try #require(routes.get(path, port: 4011, headers: Self.models))
            #expect(answer.status == 404, "\(path)")
            #expect(!answer.text.contains("Nothing is served"), "the provider itself answers \(path)")
        }
        #expect(routes.get("/v2/models", port: 4010, headers: Self.models)?.status == 404)
    }

    @Test func `links begin with the base that the request came in by`() throws {
        let routes = try Routes(ports: [4011: .getimg])
        defer { routes.stop() }
        let body = Array(#"{"model":"seedream-5-lite","prompt":"a boat"}"#.utf8)
        for (path, port, base) in [
            ("/getimg/v2/images/generations", 4010, "http://127.0.0.1:4010/getimg/"),
            ("/sandbox/default/getimg/v2/images/generations", 4010, "http://127.0.0.1:4010/sandbox/default/getimg/"),
            ("/v2/images/generations", 4011, "http://127.0.0.1:4010/"),
        ] {
            let create = Request(
                method: "POST", path: path,
                headers: Self.models.adding("content-type", "application/json").adding("prefer", "respond-async"),
                body: body)
            let receiver = LastDelivery()
            let owner = routes.serve(create, port: port, for: receiver)
            routes.understudy.standard.advance(by: .seconds(3600))
            let text = try #require(receiver.delivery?.response.text)
            #expect(text.contains("\"\(base)"), "\(text)")
            owner?.ended(.completed, bytesSent: 0)
        }
    }

    @Test func `the control API is below its own prefix, and refuses what it does not know`() throws {
        let routes = try Routes()
        defer { routes.stop() }
        #expect(routes.get("/_understudy/health")?.status == 200)
        #expect(routes.get("/_understudy/ready")?.status == 200)
        #expect(routes.get("/_understudy/nowhere")?.status == 404)
        #expect(routes.get("/_understudyy/health")?.text.contains("Nothing is served") == true)
    }

    @Test func `a server that is not ready says so`() throws {
        let ready = try Routes()
        defer { ready.stop() }
        #expect(ready.understudy.isReady)
        let service = try service()
        #expect(!service.understudy.isReady)
        service.start()
        #expect(service.understudy.isReady)
        service.stop()
    }

    @Test func `OPTIONS tells the methods, and a page of another site what it may ask only when that is allowed`()
        throws
    {
        for allows in [false, true] {
            let routes = try Routes(allowsOrigins: allows)
            defer { routes.stop() }
            let headers: Headers = [
                "host": "127.0.0.1", "origin": "http://page.example", "access-control-request-method": "POST",
                "access-control-request-headers": "authorization",
            ]
            let answer = try #require(
                routes.answer(Request(method: "OPTIONS", path: "/getimg/v2/images/generations", headers: headers)))
            #expect(answer.status == 204)
            #expect(answer.headers["allow"] == "POST, OPTIONS")
            #expect(answer.headers["access-control-allow-origin"] == (allows ? "*" : nil))
            #expect(answer.headers["access-control-allow-headers"] == (allows ? "authorization" : nil))
            let entry = try #require(routes.understudy.standard.requests.entries.last)
            #expect(entry.provider == "getimg" && entry.step == nil && entry.account == nil, "nothing of it is counted")
            #expect(entry.status == 204 && entry.end == .completed)
        }
    }

    private static let readable = [
        "/", "/llm-stats/v1/models", "/unified-tasks/v1/models", "/openrouter/api/v1/images/models",
        "/lemondata/v1/models",
        "/getimg/v2/models", "/_understudy/health", "/_understudy/settings", "/_understudy/openapi/control.json",
        "/_understudy/sandboxes/default", "/_understudy/sandboxes/default/clock",
        "/_understudy/sandboxes/default/webhooks",
        "/_understudy/sandboxes/default/inbox/a", "/_understudy/sandboxes/default/jwks.json",
    ]

    @Test(arguments: readable)
    func `a method that no route takes is told which ones the route takes`(path: String) throws {
        let routes = try Routes()
        defer { routes.stop() }
        for method in ["TRACE", "QUERY"] {
            let answer = try #require(
                routes.answer(Request(method: method, path: path, headers: ["host": "127.0.0.1"])))
            #expect(answer.status == 405)
            #expect(answer.headers["allow"]?.contains("GET") == true)
            #expect(answer.headers["allow"]?.contains(method) == false)
        }
    }

    @Test(arguments: [
        ("/llm-stats/v1/models", ""), ("/llm-stats/v1/generations/gen_a", "ze_a"), ("/unified-tasks/v1/models", "a"),
        ("/unified-tasks/v1/tasks", "a"), ("/openrouter/api/v1/images/models", ""),
        ("/openrouter/api/v1/key", "sk-or-a"),
        ("/lemondata/v1/models", "sk-a"), ("/lemondata/v1/tasks/a", "sk-a"), ("/getimg/v2/models", "sk_a"),
        ("/getimg/v2/billing/balance", "sk_a"), ("/_understudy/sandboxes/default/requests", ""),
        ("/_understudy/sandboxes/default/webhooks", ""), ("/_understudy/sandboxes/default/inbox/a", ""),
    ])
    func `a NUL or a line break in a query is refused by whom it is for, in their own words`(
        path: String, key: String
    ) throws {
        let routes = try Routes()
        defer { routes.stop() }
        let headers: Headers = ["host": "127.0.0.1", "authorization": "Bearer \(key)"]
        for query in ["a=%00", "b=c&model=x%0Ay", "a%0d=1"] {
            let answer = try #require(
                routes.answer(Request(method: "GET", path: path, query: query, headers: headers)))
            #expect(answer.status == 400, "\(query)")
            #expect(answer.headers["content-type"]?.hasPrefix("application/json") == true)
        }
    }

    @Test func `an OpenAPI document names the server that it was asked of`() throws {
        let routes = try Routes()
        defer { routes.stop() }
        for (name, path) in [("getimg", "/getimg"), ("control", "/_understudy")] {
            let request = Request(
                method: "GET", path: "/_understudy/openapi/\(name).json", headers: ["host": "127.0.0.1:4711"],
                base: "http://127.0.0.1:4711")
            let answer = try #require(routes.answer(request))
            #expect(answer.text.contains("\"url\": \"http://127.0.0.1:4711\(path)\""))
            #expect(!answer.text.contains("127.0.0.1:4010"))
        }
    }

    @Test func `how long a body may be hangs on where it goes`() throws {
        let routes = try Routes(ports: [4011: .getimg])
        defer { routes.stop() }
        func limit(_ path: String, port: Int = 4010) -> Int {
            var request = Request(method: "POST", path: path)
            return routes.understudy.endpoint(for: &request, on: port).bodyLimit(for: request)
        }
        let control = limit("/_understudy/sandboxes/default/clock")
        let provider = limit("/getimg/v2/images/generations")
        #expect(control != provider)
        #expect(limit("/nowhere") == control)
        #expect(limit("/v2/images/generations", port: 4011) == provider)
        #expect(limit("/sandbox/default/getimg/v2/images/generations") == provider)
    }

    @Test func `a body is measured only where a provider takes uploads that long`() throws {
        let routes = try Routes()
        defer { routes.stop() }
        func isMeasured(_ method: String, _ path: String) -> Bool {
            var request = Request(method: method, path: path)
            return routes.understudy.endpoint(for: &request, on: 4010).meter(for: request) != nil
        }
        #expect(isMeasured("PUT", "/unified-tasks/upload"))
        #expect(!isMeasured("POST", "/unified-tasks/v1/tasks"))
        #expect(!isMeasured("POST", "/_understudy/health"))
    }
}

extension Headers {
    fileprivate func adding(_ name: String, _ value: String) -> Headers {
        var headers = self
        headers.append(name, value)
        return headers
    }
}
