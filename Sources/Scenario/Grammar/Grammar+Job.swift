extension Grammar {
    /// language.md §3.3
    static let job = Shape.table(
        Table(
            "`job`",
            [
                Key("queued", drawn, "how long it waits; default: by pace and catalog"),
                Key("running", drawn, "how long it runs; default: by pace and catalog"),
                Key("outcome", word("outcome", "completed", "failed", "stuck"), "how it ends; default `completed`"),
                Key(
                    "error",
                    .either([
                        semanticError,
                        .table(
                            Table(
                                "an error",
                                [
                                    Key("name", semanticError, "which error", required: true),
                                    Key("message", text, "instead of the provider's usual words"),
                                ])),
                    ]), "why it failed; default `generation_failed`"),
                Key("stuck_in", word("state", "queued", "running"), "where it stays; default `running`"),
                Key(
                    "statuses", list(text, 1...mostWords),
                    "told one after the other instead of the normal sequence: `queued`, `running`, `completed` and `failed` in the provider's words, anything else as it is"
                ),
                Key(
                    "by", .either([word("word", "poll"), duration]), "when `statuses` goes on; default with each poll"),
                Key("polls", positive, "ends with that poll instead of after a time"),
                Key(
                    "output",
                    .table(
                        Table(
                            "`output`",
                            [
                                Key("count", .scalar(.integer(0...100)), "how many results, whatever was asked for"),
                                Key("empty", boolean, "an empty list of results"),
                                Key("null_url", boolean, "results without an address"),
                                Key("without", list(text, 1...100), "members to leave out, wherever they stand"),
                            ],
                            demands: [
                                .atLeastOne(["count", "empty", "null_url", "without"]), .atMostOne(["count", "empty"]),
                            ])), "partial and odd results"),
                Key("cost", .scalar(.money), "US dollars, instead of the catalog's"),
                Key("cancel_on_disconnect", boolean, "a client that hangs up loses the job"),
                Key("expire_job", duration, "nobody finds the job any more that long after its create"),
            ],
            demands: [
                .onlyWith("error", key: "outcome", word: "failed"),
                .onlyWith("stuck_in", key: "outcome", word: "stuck"),
                .needs("by", "statuses"),
                .atMostOne(["statuses", "outcome"]), .atMostOne(["statuses", "polls"]),
                .atLeastOne([
                    "queued", "running", "outcome", "error", "stuck_in", "statuses", "by", "polls", "output", "cost",
                    "cancel_on_disconnect", "expire_job",
                ]),
            ]))
}
