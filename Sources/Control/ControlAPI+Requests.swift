import DialectKit
import Documents
import Engine
import HTTPMessages
import Journal
import Scenario

extension ControlAPI {
    /// `GET`: the journal, narrowed and page by page. `DELETE`: empties it.
    func answerRequests(_ request: Request, _ sandbox: Sandbox) -> Response {
        request.method == "DELETE" ? emptyJournal(of: sandbox) : requests(request, sandbox)
    }

    private func requests(_ request: Request, _ sandbox: Sandbox) -> Response {
        let query: ListQuery<Journal.Line, Int>
        do {
            query = try ListQuery(
                request.query, ListFilter.requests(now: sandbox.clock.time), options: [EntryFormat.option])
        } catch {
            return error.response
        }
        let journal = sandbox.requests
        let page = query.page(of: journal.lines, by: \.number)
        let format = query.options[EntryFormat.option.name].flatMap { EntryFormat(rawValue: $0) } ?? .json
        if format == .json {
            return .json(
                200,
                page.node("requests", total: journal.total, dropped: journal.dropped) { $0.whole.node })
        }
        let counts = EntryFormat.Counts(
            total: journal.total, dropped: journal.dropped, matching: page.matching, next: page.next)
        return format.response(page.items.map(\.whole), counts, version: target.version)
    }

    /// Numbers go on, so that `after` stays good for whoever reads it piece by piece.
    private func emptyJournal(of sandbox: Sandbox) -> Response {
        let emptied = sandbox.emptyJournal()
        return .json(
            200,
            [
                "removed": Node(.number(Number(emptied.removed))),
                "next_number": Node(.number(Number(emptied.next))),
            ])
    }

    /// One entry, in any of the formats.
    func request(_ text: String, _ request: Request, _ sandbox: Sandbox) -> Response {
        var format = EntryFormat.json
        do {
            for (name, value) in queryValues(request.query) {
                guard name == EntryFormat.option.name else {
                    return .problem(400, "Unknown parameter `\(name)`; there is \(EntryFormat.option.name).")
                }
                let word = try RequestProblem.word(value, of: name, EntryFormat.option.words)
                format = EntryFormat(rawValue: word) ?? .json
            }
        } catch {
            return error.response
        }
        let journal = sandbox.requests
        guard let entry = plainInteger(text).flatMap({ journal[$0] }) else { return .noEntry(text, journal) }
        if format == .json { return .json(200, entry.node) }
        let counts = EntryFormat.Counts(total: journal.total, dropped: journal.dropped, matching: 1)
        return format.response([entry], counts, version: target.version)
    }

    /// Which rule decided about a request that came, and why the others did not.
    func explain(entry text: String, _ request: Request, _ sandbox: Sandbox) -> Response {
        if let (name, _) = queryValues(request.query).first {
            return .problem(400, "Unknown parameter `\(name)`; there is none.")
        }
        let journal = sandbox.requests
        guard let number = plainInteger(text), let entry = journal[number] else { return .noEntry(text, journal) }
        guard let explanation = sandbox.explain(entry: number) else {
            return .problem(409, "No provider claimed the request \(number), so no rule was asked about it.")
        }
        let replaced =
            "Another scenario came into force since: what its rules say is told as if they had been asked, what happened as it did."
        return .json(
            200,
            [
                "number": Node(.number(Number(number))),
                "scenario": Node(.string(explanation.scenario)),
                "replaced": Node(.bool(explanation.isReplaced)),
                "note": explanation.isReplaced ? Node(.string(replaced)) : nil,
                "elapsed_ms": Node(.number(Number(Int(explanation.elapsed / .milliseconds(1))))),
                "status": entry.status == 0 ? nil : Node(.number(Number(entry.status))),
                "rules": Node(.array(explanation.lines.map(node(of:)))),
            ])
    }
}

extension Response {
    fileprivate static func noEntry(_ text: String, _ journal: Journal) -> Response {
        guard let number = plainInteger(text) else {
            return problem(404, "A request is named by its number, a whole number of at least 1, not by `\(text)`.")
        }
        guard let first = journal.lines.first?.number, let last = journal.lines.last?.number else {
            return problem(404, "There is no request \(number): the journal is empty.")
        }
        return problem(
            404,
            "There is no request \(number) in the journal: it has those from \(first) to \(last), and \(journal.dropped) were dropped."
        )
    }
}
