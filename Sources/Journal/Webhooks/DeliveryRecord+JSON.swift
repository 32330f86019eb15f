import Digests
import Documents
import HTTPMessages
import Time

extension DeliveryRecord {
    /// As the control API shows it.
    ///
    /// - Parameter calendar: the calendar's time at a moment.
    public func node(_ calendar: (Moment) -> Timestamp) -> Node {
        [
            "number": Node(.number(Number(number))),
            "id": Node(.string(id)),
            "type": Node(.string(type)),
            "job": Node(.string(job)),
            "provider": Node(.string(provider)),
            "account": Node(.string(account)),
            "url": Node(.string(SecretCover.covered(receiver: url))),
            "created_at": Node(.string(createdTime.iso8601Milliseconds)),
            "state": Node(.string(state.rawValue)),
            "next_attempt_at": nextAttempt.map { Node(.string(calendar($0).iso8601Milliseconds)) } ?? nil,
            "detail": detail.map { Node(.string($0)) } ?? nil,
            "faults": Node(.array(faults.map { Node(.string($0)) })),
            "attempt_count": Node(.number(Number(attemptCount))),
            "attempts": Node(.array(attempts.map { $0.node(calendar) })),
        ]
    }

    /// A row for each attempt, as for an export; one row without an attempt when there was none.
    public func rows(_ calendar: (Moment) -> Timestamp) -> [Node] {
        let common: [(String, Node)] = [
            ("event_id", Node(.string(id))), ("event_type", Node(.string(type))), ("task_id", Node(.string(job))),
            ("provider", Node(.string(provider))), ("url", Node(.string(SecretCover.covered(receiver: url)))),
            ("faults", Node(.array(faults.map { Node(.string($0)) }))),
        ]
        func row(_ rest: [(String, Node)]) -> Node {
            Node(.object(Members((common + rest).map { Members.Member(key: $0.0, value: $0.1) })))
        }
        guard !attempts.isEmpty else { return [row([("outcome", Node(.string(state.rawValue)))])] }
        return attempts.enumerated().map { index, attempt in
            let isLast = index == attempts.count - 1
            let next: Node = isLast ? nextAttempt.map { Node(.string(calendar($0).iso8601Milliseconds)) } ?? nil : nil
            let shown = attempt.node(calendar).object?.map { ($0.key, $0.value) } ?? []
            return row(shown + [("next_attempt_at", next)])
        }
    }
}

extension DeliveryRecord.Attempt {
    func node(_ calendar: (Moment) -> Timestamp) -> Node {
        [
            "attempt": Node(.number(Number(number))),
            "scheduled_at": Node(.string(calendar(scheduled).iso8601Milliseconds)),
            "started_at": Node(.string(calendar(started).iso8601Milliseconds)),
            "finished_at": finished.map { Node(.string(calendar($0).iso8601Milliseconds)) } ?? nil,
            "wall_started_at": Node(.string(wallStarted.iso8601Milliseconds)),
            "took_ms": took.map { Node(.number(Number(Int($0.nanoseconds / 1_000_000)))) } ?? nil,
            "resolved_ip": address.map { Node(.string($0)) } ?? nil,
            "request": [
                "headers": headers.pairs,
                "body": Self.shown(body),
                "body_sha256": Node(.string(Hex.encode(SHA256.hash(body)))),
            ],
            "signature_scheme": Node(.string(scheme)),
            "key_ids": Node(.array(keys.map { Node(.string($0)) })),
            "forged": Node(.bool(isForged)),
            "response": response,
            "outcome": Node(.string(outcome.rawValue)),
            "reason": reason.map { Node(.string($0.rawValue)) } ?? nil,
            "detail": detail.map { Node(.string($0)) } ?? nil,
        ]
    }

    private var response: Node {
        guard let status else { return nil }
        return [
            "status": Node(.number(Number(status))), "headers": responseHeaders.pairs,
            "body_prefix": Self.shown(responsePrefix),
        ]
    }

    /// As text, byte for byte, so that a signature can be checked over it; what is no text as its length.
    private static func shown(_ bytes: [UInt8]) -> Node {
        if let text = String(validating: bytes, as: UTF8.self) { return Node(.string(text)) }
        return Node(.string("<\(bytes.count) bytes>"))
    }
}

extension Headers {
    /// A list of names and values, in order.
    var pairs: Node { Node(.array(map { [Node(.string($0.name)), Node(.string($0.value))] })) }
}
