import Core
import DialectKit
import Documents
import Foundation
import HTTPMessages
import OpenRouter
import Time

/// The dialect in process, without an engine: requests in, parsed requests out; views in, answers out.
struct DialectHarness {
    let dialect: OpenRouterDialect
    var settings: Settings
    let now = Timestamp(iso8601: "2026-11-20T12:00:00Z", requiresZone: true)!

    init(_ changes: [String: SettingValue] = [:]) throws {
        dialect = try OpenRouterDialect(catalog: DialectHarness.catalog())
        var values: [String: SettingValue] = [
            "partial_images": .integer(2), "keep_alive_every": .duration(.seconds(1)), "missing_images": .integer(0),
            "media_type": .boolean(true), "usage": .text("full"),
            "unlimited_balance": .money(Money(microdollars: 100_000_000)), "limits": .limits(.off),
        ]
        values.merge(changes) { _, new in new }
        settings = Settings(values)
    }

    static func catalog() throws -> Node {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../Fixtures/catalogs/openrouter.yaml")
        return try YAMLReader.read(Array(Data(contentsOf: file)))
    }

    func parse(
        _ method: String, _ path: String, query: String = "", body: String = "", key: String? = "Bearer sk-or-v1-test"
    ) -> ParsedRequest {
        var headers: Headers = [:]
        if let key { headers.append("authorization", key) }
        let request = Request(method: method, path: path, query: query, headers: headers, body: Array(body.utf8))
        return dialect.parse(request, settings: settings)
    }

    /// A generation of that model with further fields: `"n":2,"size":"2K"`.
    func image(_ model: String, _ fields: String = "", prompt: String = "a red kite") -> ParsedRequest {
        let rest = fields.isEmpty ? "" : ",\(fields)"
        return parse("POST", "/api/v1/images", body: #"{"model":"\#(model)","prompt":"\#(prompt)"\#(rest)}"#)
    }

    func context(_ step: Step? = .create, limit: LimitView? = nil, refused: RefusedRequest? = nil) -> Context {
        var context = Context(
            base: "http://127.0.0.1:4010/openrouter", now: now, settings: settings, requestID: "req_1", limit: limit,
            step: step
        ) { $0 }
        context.refused = refused
        return context
    }

    func view(_ creation: Creation, plan: Plan, at moment: Moment = .zero, price: Money? = nil) -> JobView {
        let job = Job(
            id: "gen-5k2m8q4x7c1v5k2m8q4x", provider: .openRouter, account: "a", created: .zero, plan: plan,
            request: creation, price: price ?? creation.price, base: "")
        let state = job.state(at: moment)
        var failure: Creation.Failure?
        if case .failed(let error, let message) = plan.outcome, state == .failed {
            failure = Creation.Failure(error, message: message)
        }
        return JobView(
            job: job, state: state, created: now, ended: job.ended(at: moment).map { now + ($0 - .zero) },
            failure: failure, linkExpiry: nil)
    }

    func answer(
        _ creation: Creation, plan: Plan = Plan(queued: .zero, running: .zero), at moment: Moment = .zero,
        for occasion: Reply.Occasion = .create
    ) -> Response {
        dialect.answer(.job(view(creation, plan: plan, at: moment), for: occasion), in: context())
    }
}

extension ParsedRequest {
    var creation: Creation? {
        if case .create(let creation) = operation { creation } else { nil }
    }

    /// Stage, reason and field of the problem: `fields invalidInput n`.
    var trouble: String? {
        guard case .rejected(let rejection) = operation else { return nil }
        let refusal = rejection.refusal
        return "\(rejection.stage) \(refusal.reason) \(refusal.param ?? "-")"
    }

    var problem: Refusal? {
        if case .rejected(let rejection) = operation { rejection.refusal } else { nil }
    }

    /// `1360x768` of the first picture.
    var size: String? {
        creation?.assets.first.map { "\($0.width)x\($0.height)" }
    }
}

extension Response {
    /// Files are only named.
    var text: String { String(decoding: body.note(atMost: 1 << 20), as: UTF8.self) }

    func json() throws -> Node { try JSONReader.read(body.note(atMost: 1 << 20)).root }

    var events: EventStream? {
        if case .events(let stream) = body { stream } else { nil }
    }
}
