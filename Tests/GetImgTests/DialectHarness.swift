import Core
import DialectKit
import Documents
import GetImg
import HTTPMessages
import TestSupport
import Time

/// The dialect in process, without an engine: requests in, parsed requests out; views in, answers out.
struct DialectHarness {
    let dialect: GetImgDialect
    var settings: Settings
    let now = Timestamp(iso8601: "2026-11-20T10:15:02.114Z", requiresZone: true)!
    let link = SignedLink(secret: Array("secret".utf8))

    init(_ changes: [String: SettingValue] = [:]) throws {
        dialect = try GetImgDialect(catalog: DialectHarness.catalog())
        var values: [String: SettingValue] = [
            "file_ttl": .duration(.seconds(86_400)), "null_dimensions": .boolean(false),
            "unlimited_balance": .money(Money(microdollars: 100_000_000)), "limits": .limits(.off),
        ]
        values.merge(changes) { _, new in new }
        settings = Settings(values)
    }

    static func catalog() throws -> Node { try catalogTree(of: .getimg) }

    func parse(
        _ method: String, _ path: String, query: String = "", body: String = "", key: String? = "Bearer sk_test"
    ) -> ParsedRequest {
        var headers: Headers = [:]
        if let key { headers.append("authorization", key) }
        let request = Request(method: method, path: path, query: query, headers: headers, body: Array(body.utf8))
        return dialect.parse(request, settings: settings)
    }

    func image(_ body: String) -> ParsedRequest { parse("POST", "/v2/images/generations", body: body) }
    func video(_ body: String) -> ParsedRequest { parse("POST", "/v2/videos/generations", body: body) }

    func context(_ step: Step? = .create, limit: LimitView? = nil) -> Context {
        Context(
            base: "http://127.0.0.1:4010/getimg", now: now, settings: settings, requestID: "req_1", limit: limit,
            step: step
        ) { [link] text in link.signature(of: text) }
    }

    func view(_ creation: Creation, _ state: Job.State, failure: Creation.Failure? = nil) -> JobView {
        let job = Job(
            id: "req-01JD4Z8QK3W7N5X2V9T6R0PABC", provider: .getimg, account: "a", created: .zero,
            plan: Plan(queued: .zero, running: .zero), request: creation, price: creation.price, base: "")
        return JobView(
            job: job, state: state, created: now, ended: state.isTerminal ? now : nil, failure: failure,
            linkExpiry: state == .completed ? now + .seconds(86_400) : nil)
    }

    func answer(
        _ creation: Creation, _ state: Job.State, for occasion: Reply.Occasion, failure: Creation.Failure? = nil
    ) -> Response {
        let context = context(occasion == .create ? .create : .poll)
        return dialect.answer(.job(view(creation, state, failure: failure), for: occasion), in: context)
    }
}
