import Documents
import HTTPMessages
import Time

extension JournalEntry {
    /// As the control API shows it. Keys never appear: they are covered before an entry is made (`SecretCover`). An answer is the
    /// server's own, so its links lose their signatures only here.
    public var node: Node {
        [
            "number": Node(.number(Number(number))),
            "time": Node(.string(time.iso8601Milliseconds)),
            "at_ms": Node(.number(Number(Int(max(.zero, at - load) / .milliseconds(1))))),
            "real_ms": milliseconds(evidence.came),
            "real_end_ms": left.map(milliseconds) ?? nil,
            "held_ms": answered.map { Node(.number(Number(Int(max(.zero, $0 - at) / .milliseconds(1))))) } ?? nil,
            "phase": optional(phase),
            "connection": counted(evidence.connection.number),
            "request_on_connection": counted(Int(evidence.connection.ordinal)),
            "provider": optional(provider),
            "step": optional(step),
            "account": optional(account),
            "model": optional(model),
            "job": optional(job),
            "job_seen": evidence.sight.map(\.node) ?? nil,
            "fingerprint": optional(fingerprint),
            "attempt": counted(Int(evidence.attempt)),
            "sdk_retry": sdkRetry.map { Node(.number(Number($0))) } ?? nil,
            "committed": Node(.bool(evidence.making == .committed)),
            "replayed": Node(.bool(evidence.making == .replayed)),
            "price": money(evidence.price),
            "charged": money(charged),
            "why": optional(evidence.why),
            "request": requestNode,
            "response": responseNode,
            "rules": Node(.array(fired.map(\.node))),
            "unseen_rules": Node(
                .array(
                    unseen.map { unseen in
                        [
                            "rule": Node(.string(unseen.firing.rule)), "aspect": Node(.string(unseen.firing.aspect)),
                            "reason": Node(.string(unseen.reason)),
                        ]
                    })),
            "end": optional(end?.rawValue),
            "bytes_sent": Node(.number(Number(bytesSent))),
            "arrived_whole": arrivedWhole.map { Node(.bool($0)) } ?? nil,
        ]
    }

    /// 16 hexadecimal digits, the same for requests that are the same but for their headers.
    public var fingerprint: String? {
        guard evidence.fingerprint != 0 else { return nil }
        let digits = String(evidence.fingerprint, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The how-manieth time the client's library itself sends it again; 0 for the first time, nil where it says nothing.
    public var sdkRetry: Int? {
        for name in Self.retryCounts {
            if let count = request.headers[name].flatMap(Int.init), count >= 0 { return count }
        }
        return nil
    }

    /// What libraries count their own repetitions in: that of `openai` and what else Stainless makes [sdk], and two names that
    /// hand-written clients use [chosen].
    private static let retryCounts = ["x-stainless-retry-count", "x-retry-count", "x-retry-attempt"]

    private func milliseconds(_ nanoseconds: Int64) -> Node { Node(.number(Number(Int(nanoseconds / 1_000_000)))) }

    private func counted(_ number: Int) -> Node { number == 0 ? nil : Node(.number(Number(number))) }

    private func money(_ microdollars: Int64?) -> Node {
        microdollars.map { Node(.number(Number(text: Decimal(coefficient: Int128($0), exponent: -6).text))) } ?? nil
    }

    private var requestNode: Node {
        [
            "method": Node(.string(request.method)),
            "path": Node(.string(request.path)),
            "query": Node(.string(request.query)),
            "headers": headersNode(request.headers),
            "body": bodyNode(request.bytes),
        ]
    }

    /// null while the request is held, and when no byte was sent.
    private var responseNode: Node {
        guard let answered, status != 0 else { return nil }
        let (headers, body) = shownAnswer
        return [
            "status": Node(.number(Number(status))),
            "after_ms": Node(.number(Number(Int((answered - at + delay) / .milliseconds(1))))),
            "headers": headersNode(headers),
            "body": bodyNode(body),
        ]
    }

    /// The answer without the signatures of its links, and without other secrets of its addresses.
    public var shownAnswer: (headers: Headers, body: [UInt8]) {
        let headers = cover.covered(responseHeaders) ?? responseHeaders
        guard let document = try? JSONReader.read(responseBody) else {
            let shown = String(validating: responseBody, as: UTF8.self).flatMap { cover.covered($0) }
            return (headers, shown.map { Array($0.utf8) } ?? responseBody)
        }
        let shown = cover.coveringAddresses(document.root)
        return (headers, shown == document.root ? responseBody : shown.json())
    }

    private func headersNode(_ headers: Headers) -> Node {
        Node(.array(headers.map { [Node(.string($0.name)), Node(.string($0.value))] }))
    }

    /// JSON as JSON, other text as text, other bytes as their number.
    private func bodyNode(_ bytes: [UInt8]) -> Node {
        if bytes.isEmpty { return nil }
        if let document = try? JSONReader.read(bytes) { return document.root }
        if let text = String(validating: bytes, as: UTF8.self) { return Node(.string(text)) }
        return Node(.string("<\(bytes.count) bytes>"))
    }

    private func optional(_ text: String?) -> Node {
        text.map { Node(.string($0)) } ?? nil
    }
}

extension JobSight {
    fileprivate var node: Node {
        [
            "status": Node(.string(state)), "age_ms": Node(.number(Number(Int(age / .milliseconds(1))))),
            "polls": Node(.number(Number(polls))),
        ]
    }
}

extension JournalEntry.Firing {
    /// With the error that was asked for and the one that was given, where they differ.
    fileprivate var node: Node {
        let node: Members = ["rule": Node(.string(rule)), "aspect": Node(.string(aspect))]
        guard let substitution else { return Node(.object(node)) }
        let errors = [("asked", substitution.asked), ("given", substitution.given)]
        return Node(
            .object(Members(Array(node) + errors.map { Members.Member(key: $0.0, value: Node(.string($0.1))) })))
    }
}
