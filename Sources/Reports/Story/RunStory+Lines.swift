import Core
import Judging

extension RunStory {
    /// What it cost, a line each where there is something to compare with.
    var costSentences: [String] {
        let sentences = costs.map(\.sentence)
        let accounts = accounts.isEmpty ? [] : ["By account: \(Words.few(accounts))"]
        return healthy == nil ? [sentences.joined(separator: ", ")] + accounts : sentences + accounts
    }

    var realSentence: String { "\(realCost.drill)" + (realCost.healthy.map { " (healthy day: \($0))." } ?? ".") }

    /// A drill among many: `no_duplicate_creates; 6 requests, $2.40`.
    var inALine: String {
        let checks = (failed + undecided).map(\.check.shown)
        let paid = "\(Words.count(record.exchanges.count + record.dropped, "request")), \(record.spent.dollars)"
        return checks.isEmpty ? paid : "\(Words.few(checks)); \(paid)"
    }
}
