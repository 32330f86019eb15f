import Core
import Judging

/// A request as it stands in a table.
struct RequestRow {
    /// `#3`
    let name: String
    let number: Int
    let at: String?
    let step: String
    let request: String
    let outcome: String
    let rules: [String]
    /// What else is to be known, in words.
    let remarks: [String]
    /// Some check that did not pass names it.
    let isProof: Bool
}

extension RunStory {
    /// The first requests, and those that prove something beyond them.
    func rows(_ most: Int) -> [RequestRow] {
        let first = record.exchanges.prefix(most)
        let further = record.exchanges.dropFirst(most).filter { proves[$0.number] != nil }
        return (first + further).map(row)
    }

    /// How many requests a table of so many leaves out, as a sentence; nil: none.
    func more(than most: Int) -> String? {
        let more = record.exchanges.dropFirst(most).count { proves[$0.number] == nil }
        if more == 0 { return nil }
        return "\(Words.count(more, "more request")) \(more == 1 ? "is" : "are") not shown; the JSON report has all."
    }

    private func row(_ exchange: Exchange) -> RequestRow {
        RequestRow(
            name: "#\(exchange.number)", number: exchange.number, at: times.text(exchange.at),
            step: exchange.step?.words.one ?? "–", request: request(exchange), outcome: exchange.outcome,
            rules: rules(exchange), remarks: remarks(exchange), isProof: proves[exchange.number] != nil)
    }

    private func remarks(_ exchange: Exchange) -> [String] {
        var remarks: [String] = []
        if let checks = proves[exchange.number] { remarks.append("see \(Words.list(checks.map(\.shown)))") }
        if let earlier = repeats[exchange.number] { remarks.append("the same as #\(earlier)") }
        if let retry = exchange.sdkRetry, retry > 0 { remarks.append("retry \(retry) by the client's library") }
        switch exchange.making {
        case .committed: remarks.append("made \((exchange.job ?? "a job").shown.shortened())" + (exchange.charge ?? ""))
        case .replayed: remarks.append("answered with \((exchange.job ?? "the job").shown.shortened()), made before")
        case .nothing: if let job = exchange.job { remarks.append("of \(job.shown.shortened())") }
        }
        switch exchange.link {
        case .expired: remarks.append("the link had expired")
        case .wrong: remarks.append("the link is not the server's")
        case .good, nil: break
        }
        if let wait = exchange.retryAfter { remarks.append("told to wait \(wait.shown)") }
        remarks += exchange.leaks.map { "a key arrived \($0.place.words.shown)" }
        if let why = exchange.why { remarks.append(why.shown.shortened(to: 200)) }
        return remarks
    }
}

extension Exchange {
    /// `, $1.20`; nil where what it cost is not known.
    fileprivate var charge: String? { (charged ?? price).map { ", \($0.dollars)" } }
}
