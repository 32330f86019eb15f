import Core
import Documents
import Engine
import HTTPMessages
import Journal
import Scenario
import Time

extension ControlAPI {
    /// `GET …/jobs`: the jobs that are kept, narrowed, in an order and page by page.
    func jobs(_ call: ControlCall, _ sandbox: Sandbox) {
        list(call, sandbox, ListFilter.jobs) { call.exchange.answer(.json(200, $0.node(sandbox))) }
    }

    /// A page of the jobs that the query of a call asks for and that pass. They are read off the store a piece at a time.
    func list(
        _ call: ControlCall, _ sandbox: Sandbox, _ filters: [ListFilter<JobReport>],
        where passes: @escaping @Sendable (JobReport) -> Bool = { _ in true },
        then: @escaping @Sendable (Sandbox.Jobs) -> Void
    ) {
        let query: ListQuery<JobReport, Int>
        do {
            query = try ListQuery(call.request.query, filters)
        } catch {
            return call.exchange.answer(error.response)
        }
        let order: JobOrder =
            switch query.order {
            case .oldest: .oldest
            case .newest: .newest
            }
        sandbox.jobs(
            order, after: query.after, most: query.limit, where: { passes($0) && query.passes($0) }, then: then)
    }

    /// `GET …/jobs/{job}`
    func job(_ call: ControlCall, _ sandbox: Sandbox) {
        withJob(call, sandbox) { call.exchange.answer(.json(200, $0.node(sandbox))) }
    }

    func complete(_ call: ControlCall, _ sandbox: Sandbox) { steer(call, sandbox) { _ in .complete } }

    func release(_ call: ControlCall, _ sandbox: Sandbox) { steer(call, sandbox) { _ in .release } }

    /// `{ "error": "content_policy", "message": "…" }`, both as one likes.
    func fail(_ call: ControlCall, _ sandbox: Sandbox) {
        let example = "Send nothing, or {\"error\":\"content_policy\",\"message\":\"…\"}."
        steer(call, sandbox) { request throws(RequestProblem) in
            var error = SemanticError.generationFailed
            var message: String?
            let members = try JSONBody.members(of: request.bytes, example: example, isOptional: true)
            for member in members {
                switch member.key {
                case "error": error = try Self.error(member.value)
                case "message":
                    guard let text = member.value.string else { throw RequestProblem("`message` must be a text.") }
                    message = text
                default: throw RequestProblem("Unknown key `\(member.key)`; there are error, message.")
                }
            }
            return .fail(error, message: message)
        }
    }

    private static func error(_ node: Node) throws(RequestProblem) -> SemanticError {
        let names = SemanticError.allCases.map(\.rawValue)
        guard let name = node.string else {
            throw RequestProblem("`error` must be the name of an error, such as \"content_policy\".")
        }
        if let error = SemanticError(rawValue: name) { return error }
        let meant =
            Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`?" }
            ?? "there are \(names.joined(separator: ", "))."
        throw RequestProblem("Unknown error `\(name)`; \(meant)")
    }

    private func steer(
        _ call: ControlCall, _ sandbox: Sandbox, _ read: (Request) throws(RequestProblem) -> Steering
    ) {
        let wish: Steering
        do throws(RequestProblem) {
            wish = try read(call.request)
        } catch {
            return call.exchange.answer(error.response)
        }
        withJob(call, sandbox) { report in
            sandbox.steer(report.job.key, wish) { call.exchange.answer($0.response(call["job"], sandbox)) }
        }
    }

    /// Finds the job that the path names, or answers that there is none, or more than one.
    func withJob(_ call: ControlCall, _ sandbox: Sandbox, _ action: @escaping @Sendable (JobReport) -> Void) {
        let (id, exchange) = (call["job"], call.exchange)
        let provider: Provider?
        do {
            provider = try QueryParameters(call.request.query, ["provider"]).word("provider", Provider.self)
        } catch {
            return exchange.answer(error.response)
        }
        sandbox.jobs(withID: id, of: provider.map { [$0] } ?? Provider.allCases) { found in
            guard let first = found.first else { return exchange.answer(.noJob(id, provider)) }
            guard found.count == 1 else { return exchange.answer(.severalJobs(id, found)) }
            action(first)
        }
    }
}

extension ListFilter<JobReport> {
    fileprivate static let jobs: [ListFilter] = [
        .provider, .text("account") { $0.job.account }, .glob("model") { $0.job.request.model },
        .word("state", Job.State.allCases.map(\.rawValue)) { $0.state.rawValue },
    ]

    static let provider = ListFilter.word("provider", Provider.allCases.map(\.rawValue)) { $0.job.provider.rawValue }
}

extension Steered {
    fileprivate func response(_ id: String, _ sandbox: Sandbox) -> Response {
        switch self {
        case .changed(let report): .json(200, report.node(sandbox))
        case .unknown: .noJob(id, nil)
        case .hadEnded(let report):
            .problem(
                409,
                "The job `\(id)` has ended already: it is \(report.state.rawValue)\(report.ended.map { " since \(sandbox.calendar($0).iso8601Milliseconds)" } ?? "")."
            )
        case .isNotHeldUp(let report):
            .problem(
                409,
                "Nothing holds the job `\(id)` up: it ends by itself\(report.plannedEnd.map { " at \(sandbox.calendar($0).iso8601Milliseconds)" } ?? ""). `complete` or `fail` end it now."
            )
        }
    }
}

extension Response {
    fileprivate static func noJob(_ id: String, _ provider: Provider?) -> Response {
        problem(
            404,
            "There is no job `\(id)`\(provider.map { " of \($0.rawValue)" } ?? ""); GET …/jobs lists those that are kept."
        )
    }

    fileprivate static func severalJobs(_ id: String, _ found: [JobReport]) -> Response {
        let names = found.map { "?provider=\($0.job.provider.rawValue)" }.joined(separator: " or ")
        return problem(409, "Several providers have a job `\(id)`: say which, by \(names).")
    }
}

extension Sandbox.Jobs {
    func node(_ sandbox: Sandbox) -> Node {
        [
            "kept": .number(kept), "dropped": .number(dropped), "next": .number(next),
            "jobs": .list(jobs.map { $0.node(sandbox) }),
        ]
    }
}

extension JobReport {
    /// What is told of a job.
    func node(_ sandbox: Sandbox) -> Node {
        let calendar = sandbox.calendar
        func time(_ moment: Moment?) -> Node { .text(moment.map { calendar($0).iso8601Milliseconds }) }
        let failure = failure
        var error: Node = nil
        if let failure {
            error = ["name": .text(failure.error?.rawValue), "message": .text(failure.message)]
        }
        return [
            "number": .number(job.number), "id": .text(job.id), "provider": .text(job.provider.rawValue),
            "account": .text(job.account), "model": .text(job.request.model),
            "modality": .text(job.request.modality.rawValue), "state": .text(state.rawValue), "error": error,
            "created": time(job.created), "planned_end": time(plannedEnd), "ended": time(ended),
            "ends_by": .text(endsBy.rawValue),
            "progress": progress.map { Node(.number(Number(text: "\(($0 * 1_000).rounded() / 1_000)"))) } ?? nil,
            "price": .text(job.price.text), "polls": .number(job.polls),
            "callback": .text(job.request.callback.map { SecretCover.covered(receiver: $0) }),
            "files": .number(job.request.assets.count), "steered": .flag(job.isSteered),
        ]
    }
}
