import Core
import Time

extension Grammar {
    /// language.md §1
    var file: Shape {
        .table(
            Table(
                "a scenario",
                [
                    Key("understudy", .scalar(.integer(1...1)), "the version of the language, 1", required: true),
                    Key(
                        "name", Self.slug, "what the scenario is called: lower-case letters, digits and `-`",
                        required: true),
                    Key("summary", Self.text, "one sentence for people"),
                    Key("seed", .scalar(.integer(.min ... .max)), "what every draw begins with; default 0"),
                    Key("use", Self.list(Self.slug), "scenarios whose rules are appended after this file's"),
                    Key(
                        "clock", Self.clock,
                        "how scenario time moves; absent: as it does already, at start like the wall clock"),
                    Key("pace", Self.pace, "how long jobs take; default `quick`"),
                    Key(
                        "accounts", Self.list(Self.account, 0...10_000),
                        "who may come; absent: any key the provider's form allows"),
                    Key("settings", settings, "the knobs of each provider"),
                    Key("phases", Self.list(phase), "a time line, in scenario time"),
                    Key("rules", Self.list(rule, 0...Self.mostRules), "what happens to which requests"),
                    Key("expect", Self.list(expectation), "what is judged when the run ends"),
                ]))
    }

    private static let clock = Shape.table(
        Table(
            "a clock",
            [
                Key(
                    "mode", .word(Words("clock mode", ClockMode.allCases.map(\.rawValue))),
                    "how time moves; default `real`"),
                Key("rate", .scalar(.number(0.001...1_000_000)), "scaled only: virtual seconds per real second"),
                Key("start", .scalar(.timestamp), "default: the wall clock when the scenario is loaded"),
                Key(
                    "stamps", .word(Words("clock", Scenario.Stamps.allCases.map(\.rawValue))),
                    "which clock `Date`, the end of links and webhooks go by; default `scenario`"),
            ], demands: [.onlyWith("rate", key: "mode", word: "scaled")]))

    private static let pace = Shape.either([
        word("pace", "instant", "quick", "realistic"), .scalar(.number(0...1000)),
    ])

    private static let account = Shape.table(
        Table(
            "an account",
            [
                Key("name", title, "what rules and the journal call it", required: true),
                Key("keys", list(text, 1...mostWords), "the keys that belong to it", required: true),
                Key("balance", .scalar(.money), "US dollars; absent: unlimited"),
                Key(
                    "models", list(.scalar(.glob)),
                    "globs, `provider:glob` narrows one to a provider; absent: all models"),
                Key("limits", limits, "its ordinary limits; absent: unlimited"),
            ]))

    static let limits = Shape.table(
        Table(
            "limits",
            [
                Key("requests", .scalar(.rate), "so many requests in so long"),
                Key("burst", positive, "how many requests a full bucket holds; default: those of `requests`"),
                Key("concurrent_jobs", positive, "how many jobs may run at once"),
            ], demands: [.needs("burst", "requests")]))

    private var phase: Shape {
        .table(
            Table(
                "a phase",
                [
                    Key("name", Self.title, "what the phase is called", required: true),
                    Key("for", Self.duration, "how long it lasts; absent, in the last one: for ever"),
                    Key(
                        "rules", Self.list(rule, 0...Self.mostRules),
                        "rules of this phase alone, read before the file's"),
                ]))
    }
}
