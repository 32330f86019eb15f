import Documents
import Foundation
import HTTPMessages
import Testing
import UnderstudyTesting

@Suite struct ControlTests {
    private let sandbox = "/_understudy/sandboxes/default"

    private func send(
        _ server: any TestServer, _ method: String, _ path: String, headers: Headers = [:], _ body: String = ""
    ) throws -> Received {
        try server.send(Request(method: method, path: path, headers: headers, body: Array(body.utf8)))
    }

    private func json(_ received: Received) throws -> Node { try JSONReader.read(received.body).root }

    @Test(arguments: Reach.allCases)
    func `health and ready are open`(by reach: Reach) throws {
        try withUnderstudy(reach) { server throws in
            #expect(try send(server, "GET", "/_understudy/health").status == 200)
            if reach == .overHTTP { #expect(try send(server, "GET", "/_understudy/ready").status == 200) }
        }
    }

    @Test(arguments: [
        ("127.0.0.1", 200), ("127.9.9.9", 200), ("::1", 200), ("::ffff:127.0.0.1", 200), ("10.0.0.1", 403),
        ("127.evil.example", 403), ("::ffff:10.0.0.1", 403), ("64:ff9b::7f00:1", 403), ("", 403),
    ])
    func `without a token the control API answers this machine only`(peer: String, status: Int) throws {
        try withUnderstudy(.inProcess) { server throws in
            var request = Request(method: "GET", path: sandbox + "/clock", headers: ["host": "127.0.0.1"])
            request.peer = peer
            #expect(try server.send(request).status == status)
        }
    }

    @Test func `a manual clock moves by what it is told and shows it`() throws {
        try withUnderstudy(
            .inProcess, scenario: "understudy: 1\nname: t\nclock: { mode: manual, start: 2026-01-01T00:00:00Z }"
        ) { server throws in
            let moved = try send(server, "POST", sandbox + "/clock", "{\"advance\":\"1h30m\"}")
            #expect(try json(moved)["time"]?.string == "2026-01-01T01:30:00.000Z")
            let set = try send(server, "POST", sandbox + "/clock", "{\"to\":\"2026-01-02T00:00:00Z\"}")
            #expect(try json(set)["time"]?.string == "2026-01-02T00:00:00.000Z")
            let back = try send(server, "POST", sandbox + "/clock", "{\"to\":\"2025-01-02T00:00:00Z\"}")
            #expect(back.status == 409)
        }
    }

    @Test(arguments: [
        ("{\"advence\":\"1h\"}", "Unknown key `advence`"), ("{\"advance\":\"soon\"}", "must be a duration"),
        ("{\"advance\":\"1h\",}", "not JSON"), ("[]", "must be a JSON object"), ("{}", "Say what to do"),
        ("{\"mode\":\"fast\"}", "real, scaled, manual, auto"), ("{\"mode\":\"manual\",\"rate\":2}", "scaled"),
        ("{\"advance\":\"1h\",\"advance\":\"2h\"}", "comes twice"),
        ("{\"advance\":\"1h\",\"when_held\":0}", "when_held"),
    ])
    func `a wrong clock request says what is wrong`(body: String, words: String) throws {
        try withUnderstudy(.inProcess) { server throws in
            let answer = try send(server, "POST", sandbox + "/clock", body)
            #expect(answer.status == 400)
            #expect(String(decoding: answer.body, as: UTF8.self).contains(words))
        }
    }

    @Test func `a scenario is put in force, shown, and refused with every problem`() throws {
        try withUnderstudy(.inProcess) { server throws in
            let good = "understudy: 1\nname: busy\nrules: [{ name: no, on: create, then: { error: overloaded } }]"
            #expect(
                try send(server, "PUT", sandbox + "/scenario", headers: ["Content-Type": "application/yaml"], good)
                    .status == 200)
            let shown = try send(server, "GET", sandbox + "/scenario")
            #expect(String(decoding: shown.body, as: UTF8.self) == good)
            let bad =
                "understudy: 1\nname: bad\nrules:\n  - { name: a, then: { latncy: 3s } }\n  - { name: b, then: { latency: fast } }\n"
            let refused = try send(
                server, "PUT", sandbox + "/scenario", headers: ["Content-Type": "application/yaml"], bad)
            #expect(refused.status == 422)
            let problems = try #require(try json(refused)["problems"]?.array)
            #expect(problems.map { $0["line"]?.number?.int } == [4, 5])
            #expect(problems[0]["message"]?.string?.contains("did you mean `latency`?") == true)
            #expect(String(decoding: try send(server, "GET", sandbox + "/scenario").body, as: UTF8.self) == good)
        }
    }

