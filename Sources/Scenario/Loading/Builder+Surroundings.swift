import Core
import Documents
import Time

extension Builder {
    mutating func clock(_ reading: Reading?) -> Scenario.ClockPlan? {
        guard let reading else { return nil }
        let mode = reading["mode"]?.text.flatMap { ClockMode(rawValue: $0) } ?? .real
        if mode == .scaled, reading.node["rate"] == nil {
            report("`mode: scaled` needs `rate` beside it, the virtual seconds in a real one", at: reading)
        }
        return Scenario.ClockPlan(
            mode: mode, rate: reading["rate"]?.number ?? 1, start: reading["start"]?.timestamp,
            stamps: reading["stamps"]?.text.flatMap { Scenario.Stamps(rawValue: $0) } ?? .scenario)
    }

    func pace(_ reading: Reading?) -> Scenario.Pace {
        if let factor = reading?.number { return .factor(factor) }
        return switch reading?.text {
        case "instant": .instant
        case "realistic": .realistic
        default: .quick
        }
    }

    mutating func accounts(_ reading: Reading?) -> [Scenario.AccountPlan] {
        let accounts = reading?.items ?? []
        checkKeys(accounts)
        return accounts.map { account in
            Scenario.AccountPlan(
                name: account["name"]?.text ?? "", keys: account["keys"]?.texts ?? [],
                balance: account["balance"]?.money,
                models: account["models"]?.texts, limits: limits(account["limits"]))
        }
    }

    /// A key belongs to one account.
    private mutating func checkKeys(_ accounts: [Reading]) {
        var lines: [String: Int32] = [:]
        for key in accounts.flatMap({ $0["keys"]?.items ?? [] }) {
            guard let text = key.text else { continue }
            if let line = lines[text] { report("this key is listed before, on line \(line)", at: key) }
            lines[text] = lines[text] ?? key.place.line
        }
    }

    func limits(_ reading: Reading?) -> Limits {
        Limits(
            requests: reading?["requests"]?.rate, burst: reading?["burst"]?.integer,
            concurrentJobs: reading?["concurrent_jobs"]?.integer)
    }

    mutating func phases(_ reading: Reading?) -> [Scenario.Phase] {
        let phases = reading?.items ?? []
        for phase in phases.dropLast() where phase.node["for"] == nil {
            report("only the last phase may go without `for`: those after it would never come", at: phase)
        }
        return phases.map { phase in
            if let length = phase["for"], length.duration == .zero {
                report("a phase of no length never comes", at: length)
            }
            return Scenario.Phase(
                name: phase["name"]?.text ?? "", lasts: phase["for"]?.duration, rules: rules(phase["rules"]))
        }
    }

    mutating func expectations(_ reading: Reading?) -> [Expectation] {
        (reading?.items ?? []).compactMap { item in
            if let name = item.text { return Expectation(name: name, options: [:], match: nil, origin: nil) }
            guard let entry = item.entries.first else { return nil }
            let options = entry.value
            checkBounds(options)
            return Expectation(
                name: entry.key, options: options.node, match: options["match"].map { match($0) }, origin: nil)
        }
    }

    private mutating func checkBounds(_ options: Reading) {
        if let least = options["at_least"]?.integer, let most = options["at_most"], let value = most.integer,
            least > value
        {
            report("`at_most` is less than `at_least`: that can never hold", at: most)
        }
    }
}
