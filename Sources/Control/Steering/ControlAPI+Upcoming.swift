import Core
import Documents
import Engine
import HTTPMessages
import Time

extension ControlAPI {
    /// `GET …/upcoming`: what happens next, in order of time.
    func upcoming(_ request: Request, _ sandbox: Sandbox) -> Response {
        do {
            let limit = try QueryParameters(request.query, ["limit"]).limit(atMost: Sandbox.mostUpcoming)
            let future = sandbox.upcoming(most: limit)
            let calendar = sandbox.calendar
            return .json(
                200,
                [
                    "now": .text(calendar(future.now).iso8601Milliseconds), "total": .number(future.total),
                    "upcoming": .list(future.events.map { $0.node(from: future.now, calendar) }),
                ])
        } catch {
            return error.response
        }
    }
}

extension Upcoming {
    fileprivate func node(from now: Moment, _ calendar: (Moment) -> Timestamp) -> Node {
        var members: Members = [
            "at": .text(moment.map { calendar($0).iso8601Milliseconds }),
            "in_ms": .number(moment.map { Int(max(0, ($0 - now).nanoseconds) / 1_000_000) }),
        ]
        for (key, value) in facts { members.append(Members.Member(key: key, value: value)) }
        members.append(Members.Member(key: "words", value: .text(words)))
        return Node(.object(members))
    }

    private var facts: [(String, Node)] {
        switch what {
        case .answer(let request, let job):
            [("what", "answer"), ("request", .number(request)), ("job", .text(job))]
        case .pause(let request): [("what", "pause"), ("request", .number(request))]
        case .keepAlive: [("what", "keep_alive")]
        case .connection: [("what", "connection")]
        case .jobEnds(let key):
            [("what", "job_ends"), ("job", .text(key.id)), ("provider", .text(key.provider.rawValue))]
        case .callback(let key):
            [("what", "callback"), ("job", .text(key.id)), ("provider", .text(key.provider.rawValue))]
        case .attempt(let id): [("what", "webhook_attempt"), ("webhook", .text(id))]
        case .putAside(let id): [("what", "webhook_put_aside"), ("webhook", .text(id))]
        case .phase(let name): [("what", "phase_begins"), ("phase", .text(name))]
        }
    }

    private var words: String {
        switch what {
        case .answer(let request, let job):
            "Request \(shown(request)) is answered\(job.map { " with job \($0)" } ?? "")."
        case .pause(let request): "The answer to request \(shown(request)) goes on."
        case .keepAlive: "A connection is kept alive."
        case .connection: "A connection is closed, or a port opens."
        case .jobEnds(let key):
            moment == nil ? "Job \(key.id) does not end by time: it is stuck, or polls end it." : "Job \(key.id) ends."
        case .callback(let key): "The receiver is to be told that job \(key.id) has ended."
        case .attempt(let id): "Webhook \(id) is attempted."
        case .putAside(let id): "Webhook \(id) has waited long enough for the next one."
        case .phase(let name): "Phase \(name) begins."
        }
    }

    private func shown(_ request: Int?) -> String { request.map { "\($0)" } ?? "that is not written down yet" }
}