    @Test func `the journal lists what was asked and never a key`() throws {
        try withUnderstudy(.inProcess) { server throws in
            _ = try send(server, "GET", "/getimg/v2/models", headers: ["Authorization": "Bearer sk_secret_key"])
            _ = try send(
                server, "POST", "/llm-stats/v1/generations", headers: ["Authorization": "Bearer ze_secret_key"], "{")
            let all = try send(server, "GET", sandbox + "/requests")
            #expect(try json(all)["requests"]?.array?.count == 2)
            #expect(!String(decoding: all.body, as: UTF8.self).contains("secret_key"))
            let one = try server.send(Request(method: "GET", path: sandbox + "/requests", query: "provider=llm-stats"))
            #expect(try json(one)["requests"]?.array?.first?["response"]?["status"]?.number?.int == 400)
            let wrong = try server.send(Request(method: "GET", path: sandbox + "/requests", query: "providr=x"))
            #expect(wrong.status == 400)
        }
    }

    @Test func `a reset empties the journal`() throws {
        try withUnderstudy(.inProcess) { server throws in
            _ = try send(server, "GET", "/getimg/v2/models")
            #expect(try send(server, "POST", sandbox + "/reset").status == 200)
            #expect(try json(send(server, "GET", sandbox + "/requests"))["total"]?.number?.int == 0)
        }
    }

    @Test(
        arguments: [
            ["Origin": "https://evil.example"], ["Sec-Fetch-Site": "cross-site"], ["Origin": "null"],
            ["Host": "evil.example"], ["Sec-Fetch-Site": "same-site"], ["Sec-Fetch-Site": "Cross-Site"],
            ["Sec-Fetch-Site": "same-origin", "sec-fetch-site": "cross-site"],
            ["Sec-Fetch-Site": "none", "sec-fetch-site": "none"],
            ["Origin": "http://127.0.0.1:4010", "origin": "https://evil.example"],
            ["Origin": "http://127.0.0.1:4011"],
        ] as [Headers])
    func `pages of other sites are kept out`(headers: Headers) throws {
        try withUnderstudy(.inProcess) { server throws in
            #expect(try send(server, "POST", sandbox + "/reset", headers: headers).status == 403)
        }
    }

    static let browsers: [Headers] = [
        ["Origin": "http://127.0.0.1:4010"], ["Sec-Fetch-Site": "same-origin"], ["Sec-Fetch-Mode": "no-cors"],
        ["Referer": "https://evil.example/"],
    ]

    @Test(
        arguments: browsers,
        [
            "application/x-www-form-urlencoded", "text/plain;charset=UTF-8", "multipart/form-data; boundary=b",
            "Text/Plain", "",
        ])
    func `a page cannot send by a form what curl sends as one`(browser: Headers, type: String) throws {
        try withUnderstudy(.inProcess) { server throws in
            var headers = browser
            if !type.isEmpty { headers.append("Content-Type", type) }
            let clock = sandbox + "/clock"
            #expect(try send(server, "POST", clock, headers: headers, #"{"mode":"manual"}"#).status == 415)
            // From curl it is no foreign page's: only its type may be wrong.
            let own = type.hasPrefix("multipart/") ? 415 : 200
            let plain: Headers = type.isEmpty ? [:] : ["Content-Type": type]
            #expect(try send(server, "POST", clock, headers: plain, #"{"mode":"manual"}"#).status == own)
            headers.set("Content-Type", "application/json")
            #expect(try send(server, "POST", clock, headers: headers, #"{"mode":"manual"}"#).status == 200)
        }
    }

    @Test func `nothing changes by a GET, and unknown routes say what there is`() throws {
        try withUnderstudy(.inProcess) { server throws in
            #expect(try send(server, "GET", sandbox + "/reset").status == 405)
            let unknown = try send(server, "GET", "/_understudy/clok")
            #expect(unknown.status == 404)
            #expect(String(decoding: unknown.body, as: UTF8.self).contains("clock"))
            #expect(try send(server, "GET", "/_understudy/sandboxes/other/clock").status == 404)
        }
    }

    @Test func `an advance can wait until requests are held`() throws {
        let scenario =
            "understudy: 1\nname: t\nclock: { mode: manual }\nrules: [{ name: slow, then: { job: { queued: 0, running: 1h } } }]"
        try withUnderstudy(.overHTTP, scenario: scenario) { server throws in
            let held = (0..<2).map { number in
                server.begin(
                    Request(
                        method: "POST", path: "/getimg/v2/images/generations",
                        headers: ["Authorization": "Bearer sk_a", "Content-Type": "application/json"],
                        body: Array("{\"model\":\"seedream-5-lite\",\"prompt\":\"\(number)\"}".utf8)))
            }
            try server.advance("1h", whenHeld: 2)
            for pending in held { #expect(try pending.received().status == 200) }
        }
    }
}
