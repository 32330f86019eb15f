extension Grammar {
    /// A duration, or a distribution to draw one from (language.md §3).
    static let drawn = Shape.either([
        duration,
        .table(
            Table(
                "a drawn duration",
                [
                    Key("fixed", duration, "the middle of the range"),
                    Key("jitter", duration, "drawn evenly from `fixed - jitter` to `fixed + jitter`, never below 0"),
                    Key(
                        "uniform",
                        .table(
                            Table(
                                "`uniform`",
                                [
                                    Key("lower", duration, "the least", required: true),
                                    Key("upper", duration, "the most", required: true),
                                ])), "drawn evenly between two durations"),
                    Key(
                        "lognormal",
                        .table(
                            Table(
                                "`lognormal`",
                                [
                                    Key("median", duration, "half of the draws are below", required: true),
                                    Key(
                                        "sigma", .scalar(.number(0...5)),
                                        "the spread, as the deviation of the logarithm", required: true),
                                ])), "many near the median, few much longer"),
                    Key(
                        "percentiles",
                        .table(
                            Table(
                                "`percentiles`", [],
                                families: [
                                    Family("", .percentile, duration, "so many percent of the draws are below")
                                ])), "straight lines between the points given"),
                ], demands: [.exactlyOne(["fixed", "uniform", "lognormal", "percentiles"]), .needs("jitter", "fixed")])),
    ])

    static let clockSkew = Shape.either([
        .scalar(.signedDuration),
        .table(
            Table(
                "`clock_skew`",
                [
                    Key("date", .scalar(.signedDuration), "moves the header `Date`"),
                    Key("created", .scalar(.signedDuration), "moves the times in bodies"),
                    Key("exp", .scalar(.signedDuration), "moves the end of signed links"),
                    Key("webhook", .scalar(.signedDuration), "moves the timestamps of webhooks"),
                ], demands: [.atLeastOne(["date", "created", "exp", "webhook"])])),
    ])
}
