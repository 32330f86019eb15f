import Core
import DialectKit
import Documents
import HTTPMessages
import OpenRouter
import TestSupport
import Time

typealias DialectHarness = TestSupport.DialectHarness<OpenRouterDialect>

extension DialectHarness {
    init(_ settings: Node = [:]) throws {
        try self.init(
            .openRouter, settings: settings, authorization: "Bearer sk-or-v1-test", jobID: "gen-5k2m8q4x7c1v5k2m8q4x",
            now: "2026-11-20T12:00:00Z", OpenRouterDialect.init(catalog:))
    }

    /// A generation of that model with further fields: `"n":2,"size":"2K"`.
    func image(_ model: String, _ fields: String = "", prompt: String = "a red kite") -> ParsedRequest {
        let rest = fields.isEmpty ? "" : ",\(fields)"
        return parse("POST", "/api/v1/images", body: #"{"model":"\#(model)","prompt":"\#(prompt)"\#(rest)}"#)
    }

    /// A job as its plan has it at a moment.
    func view(_ creation: Creation, plan: Plan, at moment: Moment = .zero, price: Money? = nil) -> JobView {
        let job = job(creation, plan: plan, price: price)
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
    /// `1360x768` of the first picture.
    var size: String? {
        creation?.assets.first.map { "\($0.width)x\($0.height)" }
    }
}

extension Response {
    var events: EventStream? {
        if case .events(let stream) = body { stream } else { nil }
    }
}
