import Core
import DialectKit
import Digests
import Documents
import Engine
import HTTPMessages
import Journal

extension ControlAPI {
    private static let filters: [ListFilter<DeliveryRecord>] = [
        .text("id") { $0.id },
        .text("job") { $0.job },
        .word("provider", Provider.allCases.map(\.rawValue)) { $0.provider },
        .glob("type") { $0.type },
        .word("state", DeliveryRecord.State.allCases.map(\.rawValue)) { $0.state.rawValue },
    ]

    /// The delivery log, narrowed and page by page: whole records, or with `format=ndjson` a line for each attempt.
    func log(_ request: Request, _ sandbox: Sandbox) -> Response {
        let query: ListQuery<DeliveryRecord, Int>
        do {
            query = try ListQuery(
                request.query, Self.filters, options: [ListOption(name: "format", words: ["json", "ndjson"])])
        } catch {
            return error.response
        }
        let log = sandbox.webhookLog()
        let page = query.page(of: log.records, by: \.number)
        let calendar = sandbox.calendar
        if query.options["format"] == "json" {
            return .json(
                200,
                page.node(
                    "webhooks", total: log.total, dropped: log.dropped,
                    ["pending": Node(.number(Number(log.pending)))]
                ) { $0.node(calendar) })
        }
        let counts = EntryFormat.Counts(
            total: log.total, dropped: log.dropped, matching: page.matching, next: page.next)
        return EntryFormat.lines(page.items.flatMap { $0.rows(calendar) }, counts)
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
