import DialectKit
import Engine

/// What `GET …/webhooks/{id}` asks for.
struct OneWebhookQuery: Sendable {
    /// First wait until the webhook is acknowledged, or has ended otherwise.
    var waits = false
    /// For so long at most.
    var timeout = Wait.standardLimit

    init(_ query: String) throws(RequestProblem) {
        var hasTimeout = false
        for (name, value) in queryValues(query) {
            switch (name, value) {
            case ("wait", "acknowledged"):
                waits = true
            case ("timeout", _):
                guard let span = WaitTimeout.parse(value) else { throw RequestProblem(WaitTimeout.rule) }
                (timeout, hasTimeout) = (span, true)
            default:
                throw RequestProblem("Unknown parameter `\(name)=\(value)`; there are wait=acknowledged and timeout.")
            }
        }
        if hasTimeout, !waits { throw RequestProblem("`timeout` goes with wait=acknowledged.") }
    }
}
