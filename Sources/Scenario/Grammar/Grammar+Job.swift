extension Grammar {
    /// scenario-language.md §3.3
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
                Key("statuses", list(text, 1...mostWords), "replaces the normal sequence", .later),
                Key(
                    "by", .either([word("word", "poll"), duration]), "when `statuses` goes on; default with each poll",
                    .later),
                Key("polls", positive, "ends with that poll instead of after a time"),
                Key(
                    "output",
                    .table(
                        Table(
                            "`output`",
                            [
                                Key("count", count, "how many results"),
                                Key("empty", boolean, "an empty list of results"),
                                Key("null_url", boolean, "results without an address"),
                                Key("without", list(text, 1...100), "keys to leave out"),
                            ])), "partial and odd results", .later),
                Key("cost", .scalar(.money), "US dollars, instead of the catalog's"),
                Key("cancel_on_disconnect", boolean, "a client that hangs up loses the job", .later),
            ],
            demands: [
                .onlyWith("error", key: "outcome", word: "failed"),
                .onlyWith("stuck_in", key: "outcome", word: "stuck"),
                .needs("by", "statuses"),
                .atLeastOne([
                    "queued", "running", "outcome", "error", "stuck_in", "statuses", "by", "polls", "output", "cost",
                    "cancel_on_disconnect",
                ]),
            ]))
}
