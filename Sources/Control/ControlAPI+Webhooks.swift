import Core
import DialectKit
import Digests
import Documents
import Engine
import HTTPMessages
import Journal

extension ControlAPI {
    private static let filters = ["id", "job", "provider", "type", "state"]

    private static let choices = [
        "provider": Provider.allCases.map(\.rawValue), "state": DeliveryRecord.State.allCases.map(\.rawValue),
    ]

    /// The delivery log, oldest first, narrowed by equal fields: whole records, or with `format=ndjson` a line for each
    /// attempt.
    func log(_ request: Request, _ sandbox: Sandbox) -> Response {
        var limit = 1_000
        var isLines = false
        var wanted: [(name: String, value: String)] = []
        for (name, value) in queryValues(request.query) {
            switch (name, value) {
            case ("limit", _):
                guard let number = Int(value), number > 0 else {
                    return .problem(400, "`limit` must be a whole number of at least 1, not `\(value)`.")
                }
                limit = number
            case ("format", "json"): isLines = false
            case ("format", "ndjson"): isLines = true
            case ("format", _): return .problem(400, "`format` is json or ndjson, not `\(value)`.")
            case _ where Self.filters.contains(name):
                if let problem = Response.unknownChoice(value, of: name, Self.choices) { return problem }
                wanted.append((name, value))
            default:
                let known = (["limit", "format"] + Self.filters).joined(separator: ", ")
                return .problem(400, "Unknown parameter `\(name)`; there are \(known).")
            }
        }
        let found = sandbox.webhookLog { record in wanted.allSatisfy { record.field($0.name) == $0.value } }
        let records = found.records.suffix(limit)
        return isLines ? lines(records, sandbox) : list(records, found, sandbox)
    }

    private func list(_ records: ArraySlice<DeliveryRecord>, _ found: Sandbox.Webhooks, _ sandbox: Sandbox) -> Response
    {
        let calendar = sandbox.calendar
        return .json(
            200,
            [
                "total": Node(.number(Number(found.total))), "dropped": Node(.number(Number(found.dropped))),
                "pending": Node(.number(Number(found.pending))),
                "matching": Node(.number(Number(found.records.count))),
                "webhooks": Node(.array(records.map { $0.node(calendar) })),
            ])
    }

    private func lines(_ records: ArraySlice<DeliveryRecord>, _ sandbox: Sandbox) -> Response {
        let calendar = sandbox.calendar
        let lines = records.flatMap { $0.rows(calendar) }.flatMap { $0.json() + [UInt8(ascii: "\n")] }
        return Response(
            status: 200, headers: ["Content-Type": "application/x-ndjson", "Cache-Control": "no-store"], body: lines)
    }

    func one(_ id: String, _ request: Request, _ sandbox: Sandbox, _ exchange: ControlExchange) {
        let query: OneWebhookQuery
        do {
            query = try OneWebhookQuery(request.query)
        } catch {
            return exchange.answer(.problem(400, error.message))
        }
        guard sandbox.webhook(id) != nil || query.waits && sandbox.callsBack(job: id) else {
            return exchange.answer(.noWebhook(id))
        }
        if query.waits { return wait(for: id, atMost: query.timeout, sandbox, exchange) }
        let record = sandbox.webhook(id)
        exchange.answer(record.map { .json(200, $0.node(sandbox.calendar)) } ?? .noWebhook(id))
    }

    /// The answer comes when the webhook was taken: 200. One that ended otherwise is a 409.
    private func wait(for id: String, atMost limit: Duration, _ sandbox: Sandbox, _ exchange: ControlExchange) {
        exchange.owns(
            sandbox.waitForWebhook(id, atMost: limit) { end in
                if case .reached(let record) = end {
                    let status = record.isAcknowledged ? 200 : 409
                    return exchange.answer(.json(status, record.node(sandbox.calendar)))
                }
                let problem = end.problem {
                    let state = sandbox.webhook(id).map { "it is `\($0.state.rawValue)`" } ?? "its job has not ended"
                    return "The webhook was not acknowledged before `timeout` was over: \(state)."
                }
                if let problem { exchange.answer(problem) }
            })
    }

    func redeliver(_ id: String, _ sandbox: Sandbox) -> Response {
        switch sandbox.redeliver(id) {
        case .unknown: .noWebhook(id)
        case .underWay: .problem(409, "The webhook `\(id)` has not ended yet.")
        case .begun: .json(202, ["redelivering": Node(.string(id))])
        }
    }

    /// The public keys that receivers of fal's webhooks fetch (webhook-conventions.md §3.4).
    func keys(_ sandbox: Sandbox) -> Response {
        let keys = sandbox.webhookPublicKeys.map { key -> Node in
            ["kty": "OKP", "crv": "Ed25519", "x": Node(.string(Base64.encodeURL(key)))]
        }
        return .json(200, ["keys": Node(.array(keys))])
    }
}

extension Response {
    fileprivate static func noWebhook(_ id: String) -> Response {
        problem(404, "There is no webhook `\(id)`, and no job of that id has one.")
    }
}

extension DeliveryRecord {
    fileprivate func field(_ name: String) -> String? {
        switch name {
        case "id": id
        case "job": job
        case "provider": provider
        case "type": type
        case "state": state.rawValue
        default: nil
        }
    }
}
