import Core
import DialectKit
import Documents
import HTTPMessages
import Testing

struct RoutingTests {
    @Test(arguments: [
        ("GET", "/"), ("GET", "/v1"), ("POST", "/v1/images/generations/"), ("GET", "/v1/images"),
        ("GET", "/v1/images/generations/a/b"), ("GET", "/v2/models"), ("POST", "/v1/chat/completions"),
        ("GET", "/v1/tasks"), ("GET", "/v1/%zz"), ("GET", "/files/a"), ("GET", ""),
    ])
    func `an unknown path is not found, whatever the key`(method: String, path: String) throws {
        let parsed = try DialectHarness().parse(method, path, key: nil)
        #expect(parsed.trouble == "route notFound -")
        #expect(parsed.step == nil)
    }

    @Test(arguments: [
        ("GET", "/v1/images/generations", "POST"), ("GET", "/v1/images/edits", "POST"),
        ("PUT", "/v1/images/variations", "POST"), ("POST", "/v1/tasks/ldtask_1", "GET, HEAD, DELETE"),
        ("DELETE", "/v1/images/ldtask_1", "GET, HEAD"), ("DELETE", "/v1/images/generations/ldtask_1", "GET, HEAD"),
        ("POST", "/v1/models", "GET, HEAD"), ("POST", "/v1/pricing", "GET, HEAD"),
        ("PATCH", "/v1/models/dall-e-3/pricing", "GET, HEAD"), ("POST", "/files/img_1/0.png", "GET, HEAD"),
    ])
    func `a wrong method is told the right ones`(method: String, path: String, allowed: String) throws {
        let harness = try DialectHarness()
        let parsed = harness.parse(method, path)
        #expect(parsed.trouble == "route methodNotAllowed -")
        let response = harness.refused(try #require(parsed.problem), nil)
        #expect(response.status == 405)
        #expect(response.headers["allow"] == allowed)
        #expect(try response.json()["error"]?["code"] == "method_not_allowed")
    }

    @Test(arguments: ["/v1/tasks/ldtask_1", "/v1/images/generations/ldtask_1", "/v1/images/ldtask_1"])
    func `a task is read at three paths`(path: String) throws {
        let parsed = try DialectHarness().parse("GET", path)
        #expect(parsed.step == .poll)
        #expect(parsed.jobID == "ldtask_1")
        #expect(parsed.pool == "user")
        guard case .poll("ldtask_1", wait: .zero) = parsed.operation else {
            Issue.record("no poll: \(parsed.operation)")
            return
        }
    }

    @Test(arguments: [(false, Cancellation.never), (true, .whileQueued)])
    func `cancelling is refused unless a setting allows it`(isAllowed: Bool, allowed: Cancellation) throws {
        let parsed = try DialectHarness(["cancellable_tasks": Node(.bool(isAllowed))]).parse(
            "DELETE", "/v1/tasks/ldtask_1")
        #expect(parsed.step == .cancel)
        guard case .cancel("ldtask_1", allowed) = parsed.operation else {
            Issue.record("another operation: \(parsed.operation)")
            return
        }
    }

    @Test(arguments: [
        ("/files/img_0f3c9a7be21d4c55a1b2c3d4e5f60718/0.png", 0, Asset.Format.png),
        ("/files/ldtask_0f3c9a7be21d4c55a1b2c3d4e5f60718/12.jpeg", 12, .jpeg),
    ])
    func `a file leads to its job, inline or task, without a key`(
        path: String, index: Int, format: Asset.Format
    ) throws {
        let parsed = try DialectHarness().parse("GET", path, key: nil)
        #expect(parsed.credential == .notNeeded)
        guard case .download(let download) = parsed.operation else {
            Issue.record("no download: \(parsed.operation)")
            return
        }
        #expect(download == Download(job: DialectHarness.id, index: index, claim: nil, format: format))
    }

    @Test(arguments: ["0", "0.gif", ".png", "-1.png", "0.png.png", "x.png", "9999999999999999999.png"])
    func `a file of another name is not found`(name: String) throws {
        #expect(try DialectHarness().parse("GET", "/files/\(DialectHarness.id)/\(name)").trouble == "submit notFound -")
    }

    @Test func `a key is needed for everything but files, and for models unless a setting says so`() throws {
        for path in ["/v1/models", "/v1/models/dall-e-3", "/v1/pricing", "/v1/models/dall-e-3/pricing"] {
            #expect(try DialectHarness().parse("GET", path, key: nil).credential == .missing)
            let open = try DialectHarness(["public_catalog": true]).parse("GET", path, key: nil)
            #expect(open.credential == .notNeeded)
            #expect(open.pool == nil)
        }
    }

    @Test func `a revoked key is refused before anything else, an exhausted one when it would cost`() throws {
        let harness = try DialectHarness(["revoked_key": "sk-old", "exhausted_key": "sk-empty"])
        #expect(
            harness.parse("POST", "/v1/images/generations", body: "no json", key: "Bearer sk-old").trouble
                == "key unauthenticated -")
        #expect(harness.parse("GET", "/v1/models/nothing", key: "Bearer sk-old").trouble == "key unauthenticated -")
        #expect(harness.parse("GET", "/v1/models", key: "Bearer sk-empty").problem == nil)
        let body = #"{"prompt":"a"}"#
        #expect(
            harness.parse("POST", "/v1/images/generations", body: body, key: "Bearer sk-empty").trouble
                == "balance insufficientBalance -")
        #expect(
            harness.parse("POST", "/v1/images/generations", body: "{}", key: "Bearer sk-empty").trouble
                == "fields invalidInput prompt")
    }

    @Test func `bodies may have 20 MB, those of edits 64, and a larger one is told so`() throws {
        let harness = try DialectHarness()
        #expect(harness.dialect.bodyLimit(method: "POST", path: "/v1/images/generations") == 20 << 20)
        #expect(harness.dialect.bodyLimit(method: "POST", path: "/v1/images/edits") == 64 << 20)
        #expect(harness.dialect.bodyLimit(method: "DELETE", path: "/v1/tasks/a") == 64 << 10)
        for path in ["generations", "edits", "variations"] {
            var request = Request(method: "POST", path: "/v1/images/\(path)")
            request.body = .tooLarge(limit: 20 << 20)
            #expect(harness.parse(request).trouble == "size payloadTooLarge -")
        }
    }

    @Test(arguments: [("user", 1_000), ("partner", 3_000), ("vip", 10_000)])
    func `limits are those of the tier`(tier: String, requests: Int) throws {
        let harness = try DialectHarness(["tier": Node(.string(tier))])
        let pool = try #require(harness.image("dall-e-3").pool)
        #expect(harness.dialect.providerLimits(pool: pool).limits.requests == Rate(requests, per: .seconds(60)))
    }
}
