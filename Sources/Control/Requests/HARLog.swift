import DialectKit
import Digests
import Documents
import HTTPMessages
import Journal
import Time

/// Entries as a log in the form HAR 1.2, which the developer tools of browsers open.
enum HARLog {
    private static let unknownSize: Node = -1
    private static let httpVersion: Node = "HTTP/1.1"

    static func node(_ entries: [JournalEntry], comment: String, version: String) -> Node {
        [
            "log": [
                "version": "1.2",
                "creator": ["name": "understudy", "version": Node(.string(version))],
                "pages": [],
                "entries": Node(.array(entries.map(node(of:)))),
                "comment": Node(
                    .string(
                        "\(comment) Keys are not kept: \(KeptSecret.variable) stands for the client's. What else was secret is ***."
                    )),
            ]
        ]
    }

    /// Times are of the scenario.
    private static func node(of entry: JournalEntry) -> Node {
        let took = entry.answered.map { max(0, Int(($0 - entry.at + entry.delay) / .milliseconds(1))) } ?? 0
        return [
            "startedDateTime": Node(.string(entry.time.iso8601Milliseconds)),
            "time": Node(.number(Number(took))),
            "request": request(of: entry),
            "response": response(of: entry),
            "cache": [:],
            "timings": ["send": 0, "wait": Node(.number(Number(took))), "receive": 0],
            "comment": Node(.string(comment(on: entry))),
            "_number": Node(.number(Number(entry.number))),
        ]
    }

    private static func comment(on entry: JournalEntry) -> String {
        let step = entry.step.map { " (\($0) of \(entry.provider ?? "no provider"))" } ?? ""
        let rules = entry.fired.map { "rule `\($0.rule)`: \($0.aspect)" }
        let link = entry.hasSignedLink ? ["a signed link must be asked for again, since its signature is not kept"] : []
        return (["request \(entry.number)\(step)"] + rules + link).joined(separator: "; ")
    }

    private static func request(of entry: JournalEntry) -> Node {
        let request = entry.request
        let query = KeptSecret.query(request.query, key: KeptSecret.variable)
        var members: Members = [
            "method": Node(.string(request.method)), "url": Node(.string(entry.url(key: KeptSecret.variable))),
            "httpVersion": httpVersion, "cookies": [],
            "headers": pairs(
                request.headers.map { ($0.name, KeptSecret.header($0.name, $0.value, key: KeptSecret.variable)) }),
            "queryString": pairs(queryValues(query).map { ($0.name, $0.value) }),
            "headersSize": unknownSize, "bodySize": Node(.number(Number(request.bytes.count))),
        ]
        if !request.bytes.isEmpty {
            let type = request.headers["Content-Type"] ?? ""
            let text = String(validating: request.bytes, as: UTF8.self) ?? "<\(request.bytes.count) bytes>"
            members.append(
                Members.Member(
                    key: "postData", value: ["mimeType": Node(.string(type)), "text": Node(.string(text))]))
        }
        return Node(.object(members))
    }

    /// A request without an answer has the status 0, as browsers write one that failed.
    private static func response(of entry: JournalEntry) -> Node {
        let shown = entry.shownAnswer
        return [
            "status": Node(.number(Number(entry.status))), "statusText": "", "httpVersion": httpVersion, "cookies": [],
            "headers": pairs(shown.headers.map { ($0.name, $0.value) }),
            "content": content(of: shown.body, type: shown.headers["Content-Type"] ?? ""),
            "redirectURL": Node(.string(shown.headers["Location"] ?? "")), "headersSize": unknownSize,
            "bodySize": Node(.number(Number(entry.bytesSent))),
        ]
    }

    private static func content(of body: [UInt8], type: String) -> Node {
        let size = Node(.number(Number(body.count)))
        if let text = String(validating: body, as: UTF8.self) {
            return ["size": size, "mimeType": Node(.string(type)), "text": Node(.string(text))]
        }
        return [
            "size": size, "mimeType": Node(.string(type)), "text": Node(.string(Base64.encode(body))),
            "encoding": "base64",
        ]
    }

    private static func pairs(_ pairs: [(String, String)]) -> Node {
        Node(.array(pairs.map { ["name": Node(.string($0.0)), "value": Node(.string($0.1))] }))
    }
}
