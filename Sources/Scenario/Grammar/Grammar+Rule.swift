import Core

extension Grammar {
    /// language.md §2
    var rule: Shape {
        .table(
            Table(
                "a rule",
                [
                    Key(
                        "name", Self.title, "what it is called: unique in the file, shown in the journal",
                        required: true),
                    Key("on", Self.steps, "at which steps; default `any`"),
                    Key("match", .definition(.match), "for which requests; absent: all"),
                    Key("when", Self.when, "how often, how many times, from when; absent: always"),
                    Key("then", then, "what happens", required: true),
                ]))
    }

    static let steps = Shape.oneOrMany(.word(Words("step", ["any"] + Step.allCases.map(\.rawValue))))

    private static let when = Shape.table(
        Table(
            "`when`",
            [
                Key("after", count, "skip the first N matches"),
                Key("times", positive, "act on at most N matches, then fall silent"),
                Key("every", positive, "act on each N-th match"),
                Key("percentage", .scalar(.number(0...100)), "act on that share of matches, drawn from the seed"),
                Key("between", list(duration, 2...2), "scenario time since load, from and to"),
                Key(
                    "per", .word(Words("subject", Frequency.Per.allCases.map(\.rawValue))),
                    "whose matches are counted; default `scenario`"),
            ]))

    /// language.md §3: one key for each aspect, and `commit` beside the connection faults.
    private var then: Shape {
        let aspects = Aspect.allCases.map { aspect in
            let (shape, help) = Self.description(of: aspect)
            return Key(aspect.rawValue, shape, help)
        }
        let commit = Key(
            "commit", Self.boolean, "whether the job exists although the client never hears of it; default false")
        return .table(
            Table(
                "`then`", aspects + [commit],
                demands: [
                    .atLeastOne(Aspect.allCases.map(\.rawValue)),
                    .atMostOne(Aspect.allCases.filter(\.endsExchange).map(\.rawValue)),
                ]))
    }

    private static func description(of aspect: Aspect) -> (Shape, String) {
        switch aspect {
        case .latency: (drawn, "delay before the first byte of the answer")
        case .job: (job, "how the job runs")
        case .clockSkew: (clockSkew, "moves the times that answers tell")
        case .visibilityDelay: (duration, "polls answer 404 until that long after the create")
        case .error: (error, "the provider's own answer for an error")
        case .httpError: (httpError, "an answer that the provider itself would not give")
        case .replace: (replace, "replaces parts of the good answer")
        case .patch: (patch, "changes the good answer by a JSON merge patch")
        case .redirect: (redirect, "sends the client elsewhere")
        case .rateLimit: (rateLimit, "a real limiter on scenario time")
        case .sse: (sse, "how a stream of events comes")
        case .asset: (asset, "what a file is like when it is fetched")
        case .signedURL: (signedURL, "how long a link lives and what comes after")
        case .webhook: (webhook, "how callbacks are delivered")
        default: connectionFault(aspect)
        }
    }
}
