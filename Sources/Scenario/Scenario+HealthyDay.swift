import Core

extension Scenario {
    /// The same scenario on a day on which nothing goes wrong: without rules, phases, balances and limits, and with nothing expected of
    /// it. Keys, models, clock, pace and all other settings stay, so a client has the same to do.
    public var onHealthyDay: Scenario {
        var healthy = self
        healthy.rules = []
        healthy.phases = []
        healthy.expectations = []
        healthy.uses = []
        healthy.accounts = accounts.map { account in
            var account = account
            account.balance = nil
            account.limits = Limits()
            return account
        }
        healthy.settings = settings.mapValues(\.withoutLimits)
        return healthy
    }
}
