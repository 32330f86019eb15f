import Core
import Documents
import Matching
import Time

extension Builder {
    func match(_ reading: Reading) -> Match {
        var match = Match()
        if let providers = reading["provider"] {
            match.providers = ProviderSet(providers.texts.compactMap { Provider(rawValue: $0) })
        }
        match.models = globs(reading["model"])
        match.accounts = globs(reading["account"])
        match.paths = globs(reading["path"])
        match.jobs = globs(reading["job_id"])
        match.modalities = reading["modality"]?.texts.compactMap { Modality(rawValue: $0) }
        match.methods = reading["method"]?.texts
        match.conditions = reading.entries.compactMap { condition($0) }
        match.alternatives = reading["any_of"]?.items.map { self.match($0) } ?? []
        return match
    }

    private func globs(_ reading: Reading?) -> [Glob]? {
        reading?.texts.map { Glob($0) }
    }

    private func condition(_ entry: Reading.Entry) -> Match.Condition? {
        sight(entry.key).map { Match.Condition(sight: $0, matcher: matcher(entry.value)) }
    }

    private func sight(_ key: String) -> Match.Condition.Sight? {
        switch key {
        case "prompt": .prompt
        case "job.status": .jobStatus
        case "job.age": .jobAge
        case "job.polls": .jobPolls
        case "attempt": .attempt
        default: familySight(key)
        }
    }

    private func familySight(_ key: String) -> Match.Condition.Sight? {
        guard let dot = key.firstIndex(of: ".") else { return nil }
        let rest = String(key[key.index(after: dot)...])
        return switch key[..<dot] {
        case "header": .header(rest)
        case "query": .query(rest)
        case "body": BodyPath(rest).map { .body($0) }
        default: nil
        }
    }

    private func matcher(_ reading: Reading) -> Matcher {
        guard reading.isTable else { return .equals(value(reading)) }
        let all = reading.entries.compactMap { matcher($0) }
        return all.count == 1 ? all[0] : .all(all)
    }

    private func matcher(_ entry: Reading.Entry) -> Matcher? {
        let operand = entry.value
        return switch entry.key {
        case "equals": .equals(value(operand))
        case "in": .in(operand.items.map { value($0) })
        case "not": .not(matcher(operand))
        case "contains": .contains(value(operand))
        case "starts_with": operand.text.map { .startsWith($0) }
        case "glob": operand.text.map { .glob(Glob($0)) }
        case "exists": operand.flag.map { .exists($0) }
        case "matches": expression(operand).map { .matches($0) }
        case "gt": bound(operand).map { .gt($0) }
        case "gte": bound(operand).map { .gte($0) }
        case "lt": bound(operand).map { .lt($0) }
        case "lte": bound(operand).map { .lte($0) }
        default: nil
        }
    }

    private func expression(_ reading: Reading) -> RegularExpression? {
        if case .expression(let expression) = reading.content { expression } else { nil }
    }

    private func value(_ reading: Reading) -> Value {
        reading.duration.map { Value(seconds: $0) } ?? Value(reading.node)
    }

    private func bound(_ reading: Reading) -> Double? {
        reading.number ?? reading.integer.map { Double($0) } ?? reading.duration.map { $0.inSeconds }
    }
}
