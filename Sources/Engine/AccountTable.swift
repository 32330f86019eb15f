import Core
import Digests
import Scenario
import Time

/// The accounts of a sandbox. Listed ones are those of the scenario; with none listed, each key is an account of its own.
struct AccountTable: Sendable {
    /// Accounts that come into being by use, at most (architecture.md §9.7).
    static let mostUnlisted = 10_000

    private var listed: [String: Account] = [:]
    /// From key to the name of a listed account.
    private var names: [String: String] = [:]
    private var balances: [String: Money?] = [:]
    private var unlisted = RecentTable<String, Account>(capacity: mostUnlisted)

    var unlistedCount: Int { unlisted.count }
    var evicted: Int { unlisted.evicted }
    var listsAny: Bool { !listed.isEmpty }

    /// Takes the accounts of a scenario. Known ones keep their balance, unless the file now says another one than before.
    mutating func load(_ plans: [Scenario.AccountPlan], at now: Moment) {
        var loaded: [String: Account] = [:]
        names = [:]
        for plan in plans {
            var account = listed[plan.name] ?? Account(name: plan.name, balance: plan.balance, created: now)
            if let before = balances[plan.name], before != plan.balance { account.balance = plan.balance }
            account.models = plan.models
            account.limits = plan.limits
            loaded[plan.name] = account
            for key in plan.keys { names[key] = plan.name }
        }
        listed = loaded
        balances = Dictionary(plans.map { ($0.name, $0.balance) }) { first, _ in first }
    }

    /// The account of a key; nil when the key is not known.
    ///
    /// - Parameter takesUnlisted: whether the provider takes the key where no accounts are listed, also one that another
    ///   provider has taken before.
    mutating func account(key: String, at now: Moment, takesUnlisted: Bool) -> Account? {
        if listsAny { return names[key].flatMap { listed[$0] } }
        guard takesUnlisted else { return nil }
        if let known = unlisted.peek(key) { return known }
        return unlisted.withValue(key, default: Account(name: Self.name(of: key), created: now)) { $0 }
    }

    /// The account of a key as it stands, without counting as a use.
    func peek(key: String) -> Account? {
        if listsAny { names[key].flatMap { listed[$0] } } else { unlisted.peek(key) }
    }

    /// In the order of their names.
    var byName: [Account] {
        let accounts = listsAny ? Array(listed.values) : unlisted.entries.map(\.value)
        return accounts.sorted { $0.name < $1.name }
    }

    /// The account of that name, whether it is listed or not.
    func account(named name: String) -> Account? {
        listsAny ? listed[name] : unlisted.entries.first { $0.value.name == name }?.value
    }

    /// Changes the account of that name.
    mutating func change(named name: String, _ change: (inout Account) -> Void) {
        if listsAny {
            if listed[name] != nil { change(&listed[name]!) }
        } else if let key = unlisted.entries.first(where: { $0.value.name == name })?.key {
            self.change(key: key, change)
        }
    }

    /// Changes the account of a key that `account(key:)` gave.
    mutating func change(key: String, _ change: (inout Account) -> Void) {
        if let name = names[key] {
            if listed[name] != nil { change(&listed[name]!) }
        } else if unlisted.peek(key) != nil {
            unlisted.withValue(key, default: Account(name: Self.name(of: key), created: .zero), change)
        }
    }

    /// Changes an account by its name, wherever it is listed.
    mutating func change(name: String, key: String, _ change: (inout Account) -> Void) {
        if listed[name] != nil { change(&listed[name]!) } else { self.change(key: key, change) }
    }

    /// A name that tells accounts apart and does not give the key away.
    private static func name(of key: String) -> String {
        "key-" + Hex.encode(Array(SHA256.hash(Array(key.utf8)).prefix(6)))
    }
}
