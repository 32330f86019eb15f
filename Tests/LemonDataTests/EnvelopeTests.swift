import Core
import DialectKit
import Documents
import HTTPMessages
import Testing
import Time

/// The codes of lemondata.md §4.2, the hints of §4.1 and the headers of §4.3.
struct EnvelopeTests {
    let harness: DialectHarness

    init() throws { harness = try DialectHarness() }

    @Test(arguments: Refusal.Reason.allCases)
    func `every reason has a status, a type and a code of the table, and a sentence`(reason: Refusal.Reason) throws {
        let response = harness.refused(Refusal(reason))
        let body = try response.json()
        #expect(body.object?.map(\.key) == ["error"])
        let error = try #require(body["error"])
        #expect((400..<600).contains(response.status))
        #expect(
            [
                "invalid_request_error", "invalid_api_key", "insufficient_balance", "access_denied",
                "permission_error", "not_found_error", "rate_limit_exceeded", "server_error", "upstream_error",
                "all_channels_failed", "timeout_error",
            ].contains(error["type"]?.string))
        #expect(error["code"]?.string?.isEmpty == false)
        #expect(error["message"]?.string?.isEmpty == false)
        #expect(response.headers["x-request-id"] == "req_1")
    }

    @Test func `each error that a scenario can name comes at a stage that is walked`() {
        for error in SemanticError.allCases {
            guard let stage = harness.dialect.stage(of: error) else {
                #expect([.expiredLink, .invalidSignature].contains(error), "\(error) has no stage")
                #expect(harness.dialect.nearest(to: error) == .notFound)
                continue
            }
            #expect(harness.dialect.stages.contains(stage))
        }
    }

    @Test func `the order of checks is the documented one`() {
        let documented: [Stage] = [
            .route, .key, .rateLimit, .size, .syntax, .fields, .model, .rules, .enabled, .balance, .submit,
        ]
        #expect(harness.dialect.stages.filter(documented.contains) == documented)
    }

    @Test(
        arguments: [
            (RetryAfter.automatic(nil), 1, "1"), (.automatic(.milliseconds(2_100)), 3, "3"), (.seconds(8), 8, "8"),
            (.milliseconds(250), 1, nil), (.httpDate(.seconds(30)), 30, "Fri, 20 Nov 2026 10:15:32 GMT"),
            (.raw("soon"), nil, "soon"), (.absent, nil, nil),
        ] as [(RetryAfter, Int?, String?)])
    func `a limit says when to come back in header and body alike`(
        retryAfter: RetryAfter, seconds: Int?, header: String?
    ) throws {
        let response = harness.refused(Refusal(.rateLimited, retryAfter: retryAfter))
        #expect(response.headers["retry-after"] == header)
        let error = try response.json()["error"]
        #expect(error?["retry_after"]?.number?.int == seconds)
        #expect(error?["hint"]?.string == seconds.map { "Rate limited. Retry after \($0)s." })
        #expect(response.headers["x-ratelimit-limit"] == "1000")
        #expect(response.headers["x-ratelimit-remaining"] == "0")
    }

    @Test func `a limit in force is shown as it is`() throws {
        let limit = LimitView(limit: 60, remaining: 0, reset: harness.now + .seconds(7))
        let response = harness.refused(Refusal(.rateLimited, retryAfter: .automatic(.seconds(7))), limit: limit)
        #expect(response.headers["x-ratelimit-limit"] == "60")
        // 10:15:09.114 is not over before the next whole second.
        #expect(response.headers["x-ratelimit-reset"] == String(harness.now.unixSeconds + 8))
        #expect(try response.json()["error"]?["message"] == "Rate limit: 60 rpm exceeded")
    }

    @Test func `only a 429 has headers of a limit`() {
        let limit = LimitView(limit: 60, remaining: 5, reset: harness.now)
        for reason in Refusal.Reason.allCases where ![.rateLimited, .tooManyConcurrent].contains(reason) {
            let headers = harness.refused(Refusal(reason), limit: limit).headers
            #expect(headers["x-ratelimit-limit"] == nil)
            #expect(headers["retry-after"] == nil)
        }
    }

    @Test func `an unlimited account that a scenario refuses has a balance of nothing`() throws {
        let facts = Refusal.Facts.purchase(model: "midjourney", price: Money(microdollars: 50_000), balance: nil)
        let error = try #require(harness.refused(Refusal(.insufficientBalance, facts: facts)).json()["error"])
        #expect(error["message"] == "Insufficient balance: need ~$0.0500 for midjourney, but balance is $0.0000.")
        #expect(error["balance_usd"]?.number?.text == "0")
        #expect(error["suggestions"] == nil)
    }

    @Test func `without a create there are no numbers and no alternatives`() throws {
        #expect(
            harness.refused(Refusal(.insufficientBalance)).text
                == #"{"error":{"message":"Insufficient balance","type":"insufficient_balance","code":"insufficient_balance"}}"#
        )
        #expect(
            harness.refused(Refusal(.overloaded), .poll).text
                == #"{"error":{"message":"No channel is available","type":"all_channels_failed","code":"all_channels_failed","#
                + #""retryable":true,"retry_after":30}}"#)
    }

    @Test func `a scenario's words replace the usual ones`() throws {
        let refusal = Refusal(.contentPolicy, message: "No.", param: "image")
        let response = harness.refused(refusal)
        #expect(try response.json()["error"]?["message"] == "No.")
        #expect(try response.json()["error"]?["param"] == "image")
    }
}
