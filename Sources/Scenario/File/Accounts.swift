import Core
import Documents

extension Builder {
    mutating func accounts(_ readings: [Reading]) -> [Scenario.AccountPlan] {
        checkKeys(readings)
        return readings.map { account in
            Scenario.AccountPlan(
                name: account[AccountKeys.name] ?? "", keys: account[AccountKeys.keys] ?? [],
                balance: account[AccountKeys.balance], models: account[AccountKeys.models],
                limits: account[AccountKeys.limits] ?? Limits())
        }
    }

    /// A key belongs to one account.
    private mutating func checkKeys(_ accounts: [Reading]) {
        var lines: [String: Int32] = [:]
        for key in accounts.flatMap({ $0.entry(AccountKeys.keys)?.value.items ?? [] }) {
            guard let text = key.text else { continue }
            if text == Scenario.coveredSecret {
                report("`\(Scenario.coveredSecret)` stands for a key that was not shown; write the key itself", at: key)
            }
            if let line = lines[text] { report("this key is listed before, on line \(line)", at: key) }
            lines[text] = lines[text] ?? key.place.line
        }
    }
}

enum AccountKeys {
    static let table = Table("an account", [name, keys, balance, models, limits])

    static let name = Field("name", .title, "what rules and the journal call it", required: true)
    static let keys = Field(
        "keys", .list(of: Form.text, 1...Grammar.mostWords), "the keys that belong to it", required: true)
    static let balance = Field("balance", .money, "US dollars; absent: unlimited")
    static let models = Field(
        "models", .list(of: Form.glob), "globs, `provider:glob` narrows one to a provider; absent: all models")
    static let limits = Field("limits", .limits, "its ordinary limits; absent: unlimited")
}

extension Form<Limits> {
    /// The ordinary limits of an account.
    static var limits: Self {
        Form(.table(LimitKeys.table)) { reading in
            Limits(
                requests: reading[LimitKeys.requests], burst: reading[LimitKeys.burst],
                concurrentJobs: reading[LimitKeys.concurrentJobs])
        }
    }
}

enum LimitKeys {
    static let table = Table("limits", [requests, burst, concurrentJobs], demands: [.needs(burst, requests)])

    static let requests = Field("requests", .rate, "so many requests in so long")
    static let burst = Field(
        "burst", .positive, "how many requests a full bucket holds; default: those of `requests`")
    static let concurrentJobs = Field("concurrent_jobs", .positive, "how many jobs may run at once")
}
