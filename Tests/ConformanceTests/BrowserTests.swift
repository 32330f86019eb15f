import HTTPMessages
import Testing
import UnderstudyServer
import UnderstudyTesting

/// What a page in a browser may do, with `--cors` and without.
@Suite struct BrowserTests {
    private let page: Headers = [
        "Origin": "https://app.example", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    ]

    private func preflight(_ path: String) -> Request {
        Request(method: "OPTIONS", path: path, headers: page)
    }

    @Test(arguments: [
        "/llm-stats/v1/generations", "/unified-tasks/v1/tasks", "/lemondata/v1/images/edits",
        "/getimg/v2/images/generations",
    ])
    func `a preflight is let through where pages are welcome`(path: String) throws {
        try withUnderstudy(.inProcess, allowsOrigins: true) { server throws in
            let answer = try server.send(preflight(path))
            #expect(answer.status == 204)
            #expect(answer.headers["access-control-allow-origin"] == "*")
            #expect(answer.headers["access-control-allow-headers"] == "authorization, content-type")
            #expect(answer.headers["access-control-allow-methods"]?.contains("POST") == true)
        }
    }

    @Test func `a page may read every answer and its headers, errors included`() throws {
        try withUnderstudy(.inProcess, allowsOrigins: true) { server throws in
            let answer = try server.send(
                Request(method: "GET", path: "/llm-stats/v1/nothing", headers: ["Origin": "https://app.example"]))
            #expect(answer.status == 404)
            #expect(answer.headers["access-control-allow-origin"] == "*")
            #expect(answer.headers["access-control-expose-headers"]?.contains("X-Request-Id") == true)
        }
    }

    @Test(arguments: ["/nowhere", "/sandbox/none/getimg/v2/models", "/getimg/v2/nothing"])
    func `a page may read that a path leads nowhere, also where its browser asks before`(path: String) throws {
        try withUnderstudy(.inProcess, allowsOrigins: true) { server throws in
            let permission = try server.send(preflight(path))
            #expect(permission.status == 204)
            #expect(permission.headers["access-control-allow-headers"] == "authorization, content-type")
            #expect(permission.headers["access-control-allow-methods"] == "POST")
            let answer = try server.send(
                Request(method: "POST", path: path, headers: ["Origin": "https://app.example"]))
            #expect(answer.status == 404)
            #expect(answer.headers["access-control-allow-origin"] == "*")
        }
        try withUnderstudy(.inProcess) { server throws in
            #expect(try server.send(preflight(path)).status == 404)
        }
    }

    @Test func `without the option no page is let in`() throws {
        try withUnderstudy(.inProcess) { server throws in
            let answer = try server.send(preflight("/llm-stats/v1/generations"))
            #expect(answer.status == 204)
            #expect(answer.headers["allow"] == "POST, OPTIONS")
            #expect(!answer.headers.contains { $0.name.lowercased().hasPrefix("access-control") })
        }
    }

    @Test func `the control API never opens to pages`() throws {
        try withUnderstudy(.inProcess, allowsOrigins: true) { server throws in
            let answer = try server.send(preflight("/_understudy/sandboxes/default/reset"))
            #expect(answer.status == 403)
            #expect(answer.headers["access-control-allow-origin"] == nil)
        }
    }

    @Test func `asking what a path takes is written down, and counts as no step`() throws {
        try withUnderstudy(.inProcess, allowsOrigins: true) { server throws in
            _ = try server.send(preflight("/llm-stats/v1/generations"))
            let journal = try server.get("/_understudy/sandboxes/default/requests").json
            #expect(journal["total"]?.number?.int == 1)
            #expect(journal["requests"]?.array?.first?["step"]?.string == nil)
        }
    }
}
