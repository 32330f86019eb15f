import Core
import Documents
import Judging
import Time

extension RunRecord.Rule {
    var node: Node {
        [
            "name": .text(name), "phase": .text(phase), "matched": .number(matched), "showed": .number(showed),
            "masked": .number(masked),
        ]
    }
}

extension RunRecord.CommandEnd {
    /// One of three is a value, the others are null.
    var node: Node {
        switch self {
        case .exit(let code): ["exit": .number(code), "signal": nil, "still_running_after_ms": nil]
        case .signal(let name): ["exit": nil, "signal": .text(name), "still_running_after_ms": nil]
        case .stillRunning(let patience):
            ["exit": nil, "signal": nil, "still_running_after_ms": .number(patience.milliseconds)]
        }
    }
}

extension Exchange.Effect {
    var node: Node { ["rule": .text(rule), "aspect": .text(aspect), "unseen": .text(unseen)] }
}

extension Exchange {
    /// As the journal has it: 16 hex digits; nil where none was taken.
    var fingerprintText: String? {
        if fingerprint == 0 { return nil }
        let digits = String(fingerprint, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Exchange.Link {
    var word: String {
        switch self {
        case .good: "good"
        case .expired: "expired"
        case .wrong: "wrong"
        }
    }
}

extension Exchange.Leak.Place {
    /// Where a key arrived.
    var words: String {
        switch self {
        case .query(let name): "in the query, as \(name)"
        case .body: "in the body"
        case .base(let provider, let key): "at \(provider.title), and it is a key of \(key.title)"
        case .redirect: "at another host, after a redirect"
        case .callback: "in the address of a webhook's receiver"
        case .download: "at a file that is fetched without one"
        }
    }
}
