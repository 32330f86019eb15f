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
        let parsed = try DialectHarness().parse(method, path, key: nil)
        #expect(parsed.trouble == "route notFound -")
        #expect(parsed.step == nil)
    }

    @Test(arguments: [
        ("GET", "/v1/generations", ["POST"]), ("DELETE", "/v1/generations/gen_1", ["GET", "HEAD"]),
        ("POST", "/v1/models", ["GET", "HEAD"]), ("PUT", "/v1/assets/gen_1/0.png", ["GET", "HEAD"]),
    ])
    func `a wrong method is told the right ones`(method: String, path: String, allowed: [String]) throws {
        let harness = try DialectHarness()
        let parsed = harness.parse(method, path)
        let problem = try #require(parsed.problem)
        #expect(parsed.trouble == "route methodNotAllowed -")
        let response = harness.dialect.envelope(problem, in: harness.context())
        #expect(response.status == 405)
        #expect(response.headers["allow"] == allowed.joined(separator: ", "))
        #expect(try response.json()["error"]?["code"] == "invalid_input")
    }

    @Test func `an escaped path is the same path`() throws {
        #expect(try DialectHarness().parse("POST", "/v1/%67enerations", body: "x").step == .create)
    }

    @Test(
        arguments: [
            (nil, .missing), ("Basic abc", .malformed), ("Bearer", .malformed), ("bearer  ze_a", .key("ze_a")),
        ] as [(String?, Credential)])
    func `the key is read without regard to the scheme's case`(header: String?, credential: Credential) throws {
        #expect(try DialectHarness().parse("GET", "/v1/generations/gen_1", key: header).credential == credential)
    }

    @Test func `without listed accounts only keys in the provider's form are taken`() throws {
        let dialect = try DialectHarness().dialect
        #expect(dialect.acceptsUnlisted(key: "ze_abc"))
        #expect(!dialect.acceptsUnlisted(key: "sk_abc"))
    }

    @Test(arguments: [
        ("", Duration.zero), ("wait=0", .zero), ("wait=60", .seconds(60)), ("wait=auto", .seconds(60)),
        ("other=1&wait=5", .seconds(5)),
    ])
    func `a reading waits as its query says`(query: String, wait: Duration) throws {
        let parsed = try DialectHarness().parse("GET", "/v1/generations/gen_1", query: query)
        guard case .poll("gen_1", let asked) = parsed.operation else {
            Issue.record("not a reading: \(parsed.operation)")
            return
        }
        #expect(asked == wait)
        #expect(parsed.step == .poll)
        #expect(parsed.jobID == "gen_1")
    }

    @Test(arguments: [
        "wait=61", "wait=-1", "wait=+5", "wait=1.5", "wait=", "wait", "wait=soon", "wait=99999999999999999999999",
    ])
    func `a wait that is none is refused`(query: String) throws {
        #expect(
            try DialectHarness().parse("GET", "/v1/generations/gen_1", query: query).trouble
                == "fields invalidInput wait")
    }

    @Test func `a body over a mebibyte is refused at its stage, behind the key`() throws {
        let harness = try DialectHarness()
        var request = Request(method: "POST", path: "/v1/generations", headers: ["authorization": "Bearer ze_a"])
        request.body = .tooLarge(limit: 1 << 20)
        #expect(harness.dialect.bodyLimit(method: "POST", path: "/v1/generations") == 1 << 20)
        let parsed = harness.parse(request)
        #expect(parsed.trouble == "size payloadTooLarge -")
        let stages = harness.dialect.stages
        #expect(try #require(stages.firstIndex(of: .key)) < #require(stages.firstIndex(of: .size)))
        #expect(harness.dialect.envelope(try #require(parsed.problem), in: harness.context()).status == 400)
    }

    @Test func `an asset's link is read with its claim and needs no key`() throws {
        let parsed = try DialectHarness().parse(
            "HEAD", "/v1/assets/gen_1/12.png", query: "exp=1795173308&sig=9f", key: nil)
        #expect(parsed.credential == .notNeeded)
        guard case .download(let download) = parsed.operation else {
            Issue.record("not a download: \(parsed.operation)")
            return
        }
        let claim = LinkClaim(text: Array("gen_1/12.png/1795173308".utf8), expires: 1_795_173_308, signature: "9f")
        #expect(download == Download(job: "gen_1", index: 12, claim: claim))
    }

    @Test(arguments: ["", "exp=1", "sig=a", "exp=x&sig=a", "exp=-1&sig=a"])
    func `an asset's link that lacks something is as good as tampered`(query: String) throws {
        #expect(
            try DialectHarness().parse("GET", "/v1/assets/gen_1/0.png", query: query).trouble
                == "link invalidSignature -")
    }

    @Test func `an asset's link with an odd file is as good as tampered`() throws {
        #expect(
            try DialectHarness().parse("GET", "/v1/assets/gen_1/x.png", query: "exp=1&sig=a").trouble
                == "link invalidSignature -")
    }
}
