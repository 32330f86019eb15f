import Core
import DialectKit
import Documents
import Engine
import HTTPMessages
import Journal

extension ControlAPI {
    private static let filters = ["provider", "step", "account", "model", "job", "status"]

    private static let choices = [
        "provider": Provider.allCases.map(\.rawValue), "step": Step.allCases.map(\.rawValue),
    ]

    /// The journal, oldest first: `limit` (100, at most 1,000) entries after the number `after`, narrowed by equal fields.
    func requests(_ request: Request, _ sandbox: Sandbox) -> Response {
        var after = 0
        var limit = 100
        var wanted: [(name: String, value: String)] = []
        for (name, value) in queryValues(request.query) {
            switch name {
            case "after", "limit":
                let least = name == "after" ? 0 : 1
                guard let number = Int(value), number >= least else {
                    return .problem(400, "`\(name)` must be a whole number of at least \(least), not `\(value)`.")
                }
                if name == "after" { after = number } else { limit = min(number, 1_000) }
            case "status" where plainInteger(value) == nil:
                return .problem(400, "`status` must be a whole number such as 429, not `\(value)`.")
            case _ where Self.filters.contains(name):
                if let problem = Response.unknownChoice(value, of: name, Self.choices) { return problem }
                wanted.append((name, value))
            default:
                let known = (["after", "limit"] + Self.filters).joined(separator: ", ")
                return .problem(400, "Unknown parameter `\(name)`; there are \(known).")
            }
        }
        return list(sandbox, after: after, limit: limit, wanted)
    }

    private func list(
        _ sandbox: Sandbox, after: Int, limit: Int, _ wanted: [(name: String, value: String)]
    ) -> Response {
        let journal = sandbox.requests
        let found = journal.find(after: after, limit: limit) { line in
            wanted.allSatisfy { line.field($0.name) == $0.value }
        }
        return .json(
            200,
            [
                "total": Node(.number(Number(journal.total))),
                "dropped": Node(.number(Number(journal.dropped))),
                "matching": Node(.number(Number(found.matching))),
                "requests": Node(.array(found.entries.map(\.node))),
            ])
    }
}

extension Journal.Line {
    fileprivate func field(_ name: String) -> String? {
        switch name {
        case "provider": provider
        case "step": step
        case "account": account
        case "model": model
        case "job": job
        case "status": String(status)
        default: nil
        }
    }
}
