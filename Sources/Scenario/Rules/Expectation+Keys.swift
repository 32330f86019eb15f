import Documents

extension Expectation {
    /// language.md §8: a bare name, or one name with options.
    static var shape: Shape {
        let bare = checks.filter(\.mayBeBare).map(\.name)
        let hints = checks.filter { !$0.mayBeBare }.map { check in
            (check.name, "`\(check.name)` needs options: \(Suggestion.list(check.options.map(\.name)))")
        }
        let keys = checks.map { check in
            let about = check.isAboutRequests ? [match] : []
            let options = Table("the options of `\(check.name)`", check.options + about, demands: check.demands)
            return Key(check.name, .table(options), check.help)
        }
        return .either([
            .word(Words("check", bare, hints: Dictionary(uniqueKeysWithValues: hints))),
            .table(Table("a check", keys, demands: [.exactlyOne(keys)])),
        ])
    }

    /// Of all checks, in the order of language.md §8.
    public static var names: [String] { checks.map(\.name) }

    /// The checks that ask where keys arrive.
    public static let namesOfKeyChecks = Set(checks.filter(\.asksWhereKeysArrive).map(\.name))

    private struct Check: Sendable {
        var name: String
        var help: String
        var options: [any Keyed]
        var demands: [Demand]
        /// Whether `match` can narrow it.
        var isAboutRequests: Bool
        var asksWhereKeysArrive = false

        var mayBeBare: Bool { demands.isEmpty && !options.contains(where: \.key.isRequired) }

        init(
            _ name: String, _ help: String, _ options: [any Keyed] = [], demands: [Demand] = [],
            isAboutRequests: Bool = true, asksWhereKeysArrive: Bool = false
        ) {
            self.name = name
            self.help = help
            self.options = options
            self.demands = demands
            self.isAboutRequests = isAboutRequests
            self.asksWhereKeysArrive = asksWhereKeysArrive
        }
    }

    private static let checks = [
        Check(
            "retry_after_respected", "nobody came back before the time that was told",
            [Field("tolerance", .duration, "so much too early is forgiven")]),
        Check(
            "no_duplicate_creates", "no committed create was repeated after its answer had not arrived whole",
            [
                Field("within", .duration, "how far apart; default 1h"),
                Field("strict", .boolean, "whether two that were both answered count too; default false"),
            ]),
        Check("no_blind_retry", "no create was repeated after a fault whose outcome the client could not know"),
        Check(
            "backoff_grows", "pauses between retries never shrink",
            [Field("min_factor", .number(0...1000), "how much each pause is longer; default 1")]),
        Check(
            "poll_interval", "pauses between polls of a job", [Field("at_least", .duration, "default 1s")]),
        Check("gives_up", "nobody polls a stuck job longer", [Field("within", .duration, "default 10m")]),
        Check("every_job_settled", "each job that ended was seen in its final state"),
        Check("downloads_before_expiry", "nothing was fetched too late, everything was fetched"),
        Check("webhooks_acknowledged", "each valid delivery got a 2xx at some attempt"),
        Check("forged_webhooks_rejected", "each forged delivery got a 4xx"),
        Check(
            "authorization_stays_home", "no `Authorization` header reached a foreign host", asksWhereKeysArrive: true),
        Check(
            "no_secret_leaks", "no key reached a host or a place that it was not meant for",
            [
                Field(
                    "downloads", .parts(.word(Words("answer", ["allow", "refuse"]))),
                    "`allow`: a key may come with a download that needs none; default `refuse`")
            ], asksWhereKeysArrive: true),
        Check("no_paid_and_dropped", "each job that was paid and finished was fetched"),
        Check("no_false_success", "a command that ended with 0 has the files that the server made"),
        Check("duplicate_webhooks_ignored", "a delivery that came twice started nothing twice"),
        Check(
            "no_busy_poll", "nobody asks for a job more often",
            [Field("most", .rate, "the most polls of one job in a time; default 30/min")]),
        Check(
            "command", "how the command that was drilled ended",
            [
                Field(
                    "exit", .parts(.word(Words("way to end", ["0", "nonzero", "any"]))),
                    "`0`, `nonzero` for any other code or a signal, or `any`", required: true)
            ], isAboutRequests: false),
        Check("every_rule_fired", "no rule stayed unused"),
        Check(
            "count", "how many requests came",
            [Field("on", .steps, "at which steps"), least, most, exactly],
            demands: [.atLeastOne([least, most, exactly])]),
        Check(
            "spent", "what it cost",
            [
                Field("account", .title, "of one account; absent: of all"),
                Field("at_most", .money, "the most US dollars", required: true),
            ]),
    ]

    private static let match = Field("match", .parts(.definition(.match)), "which requests are judged; absent: all")
    static let least = Field("at_least", .count, "the least")
    static let most = Field("at_most", .count, "the most")
    static let exactly = Field("exactly", .count, "neither more nor fewer")
}

extension Expectation {
    init?(_ reading: Reading, _ builder: inout Builder) {
        if let name = reading.text {
            self.init(name: name, options: [:], match: nil, origin: nil)
        } else if let entry = reading.entries.first {
            let options = entry.value
            Self.checkBounds(options, &builder)
            self.init(
                name: entry.key, options: options.node, match: options[Self.match].map { Match($0) }, origin: nil)
        } else {
            return nil
        }
    }

    private static func checkBounds(_ options: Reading, _ builder: inout Builder) {
        if let low = options[least], let entry = options.entry(most), let high = options[most], low > high {
            builder.report(
                "`\(most.name)` is less than `\(least.name)`: that can never hold", at: entry.value)
        }
    }
}
