import Core

extension Grammar {
    /// scenario-language.md §3.5
    static let sse = Shape.table(
        Table(
            "`sse`",
            [
                Key("event_delay", drawn, "between two events"),
                Key("keep_alive_every", duration, "a comment after so much silence"),
                Key("cut_after_events", count, "the stream ends after so many"),
                Key("cut_inside_event", count, "the stream ends in the middle of that event"),
                Key("omit_done", boolean, "no `[DONE]`"),
                Key("omit_final", boolean, "no final event"),
                Key("line_end", word("line end", "lf", "crlf", "cr"), "default `lf`"),
                Key("split_utf8", boolean, "slices end inside characters"),
                Key("multi_line_data", boolean, "one event over several `data:` lines"),
                Key("error_event_after", count, "an error event after so many"),
                Key("comment_first", boolean, "begins with a comment"),
                Key("bom", boolean, "begins with a byte order mark"),
            ]))

    static let asset = Shape.table(
        Table(
            "`asset`",
            [
                Key("bytes", size, "how long the file is"),
                Key("corrupt", word("corruption", "truncate", "flip", "wrong_magic"), "how it is spoilt"),
                Key("content_type", .scalar(.text(.headerValue)), "instead of the true one"),
                Key("visibility_delay", duration, "404 until that long after the job's end"),
                Key("headers", headers, "further headers"),
                Key(
                    "range", word("word", "ignore", "wrong_offset", "status_200", "refuse"),
                    "what a `Range` request gets"),
                Key("chunked", boolean, "without a length"),
            ]))

    static let signedURL = Shape.table(
        Table(
            "`signed_url`",
            [
                Key("ttl", duration, "how long a link lives, instead of the provider's own time"),
                Key("rotate", boolean, "another link on each reading; older ones die"),
                Key("born_expired", boolean, "the link has ended when it is handed out"),
                Key(
                    "expired",
                    .table(
                        Table(
                            "`expired`",
                            [
                                Key("status", status, "what a dead link answers", required: true),
                                Key(
                                    "body", word("body", "provider", "s3_xml", "empty"),
                                    "with which body; default `provider`"),
                            ])), "instead of the provider's own answer"),
            ], demands: [.atLeastOne(["ttl", "rotate", "born_expired", "expired"])]))
}
