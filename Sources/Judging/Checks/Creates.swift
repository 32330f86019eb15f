import Core
import HTTPMessages
import Scenario

extension Inquiry {
    /// `no_duplicate_creates`: two equal creates that were both answered are two wishes, unless `strict` says otherwise.
    func noDuplicateCreates() -> Judgement {
        let within = expectation.duration("within") ?? .seconds(3_600)
        let isStrict = expectation.flag("strict") ?? false
        let creates = exchanges.filter { $0.isCreate && $0.making == .committed }
        guard !creates.isEmpty else { return .silent("No create became a job.") }
        let lost = creates.filter { !$0.isAnswered && $0.end != nil }
        var judgement = Judgement(
            praise: lost.isEmpty
                ? "\(counted(creates.count, "create")) became jobs, and each was answered."
                : "The answer to \(listed(lost.map(\.number))) did not arrive, and it was not created again.")
        var seen: Set<UInt64> = []
        for first in creates where first.fingerprint != 0 && seen.insert(first.fingerprint).inserted {
            let chain = repeats(in: creates.filter { $0.isSame(as: first) }, within: within, strict: isStrict)
            guard chain.count > 1 else { continue }
            report(chain, &judgement)
        }
        return judgement
    }

    /// A create, and those that repeated it although it had been accepted.
    private func repeats(in group: [Exchange], within: Duration, strict: Bool) -> [Exchange] {
        var chain: [Exchange] = []
        for create in group {
            guard let last = chain.last else {
                if strict || !create.isAnswered { chain = [create] }
                continue
            }
            if span(from: last, to: create) <= within {
                chain.append(create)
            } else if chain.count == 1 {
                chain = [create]
            }
        }
        return chain
    }

    private func report(_ chain: [Exchange], _ judgement: inout Judgement) {
        let numbers = chain.map { "#\($0.number)" }.joined(separator: " → ")
        let became = chain.count == 2 ? "both became jobs" : "all \(chain.count) became jobs"
        let apart: Sentence =
            chain.count == 2
            ? "\(real: span(from: chain[0], to: chain[1])) apart"
            : "\(real: span(from: chain[0], to: chain[chain.count - 1])) from the first to the last"
        let prices = chain.map { $0.charged ?? $0.price ?? .zero }
        let cost: Sentence =
            Set(prices).count == 1 ? ", \(prices[0]) each" : ", \(prices.reduce(.zero, +)) in all"
        judgement.fail(
            "\(numbers), \(apart): the same body, \(became)\(prices.allSatisfy { $0 == .zero } ? "" : cost).", chain)
        let lost = chain.dropLast().filter { !$0.isAnswered }
        if let first = lost.first {
            judgement.failures.append("\(Self.loss(of: first, andMore: lost.count - 1))")
        }
        judgement.jobs += chain.compactMap(\.job)
        judgement.advice = adviceAfterLoss(at: chain[0].provider)
    }

    private static func loss(of create: Exchange, andMore more: Int) -> String {
        let others = more > 0 ? ", and \(more) more," : ""
        if create.status >= 400, create.arrivedWhole == true {
            return "#\(create.number)\(others) had been accepted although \(create.status) was answered."
        }
        if create.end == .clientGone {
            return "#\(create.number)\(others) had been accepted when the client hung up."
        }
        return "The answer to #\(create.number)\(others) was lost after it was accepted."
    }
}
