import DialectKit
import Engine

/// What `GET …/webhooks/{id}` asks for.
struct OneWebhookQuery: Sendable {
    struct Failure: Error {
        var message: String
    }

    /// First wait until the webhook is acknowledged, or has ended otherwise.
    var waits = false
    /// For so long at most.
    var timeout = Wait.standardLimit

    init(_ query: String) throws(Failure) {
        var hasTimeout = false
        for (name, value) in queryValues(query) {
            switch (name, value) {
            case ("wait", "acknowledged"):
                waits = true
            case ("timeout", _):
                guard let span = WaitTimeout.parse(value) else { throw Failure(message: WaitTimeout.rule) }
                (timeout, hasTimeout) = (span, true)
            default:
                throw Failure(
                    message: "Unknown parameter `\(name)=\(value)`; there are wait=acknowledged and timeout.")
            }
        }
        if hasTimeout, !waits { throw Failure(message: "`timeout` goes with wait=acknowledged.") }
    }
}
