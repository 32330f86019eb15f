import Core
import DialectKit
import Documents
import HTTPMessages
import LLMStats
import TestSupport
import Time

/// The dialect in process, without an engine: requests in, parsed requests out; views in, answers out.
struct DialectHarness {
    let dialect: LLMStatsDialect
    var settings: Settings
    let now = Timestamp(iso8601: "2026-11-20T10:15:02.114Z", requiresZone: true)!
    let link = SignedLink(secret: Array("secret".utf8))

    init(_ changes: [String: SettingValue] = [:]) throws {
        dialect = try LLMStatsDialect(catalog: DialectHarness.catalog())
        var values: [String: SettingValue] = [
            "pending_create_status": .text("200"), "media_type_field": .boolean(true),
            "media_size_fields": .boolean(true),
            "asset_ttl": .duration(.seconds(3600)), "retry_after_image": .duration(.seconds(2)),
            "retry_after_video": .duration(.seconds(5)), "wait_auto_image": .duration(.seconds(60)),
            "wait_auto_video": .duration(.seconds(5)), "test_models": .boolean(false), "limits": .limits(.off),
        ]
        values.merge(changes) { _, new in new }
        settings = Settings(values)
    }

    static func catalog() throws -> Node { try catalogTree(of: .llmStats) }

    func parse(
        _ method: String, _ path: String, query: String = "", body: String = "", key: String? = "Bearer ze_test"
    ) -> ParsedRequest {
        var headers: Headers = [:]
        if let key { headers.append("authorization", key) }
        let request = Request(method: method, path: path, query: query, headers: headers, body: Array(body.utf8))
        return dialect.parse(request, settings: settings)
    }

    func create(_ body: String) -> ParsedRequest { parse("POST", "/v1/generations", body: body) }

    /// A create with this `input` for an image model.
    func image(_ input: String, more: String = "") -> ParsedRequest {
        create(#"{"model":"flux-1.1-pro","input":\#(input)\#(more)}"#)
    }

    func video(_ input: String, more: String = "") -> ParsedRequest {
        create(#"{"model":"veo-3","input":\#(input)\#(more)}"#)
    }

    var context: Context {
        Context(
            base: "http://127.0.0.1:4010/llm-stats", now: now, settings: settings, requestID: "req_1", step: .create
        ) {
            [link] text in link.signature(of: text)
        }
    }

    func view(
        _ creation: Creation, _ state: Job.State, failure: Creation.Failure? = nil, price: Money? = nil
    ) -> JobView {
        let job = Job(
            id: "gen_5k2m8q4x7c1v9b3n6p0r2t4w", provider: .llmStats, account: "a", created: .zero,
            plan: Plan(queued: .zero, running: .zero), request: creation, price: price ?? creation.price,
            base: context.base)
        return JobView(
            job: job, state: state, created: now, ended: state.isTerminal ? now + .milliseconds(6789) : nil,
            failure: failure,
            linkExpiry: state == .completed ? now + .seconds(3600) : nil)
    }

    func answer(
        _ creation: Creation, _ state: Job.State, for occasion: Reply.Occasion, failure: Creation.Failure? = nil
    ) -> Response {
        dialect.answer(.job(view(creation, state, failure: failure), for: occasion), in: context)
    }
}
