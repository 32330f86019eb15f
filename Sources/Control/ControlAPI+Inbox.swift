import Core
import DialectKit
import Documents
import Engine
import HTTPMessages
import Journal

extension ControlAPI {
    /// Takes what comes. Its own query says what it is answered: `status` (200), for the first `times` messages alone if
    /// that is there, and `retry_after` in seconds.
    func receive(_ request: Request, inInbox name: String, _ sandbox: Sandbox) -> Response {
        guard InboxName.isGood(name[...]) else { return .problem(404, InboxName.rule) }
        var status = 200
        var times = Int.max
        var retryAfter: Int?
        for (parameter, value) in queryValues(request.query) {
            switch parameter {
            case "status":
                guard let number = plainInteger(value), (200...599).contains(number) else {
                    return .problem(400, "`status` must be a number from 200 to 599, not `\(value)`.")
                }
                status = number
            case "times", "retry_after":
                guard let number = plainInteger(value) else {
                    return .problem(400, "`\(parameter)` must be a whole number, not `\(value)`.")
                }
                if parameter == "times" { times = number } else { retryAfter = number }
            // Clients put parameters of their own into the addresses they give.
            default: break
            }
        }
        let isScripted = sandbox.inboxTotal(name) < times
        let answered = isScripted ? status : 200
        guard sandbox.receive(request, inInbox: name, answering: answered) else {
            return .problem(503, "There are too many inboxes in this sandbox.")
        }
        var response = Response.json(answered, ["received": true])
        if isScripted, let retryAfter { response.headers.append("Retry-After", "\(retryAfter)") }
        return response
    }

    func messages(_ name: String, _ sandbox: Sandbox) -> Response {
        guard InboxName.isGood(name[...]) else { return .problem(404, InboxName.rule) }
        let view = sandbox.inbox(name)
        return .json(
            200,
            [
                "total": Node(.number(Number(view.total))), "dropped": Node(.number(Number(view.dropped))),
                "messages": Node(.array(view.messages.map(\.node))),
            ])
    }
}
