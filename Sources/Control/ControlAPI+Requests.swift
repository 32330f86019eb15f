import DialectKit
import Documents
import Engine
import HTTPMessages
import Journal

extension ControlAPI {
    private static let filters = ["provider", "step", "account", "model", "job", "status"]

    /// The journal, oldest first: `limit` (100, at most 1,000) entries after the number `after`, narrowed by equal fields.
    func requests(_ request: Request, _ sandbox: Sandbox) -> Response {
        var after = 0
        var limit = 100
        var wanted: [(name: String, value: String)] = []
        for (name, value) in queryValues(request.query) {
            switch name {
            case "after", "limit":
                guard let number = Int(value), number >= 0 else {
                    return .problem(400, "`\(name)` must be a whole number, not `\(value)`.")
                }
                if name == "after" { after = number } else { limit = min(max(number, 1), 1_000) }
            case _ where Self.filters.contains(name): wanted.append((name, value))
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
