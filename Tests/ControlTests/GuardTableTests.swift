import Control
import Documents
import HTTPMessages
import Testing

/// Every route of the control API against everybody who may not use it. The routes are those that the server lists.
@Suite struct GuardTableTests {
    private static let token = "a-token-of-the-tests"
    /// What needs no token on purpose: whoever waits for the server, and receivers of webhooks.
    private static let open = ["health", "ready", "sandboxes/{sandbox}/inbox/{inbox}", "sandboxes/{sandbox}/jwks.json"]
    private static let everybody = ["health", "ready"]

    private struct Route {
        let name: String
        let methods: [String]

        /// With something in the place of what stands in braces.
        var path: String {
            let filled = name.replacing("{sandbox}", with: "default").replacing(#/\{[a-z]+\}/#, with: "7")
            return "/_understudy/" + filled
        }
    }

    private func routes(_ bench: ControlBench) throws -> [Route] {
        let answer = bench.send("GET", "/_understudy/", headers: Self.allowed)
        let listed = try #require(answer.json?["routes"]?.array)
        return listed.map { node in
            Route(
                name: (node["path"]?.string ?? "").replacing("/_understudy/", with: ""),
                methods: (node["methods"]?.array ?? []).compactMap(\.string))
        }
    }

    private static let allowed: Headers = ["Host": "127.0.0.1:4010", "Authorization": "Bearer \(token)"]

    private func statuses(_ headers: Headers, on bench: ControlBench, _ routes: [Route]) -> [String: Int] {
        var statuses: [String: Int] = [:]
        for route in routes {
            for method in route.methods {
                let answer = bench.send(method, route.path, headers: headers)
                statuses["\(method) \(route.name)"] = answer.status ?? 0
                answer.hangUp()
            }
        }
        return statuses
    }

    @Test func `the server lists its routes`() throws {
        let routes = try routes(try ControlBench(access: ControlAccess(token: Self.token)))
        #expect(routes.count > 30)
        #expect(Set(routes.map(\.name)).isSuperset(of: Self.open))
    }

    @Test(arguments: [
        ["Host": "127.0.0.1:4010"] as Headers,
        ["Host": "127.0.0.1:4010", "Authorization": "Bearer wrong-token-of-them"],
        ["Host": "127.0.0.1:4010", "Authorization": "Basic \(token)"],
    ])
    func `without its token nothing is done but what is open on purpose`(headers: Headers) throws {
        let bench = try ControlBench(access: ControlAccess(token: Self.token))
        for (what, status) in statuses(headers, on: bench, try routes(bench)) {
            let isOpen = Self.open.contains(String(what.split(separator: " ")[1...].joined(separator: " ")))
            #expect(isOpen ? status != 401 : status == 401, "\(what): \(status)")
        }
    }

    @Test(arguments: [
        ["Host": "127.0.0.1:4010", "Origin": "https://evil.example"] as Headers,
        ["Host": "127.0.0.1:4010", "Origin": "http://127.0.0.1:9999"],
        ["Host": "127.0.0.1:4010", "Sec-Fetch-Site": "cross-site"],
        ["Host": "127.0.0.1:4010", "Sec-Fetch-Site": "same-site"],
    ])
    func `no page of another site does anything, with a token or without`(headers: Headers) throws {
        for access in [ControlAccess(), ControlAccess(token: Self.token)] {
            let bench = try ControlBench(access: access)
            var own = headers
            if access.token != nil { own.append("Authorization", "Bearer \(Self.token)") }
            for (what, status) in statuses(own, on: bench, try routes(bench)) {
                let isForEverybody = Self.everybody.contains { what.hasSuffix(" " + $0) }
                #expect(isForEverybody ? status != 403 : status == 403, "\(what): \(status)")
            }
        }
    }

    @Test func `no name that leads here from elsewhere does anything without a token`() throws {
        let bench = try ControlBench()
        for (what, status) in statuses(["Host": "rebound.example"], on: bench, try routes(bench)) {
            let isOpen = Self.open.contains(String(what.split(separator: " ")[1...].joined(separator: " ")))
            #expect(isOpen ? status != 403 : status == 403, "\(what): \(status)")
        }
    }

    @Test func `what changes something is done by no GET`() throws {
        let bench = try ControlBench(access: ControlAccess(token: Self.token))
        let actions = ["reset", "complete", "fail", "release", "redeliver", "verify"]
        for route in try routes(bench) where actions.contains(where: { route.name.hasSuffix("/" + $0) }) {
            let answer = bench.send("GET", route.path, headers: Self.allowed)
            #expect(answer.status == 405, "\(route.name)")
            #expect(answer.headers["allow"] == "POST")
        }
    }

    @Test func `a body of a type that a route does not read is refused`() throws {
        let bench = try ControlBench(access: ControlAccess(token: Self.token))
        var headers = Self.allowed
        headers.append("Content-Type", "application/xml")
        for (method, path) in [
            ("POST", "/clock"), ("PUT", "/scenario"), ("POST", "/verify"), ("PATCH", "/accounts/a"),
            ("POST", "/jobs/7/fail"), ("PUT", ""),
        ] {
            let answer = bench.send(method, ControlBench.sandbox + path, headers: headers, "{}")
            #expect(answer.status == 415, "\(method) \(path)")
            #expect(answer.text.contains("application/"))
        }
        #expect(bench.send("POST", "/_understudy/sandboxes", headers: headers, "{}").status == 415)
    }
}
