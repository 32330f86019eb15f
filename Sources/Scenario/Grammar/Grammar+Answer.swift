import Core

extension Grammar {
    static let semanticError = Shape.word(Words("error", SemanticError.allCases.map(\.rawValue)))

    static let retryAfter = Shape.either([
        word("word", "absent", "auto"),
        .table(
            Table(
                "`retry_after`",
                [
                    Key("seconds", .scalar(.integer(0...1_000_000_000)), "whole seconds in `Retry-After`"),
                    Key("ms", .scalar(.integer(0...1_000_000_000)), "milliseconds in `retry-after-ms` alone"),
                    Key(
                        "http_date", .scalar(.signedDuration), "a date that far from the answer; it may lie in the past"
                    ),
                    Key("raw", .scalar(.text(.headerValue)), "any value, however wrong"),
                ], demands: [.exactlyOne(["seconds", "ms", "http_date", "raw"])])),
    ])

    static let error = Shape.either([
        semanticError,
        .table(
            Table(
                "an error",
                [
                    Key("name", semanticError, "which error", required: true),
                    Key("message", text, "instead of the provider's usual words"),
                    Key("param", text, "the field that the answer names"),
                    Key("retry_after", retryAfter, "when to come back; default `auto`"),
                    Key("headers", headers, "further headers"),
                ])),
    ])

    static let httpError = Shape.table(
        Table(
            "`http_error`",
            [
                Key("status", status, "the status; default: that of the preset"),
                Key(
                    "preset", .word(Words("preset", HTTPErrorPage.allCases.map(\.rawValue))),
                    "the page of a well-known gateway"),
                Key("body", .document, "a text as it is, anything else as JSON"),
                Key("body_file", .scalar(.text(.relativePath)), "a file beside the scenario"),
                Key(
                    "envelope", .word(Words("envelope", ForeignEnvelope.allCases.map(\.rawValue))),
                    "an error body of another API's shape"),
                Key("headers", headers, "further headers; they replace those of the preset"),
                Key("reason", .scalar(.text(.headerValue)), "the reason phrase; an empty text for none"),
                Key("retry_after", retryAfter, "when to come back; default: nothing is said"),
            ],
            demands: [
                .atLeastOne(["status", "preset"]), .atMostOne(["preset", "body", "body_file", "envelope"]),
            ]))

    static let replace = Shape.table(
        Table(
            "`replace`",
            [
                Key("status", status, "another status"),
                Key("headers", headers, "all headers but `Date`"),
                Key("body", .document, "a text as it is, anything else as JSON; the content type stays"),
                Key("body_file", .scalar(.text(.relativePath)), "a file beside the scenario"),
                Key("prefix", text, "what comes before the body, such as white space"),
                Key("truncated", size, "so many bytes of the good body are kept, with the length that is true then"),
            ],
            demands: [
                .atLeastOne(["status", "headers", "body", "body_file", "prefix", "truncated"]),
                .atMostOne(["body", "body_file", "truncated"]),
            ]))

    /// Headers to set, or to remove by null.
    static let headerChanges = Shape.mapping(key: .headerName, value: .either([.scalar(.text(.headerValue)), .null]))

    static let patch = Shape.table(
        Table(
            "`patch`",
            [
                Key("headers", headerChanges, "headers to set; null removes one"),
                Key("body", .document, "a JSON merge patch (RFC 7396); null removes a member"),
                Key(
                    "content_length", .either([word("word", "short", "long"), count]),
                    "what `Content-Length` says, whatever the body has"),
            ], demands: [.atLeastOne(["headers", "body", "content_length"])]))

    static let redirect = Shape.table(
        Table(
            "`redirect`",
            [
                Key("status", word("status", "301", "302", "303", "307", "308"), "which redirect", required: true),
                Key(
                    "to", text,
                    "an address; `self` (default) for the same one; `other_host` for the same under another name of the host"
                ),
                Key("hops", positive, "after how many the client is let through; default 1"),
                Key(
                    "forbid_authorization", boolean,
                    "answer 400 to a client that brings an `Authorization` header along"),
            ], demands: []))

    static let rateLimit = Shape.either([
        word("word", "always"),
        .table(
            Table(
                "`rate_limit`",
                [
                    Key("requests", .scalar(.rate), "so many requests in so long"),
                    Key("burst", positive, "how many a full bucket holds; default: those of `requests`"),
                    Key("concurrent_jobs", positive, "how many jobs may run at once"),
                    Key("always", .scalar(.boolean), "every match is refused"),
                    Key(
                        "per", .word(Words("subject", RateLimitDirective.Per.allCases.map(\.rawValue))),
                        "who shares one limit; default `account`"),
                    Key(
                        "window", .word(Words("window", LimitWindow.allCases.map(\.rawValue))),
                        "how requests are counted; default `token_bucket`"),
                    Key("retry_after", retryAfter, "when to come back; default `auto`"),
                ],
                demands: [
                    .exactlyOne(["requests", "concurrent_jobs", "always"]), .needs("burst", "requests"),
                    .needs("window", "requests"),
                ])),
    ])
}
