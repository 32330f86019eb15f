import Core
import DialectKit
import HTTPMessages
import Testing

struct RoutingTests {
    @Test(arguments: [
        ("GET", "/"), ("GET", "/v1"), ("POST", "/v1/generations/"), ("GET", "/v1/generations/a/b"),
        ("GET", "/v2/generations"),
        ("POST", "/v1/chat/completions"), ("GET", "/v1/%zz"), ("GET", ""),
    ])
    func `an unknown path is not found, whatever the key`(method: String, path: String) throws {
        let ask = try Desk().ask(method, path, key: nil)
        #expect(ask.trouble == "route notFound -")
        #expect(ask.step == nil)
    }

    @Test(arguments: [
        ("GET", "/v1/generations", ["POST"]), ("DELETE", "/v1/generations/gen_1", ["GET", "HEAD"]),
        ("POST", "/v1/models", ["GET", "HEAD"]), ("PUT", "/v1/assets/gen_1/0.png", ["GET", "HEAD"]),
    ])
    func `a wrong method is told the right ones`(method: String, path: String, allowed: [String]) throws {
        let desk = try Desk()
        let ask = desk.ask(method, path)
        let problem = try #require(ask.problem)
        #expect(ask.trouble == "route methodNotAllowed -")
        let response = desk.dialect.envelope(problem, in: desk.context)
        #expect(response.status == 405)
        #expect(response.headers["allow"] == allowed.joined(separator: ", "))
        #expect(try response.json()["error"]?["code"] == "invalid_input")
    }

    @Test func `an escaped path is the same path`() throws {
        #expect(try Desk().ask("POST", "/v1/%67enerations", body: "x").step == .create)
    }

    @Test(
        arguments: [
            (nil, .missing), ("Basic abc", .malformed), ("Bearer", .malformed), ("bearer  ze_a", .key("ze_a")),
        ] as [(String?, Credential)])
    func `the key is read without regard to the scheme's case`(header: String?, credential: Credential) throws {
        #expect(try Desk().ask("GET", "/v1/generations/gen_1", key: header).credential == credential)
    }

    @Test func `without listed accounts only keys in the provider's form are taken`() throws {
        let dialect = try Desk().dialect
        #expect(dialect.acceptsUnlisted(key: "ze_abc"))
        #expect(!dialect.acceptsUnlisted(key: "sk_abc"))
    }

    @Test(arguments: [
        ("", Duration.zero), ("wait=0", .zero), ("wait=60", .seconds(60)), ("wait=auto", .seconds(60)),
        ("other=1&wait=5", .seconds(5)),
    ])
    func `a reading waits as its query says`(query: String, wait: Duration) throws {
        let ask = try Desk().ask("GET", "/v1/generations/gen_1", query: query)
        guard case .intent(.poll("gen_1", let asked)) = ask.wish else {
            Issue.record("not a reading: \(ask.wish)")
            return
        }
        #expect(asked == wait)
        #expect(ask.step == .poll)
        #expect(ask.jobID == "gen_1")
    }

    @Test(arguments: [
        "wait=61", "wait=-1", "wait=+5", "wait=1.5", "wait=", "wait", "wait=soon", "wait=99999999999999999999999",
    ])
    func `a wait that is none is refused`(query: String) throws {
        #expect(try Desk().ask("GET", "/v1/generations/gen_1", query: query).trouble == "fields invalidInput wait")
    }

    @Test func `a body over a mebibyte is refused at its stage, behind the key`() throws {
        let desk = try Desk()
        var request = Request(method: "POST", path: "/v1/generations", headers: ["authorization": "Bearer ze_a"])
        request.body = .tooLarge(limit: 1 << 20)
        #expect(desk.dialect.bodyLimit(method: "POST", path: "/v1/generations") == 1 << 20)
        let ask = desk.dialect.ask(request, settings: desk.settings)
        #expect(ask.trouble == "size payloadTooLarge -")
        let stages = desk.dialect.stages
        #expect(try #require(stages.firstIndex(of: .key)) < #require(stages.firstIndex(of: .size)))
        #expect(desk.dialect.envelope(try #require(ask.problem), in: desk.context).status == 400)
    }

    @Test func `an asset's link is read with its claim and needs no key`() throws {
        let ask = try Desk().ask("HEAD", "/v1/assets/gen_1/12.png", query: "exp=1795173308&sig=9f", key: nil)
        #expect(ask.credential == .notNeeded)
        guard case .intent(.download(let download)) = ask.wish else {
            Issue.record("not a download: \(ask.wish)")
            return
        }
        let claim = LinkClaim(text: Array("gen_1/12.png/1795173308".utf8), expires: 1_795_173_308, signature: "9f")
        #expect(download == Download(job: "gen_1", index: 12, claim: claim))
    }

    @Test(arguments: ["", "exp=1", "sig=a", "exp=x&sig=a", "exp=-1&sig=a"])
    func `an asset's link that lacks something is as good as tampered`(query: String) throws {
        #expect(try Desk().ask("GET", "/v1/assets/gen_1/0.png", query: query).trouble == "link invalidSignature -")
    }

    @Test func `an asset's link with an odd file is as good as tampered`() throws {
        #expect(
            try Desk().ask("GET", "/v1/assets/gen_1/x.png", query: "exp=1&sig=a").trouble == "link invalidSignature -")
    }
}
