import Core
import DialectKit
import Documents
import HTTPMessages
import LemonData
import TestSupport
import Time

/// The dialect in process, without an engine: requests in, parsed requests out; views in, answers out.
struct DialectHarness {
    let dialect: LemonDataDialect
    var settings: Settings
    let now = Timestamp(iso8601: "2026-11-20T10:15:02.114Z", requiresZone: true)!
    static let id = "ldtask_0f3c9a7be21d4c55a1b2c3d4e5f60718"

    init(_ changes: [String: SettingValue] = [:]) throws {
        dialect = try LemonDataDialect(catalog: DialectHarness.catalog())
        var values: [String: SettingValue] = [
            "delivery": .text("async"), "delivery_of": .text("either"), "poll_url": .text("model"),
            "pending_data": .text("placeholder"), "task_error": .text("string"), "cancellable_tasks": .boolean(false),
            "public_catalog": .boolean(false), "revoked_key": .text(""), "exhausted_key": .text(""),
            "tier": .text("user"), "limits": .limits(.off),
        ]
        values.merge(changes) { _, new in new }
        settings = Settings(values)
    }

    static func catalog() throws -> Node { try catalogTree(of: .lemonData) }

    func parse(
        _ method: String, _ path: String, query: String = "", body: String = "", key: String? = "Bearer sk-test"
    ) -> ParsedRequest {
        var headers: Headers = [:]
        if let key { headers.append("authorization", key) }
        return dialect.parse(
            Request(method: method, path: path, query: query, headers: headers, body: Array(body.utf8)),
            settings: settings)
    }

    func create(_ body: String) -> ParsedRequest { parse("POST", "/v1/images/generations", body: body) }

    /// A create by that model with that prompt, and more fields.
    func image(_ model: String, _ more: String = "") -> ParsedRequest {
        create(#"{"model":"\#(model)","prompt":"a red apple"\#(more.isEmpty ? "" : "," + more)}"#)
    }

    func context(
        _ step: Step? = .create, base: String = "http://127.0.0.1:4010/lemondata", limit: LimitView? = nil
    )
        -> Context
    {
        Context(base: base, now: now, settings: settings, requestID: "req_1", limit: limit, step: step) { $0 }
    }

    func view(
        _ creation: Creation, _ state: Job.State, failure: Creation.Failure? = nil, isCancelled: Bool = false
    ) -> JobView {
        let job = Job(
            id: DialectHarness.id, provider: .lemonData, account: "a", created: .zero,
            plan: Plan(queued: .zero, running: .zero), request: creation, price: creation.price,
            base: context().base)
        return JobView(
            job: job, state: state, created: now, ended: state.isTerminal ? now + .seconds(60) : nil,
            failure: failure, linkExpiry: nil, isCancelled: isCancelled)
    }

    func answer(
        _ creation: Creation, _ state: Job.State, for occasion: Reply.Occasion = .poll,
        failure: Creation.Failure? = nil, isCancelled: Bool = false
    ) -> Response {
        let step: Step = occasion == .create ? .create : .poll
        return dialect.answer(
            .job(view(creation, state, failure: failure, isCancelled: isCancelled), for: occasion), in: context(step))
    }

    func refused(_ refusal: Refusal, _ step: Step? = .create, limit: LimitView? = nil) -> Response {
        dialect.envelope(refusal, in: context(step, limit: limit))
    }
}
