import Core
import DialectKit
import Documents

/// What an error says beside its code, so that a program can go on by itself (lemondata.md §4.1 [docs]).
struct Hints {
    /// Instead of the usual one.
    var message: String?
    var members: [Members.Member] = []

    mutating func add(_ key: String, _ value: Node) {
        members.append(Members.Member(key: key, value: value))
    }
}

extension LemonDataDialect {
    func hints(for refusal: Refusal, _ form: ErrorForm, _ wait: Wait, in context: Context) -> Hints {
        switch form.code {
        case "rate_limit_exceeded": rateHints(refusal, wait)
        case "insufficient_balance": balanceHints(refusal)
        case "all_channels_failed": outageHints(refusal, wait)
        default: Hints()
        }
    }

    private func rateHints(_ refusal: Refusal, _ wait: Wait) -> Hints {
        var hints = Hints()
        if refusal.reason == .rateLimited { hints.message = "Rate limit: \(wait.limit.limit) rpm exceeded" }
        if let seconds = wait.seconds { hints.add(Fact.hint, Node(.string("Rate limited. Retry after \(seconds)s."))) }
        return hints
    }

    private func balanceHints(_ refusal: Refusal) -> Hints {
        var hints = Hints()
        guard case .purchase(let id, let price, let left) = refusal.facts else { return hints }
        let balance = left ?? .zero
        hints.message =
            "Insufficient balance: need ~$\(price.shown) for \(id), but balance is $\(balance.shown)."
        hints.add("balance_usd", balance.node)
        hints.add("estimated_cost_usd", price.node)
        let cheaper = models.affordable(with: balance)
        if !cheaper.isEmpty { hints.add(Fact.suggestions, .ids(cheaper)) }
        hints.add(Fact.hint, "Try a cheaper model or top up.")
        return hints
    }

    private func outageHints(_ refusal: Refusal, _ wait: Wait) -> Hints {
        var hints = Hints()
        guard case .purchase(let id, _, _) = refusal.facts, let model = models[id] else { return hints }
        hints.message = "Model \(id) temporarily unavailable"
        let others = models.alternatives(to: model)
        hints.add(
            "alternatives",
            Node(.array(others.map { ["id": Node(.string($0.id)), "status": "available", "tags": []] })))
        let retry = wait.seconds.map { "Retry in \($0)s or switch" } ?? "Switch"
        hints.add(Fact.hint, Node(.string("\(retry) to an available model.")))
        return hints
    }
}

extension ModelList {
    /// The cheapest first, at most three [chosen].
    fileprivate func affordable(with balance: Money) -> [Model] {
        let able = all.compactMap { model in model.price.map { (price: $0, model: model) } }
            .filter { $0.price <= balance.decimal }
        let sorted = able.enumerated().sorted {
            ($0.element.price, $0.offset) < ($1.element.price, $1.offset)
        }
        return sorted.prefix(Bound.suggestions).map(\.element.model)
    }

    /// Those of the same owner, then by success of the day; at most three [chosen].
    fileprivate func alternatives(to model: Model) -> [Model] {
        let others = recommended(for: model.category).filter { $0.id != model.id }
        let siblings = others.filter { $0.owner == model.owner }
        return Array((siblings + others.filter { $0.owner != model.owner }).prefix(Bound.suggestions))
    }
}

extension Money {
    /// Four places, as in the documentation's example.
    fileprivate var shown: String { decimal.rounded(toPlaces: 4).text(atLeastPlaces: 4) }
}
