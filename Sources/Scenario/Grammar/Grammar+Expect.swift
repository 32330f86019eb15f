extension Grammar {
    /// language.md §8: a bare name, or one name with options.
    var expectation: Shape {
        let bare = Self.checks.filter(\.mayBeBare).map(\.name)
        let hints = Self.checks.filter { !$0.mayBeBare }.map { check in
            (check.name, "`\(check.name)` needs options: \(Suggestion.list(check.options.map(\.name)))")
        }
        let keys = Self.checks.map { check in
            let narrowed = Key("match", .definition(.match), "which requests are judged; absent: all")
            let options = Table("the options of `\(check.name)`", check.options + [narrowed], demands: check.demands)
            return Key(check.name, .table(options), check.help)
        }
        return .either([
            .word(Words("check", bare, hints: Dictionary(uniqueKeysWithValues: hints))),
            .table(Table("a check", keys, demands: [.exactlyOne(keys.map(\.name))])),
        ])
    }

    private struct Check: Sendable {
        var name: String
        var help: String
        var options: [Key]
        var demands: [Demand]

        var mayBeBare: Bool { demands.isEmpty && !options.contains(where: \.isRequired) }

        init(_ name: String, _ help: String, _ options: [Key] = [], demands: [Demand] = []) {
            self.name = name
            self.help = help
            self.options = options
            self.demands = demands
        }
    }

    private static let checks = [
        Check(
            "retry_after_respected", "nobody came back before the time that was told",
            [
                Key("tolerance", duration, "so much too early is forgiven")
            ]),
        Check(
            "no_duplicate_creates", "no committed create was repeated",
            [Key("within", duration, "how far apart; default 1h")]),
        Check("no_blind_retry", "no create was repeated after a fault whose outcome the client could not know"),
        Check(
            "backoff_grows", "pauses between retries never shrink",
            [
                Key("min_factor", .scalar(.number(0...1000)), "how much each pause is longer; default 1")
            ]),
        Check("poll_interval", "pauses between polls of a job", [Key("at_least", duration, "default 1s")]),
        Check("gives_up", "nobody polls a stuck job longer", [Key("within", duration, "default 10m")]),
        Check("every_job_settled", "each job that ended was seen in its final state"),
        Check("downloads_before_expiry", "nothing was fetched too late, everything was fetched"),
        Check("webhooks_acknowledged", "each valid delivery got a 2xx at some attempt"),
        Check("forged_webhooks_rejected", "each forged delivery got a 4xx"),
        Check("authorization_stays_home", "no `Authorization` header reached a foreign host"),
        Check("every_rule_fired", "no rule stayed unused"),
        Check(
            "count", "how many requests came",
            [
                Key("on", steps, "at which steps"),
                Key("at_least", Grammar.count, "the least"),
                Key("at_most", Grammar.count, "the most"),
                Key("exactly", Grammar.count, "neither more nor fewer"),
            ], demands: [.atLeastOne(["at_least", "at_most", "exactly"])]),
        Check(
            "spent", "what it cost",
            [
                Key("account", title, "of one account; absent: of all"),
                Key("at_most", .scalar(.money), "the most US dollars", required: true),
            ]),
    ]
}
