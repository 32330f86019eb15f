import Core
import DialectKit
import HTTPMessages
import Testing
import Time

struct RoutingTests {
    @Test(arguments: [
        "/", "/v2", "/v2/images/generations/req-1", "/v2/images/generations/", "/v2/videos/generations/a/b",
        "/v1/models",
        "/v2/downloads/req-1", "/v2//models", "/v2/billing", "/v2/%zz",
    ])
    func `an unknown path is not found, whatever the key`(path: String) throws {
        let parsed = try DialectHarness().parse("GET", path, key: nil)
        #expect(parsed.trouble == "route notFound -")
        #expect(parsed.step == nil)
    }

    @Test(arguments: [
        ("GET", "/v2/images/generations", "POST"), ("DELETE", "/v2/videos/generations/req-1", "GET, HEAD"),
        ("POST", "/v2/models", "GET, HEAD"), ("POST", "/v2/downloads/req-1/0", "GET, HEAD"),
    ])
    func `a wrong method is told the right ones`(method: String, path: String, allowed: String) throws {
        let harness = try DialectHarness()
        let problem = try #require(harness.parse(method, path, key: nil).problem)
        let response = harness.dialect.envelope(problem, in: harness.context(nil))
        #expect(response.status == 405)
        #expect(response.headers["allow"] == allowed)
        #expect(response.headers["x-ratelimit-limit"] == nil)
    }

    @Test func `without listed accounts only keys in the provider's form are taken`() throws {
        #expect(try DialectHarness().dialect.acceptsUnlisted(key: "sk_abc"))
        #expect(try !DialectHarness().dialect.acceptsUnlisted(key: "sk-abc"))
    }

    @Test func `a status is read at once`() throws {
        let parsed = try DialectHarness().parse("GET", "/v2/videos/generations/req-1")
        guard case .poll("req-1", .zero) = parsed.operation else {
            Issue.record("not a reading: \(parsed.operation)")
            return
        }
        #expect(parsed.step == .poll)
        #expect(parsed.jobID == "req-1")
    }

    @Test func `a download is read with its claim and needs no key`() throws {
        let parsed = try DialectHarness().parse(
            "GET", "/v2/downloads/req-1/0", query: "exp=1795267200&sig=9b", key: nil)
        #expect(parsed.credential == .notNeeded)
        guard case .download(let download) = parsed.operation else {
            Issue.record("not a download: \(parsed.operation)")
            return
        }
        let claim = LinkClaim(text: Array("req-1/0/1795267200".utf8), expires: 1_795_267_200, signature: "9b")
        #expect(download == Download(job: "req-1", index: 0, claim: claim))
    }

    @Test(arguments: [
        ("0", ""), ("0", "exp=1"), ("0", "sig=a"), ("0", "exp=x&sig=a"), ("0", "exp=1e9&sig=a"), ("x", "exp=1&sig=a"),
        ("-1", "exp=1&sig=a"), ("99999999999999999999", "exp=1&sig=a"),
    ])
    func `a download that cannot be read is as good as tampered`(index: String, query: String) throws {
        #expect(
            try DialectHarness().parse("GET", "/v2/downloads/req-1/\(index)", query: query).trouble
                == "link invalidSignature -")
    }

    @Test(arguments: [("", nil), ("type=image", "image"), ("type=video", "video")] as [(String, String?)])
    func `the models page narrows to one type`(query: String, kind: String?) throws {
        guard case .catalog(let page) = try DialectHarness().parse("GET", "/v2/models", query: query).operation else {
            Issue.record("not a page")
            return
        }
        #expect(page == .models(kind: kind))
    }

    @Test func `another type of models is refused`() throws {
        let harness = try DialectHarness()
        let problem = try #require(harness.parse("GET", "/v2/models", query: "type=audio").problem)
        let error = try harness.dialect.envelope(problem, in: harness.context(.catalog)).json()["error"]
        #expect(error?["message"] == "Invalid value 'audio' for 'type'. Supported values: image, video.")
        #expect(error?["param"] == "type")
    }

    @Test(arguments: [
        ("", "fields missingField start"), ("start=2026-11-19T00:00:00Z", "fields missingField end"),
        ("start=2026-11-19&end=2026-11-20T00:00:00Z", "fields invalidInput start"),
        ("start=2026-11-19T00:00:00&end=2026-11-20T00:00:00Z", "fields invalidInput start"),
        ("start=2026-11-20T00:00:00Z&end=2026-11-20T00:00:00Z", "fields invalidInput end"),
        ("start=2026-11-20T00:00:00Z&end=2026-11-19T00:00:00Z", "fields invalidInput end"),
        ("start=2026-01-01T00:00:00Z&end=2026-06-30T00:00:01Z", "fields invalidInput end"),
    ])
    func `a report of costs needs two ends in order, 180 days apart at most`(query: String, trouble: String) throws {
        #expect(try DialectHarness().parse("GET", "/v2/billing/costs", query: query).trouble == trouble)
    }

    @Test func `a report of costs reads its ends with their zones`() throws {
        let query = "start=2026-01-01T00:00:00Z&end=2026-06-30T02%3A00%3A00%2B02:00"
        guard
            case .costs(let from, let to) = try DialectHarness().parse("GET", "/v2/billing/costs", query: query)
                .operation
        else {
            Issue.record("not a report")
            return
        }
        #expect(Timestamp(nanoseconds: from).iso8601Milliseconds == "2026-01-01T00:00:00.000Z")
        #expect(Timestamp(nanoseconds: to).iso8601Milliseconds == "2026-06-30T00:00:00.000Z")
    }
}
