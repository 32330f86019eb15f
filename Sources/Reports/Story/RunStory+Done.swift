import Judging

extension RunStory {
    /// What was done to the client, a sentence each: the rules that showed, and where.
    var done: [String] {
        let showed = record.rules.filter { $0.showed > 0 }
        if record.rules.isEmpty { return ["Nothing: no rule was in force."] }
        if showed.isEmpty { return ["Nothing: no rule of the scenario showed."] }
        let entries = entriesByRule
        return showed.map { rule in
            let numbers = (entries[rule.name] ?? []).map { "#\($0)" }
            let where_ = numbers.isEmpty ? "" : ", at \(Words.few(numbers))"
            return "\(Self.name(rule)) showed \(Words.times(rule.showed))\(where_)."
        }
    }

    /// The entries at which a rule showed, oldest first.
    private var entriesByRule: [String: [Int]] {
        var entries: [String: [Int]] = [:]
        for exchange in record.exchanges {
            for effect in exchange.shown where entries[effect.rule]?.last != exchange.number {
                entries[effect.rule, default: []].append(exchange.number)
            }
        }
        return entries
    }

    static func name(_ rule: RunRecord.Rule) -> String {
        "“\(rule.name.shown.shortened())”" + (rule.phase.map { " (phase \($0.shown.shortened()))" } ?? "")
    }

    /// What the drill did not show, a sentence each: rules without an effect, and a client that did not come.
    var notDrilled: [String] {
        var sentences = record.rules.filter { $0.showed == 0 }.map { rule in
            let name = Self.name(rule)
            if rule.matched == 0 { return "\(name) never showed: no request matched it." }
            let hidden = rule.masked > 0 ? " Something else hid it \(Words.times(rule.masked))." : ""
            return "\(name) never showed, though it matched \(Words.times(rule.matched)).\(hidden)"
        }
        if record.exchanges.isEmpty, record.dropped == 0 {
            sentences.insert("No request came: the client may not use the addresses that it was given.", at: 0)
        }
        return sentences
    }

    /// What is missing in the record, a sentence each.
    var gaps: [String] {
        var sentences: [String] = []
        func tell(_ number: Int, _ what: String) {
            if number > 0 {
                sentences.append(
                    "\(Words.count(number, what)) \(number == 1 ? "is" : "are") not in the record any more.")
            }
        }
        tell(record.dropped, "request")
        tell(record.droppedJobs, "job")
        tell(record.droppedDeliveries, "webhook attempt")
        return sentences
    }
}
