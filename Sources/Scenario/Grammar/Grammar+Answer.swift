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
                Key("reason", text, "the reason phrase", .later),
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
                Key("headers", headers, "all headers"),
                Key("body", .document, "a text as it is, anything else as JSON"),
                Key("body_file", .scalar(.text(.relativePath)), "a file beside the scenario"),
            ],
            demands: [
                .atLeastOne(["status", "headers", "body", "body_file"]), .atMostOne(["body", "body_file"]),
            ]))

    static let patch = Shape.table(
        Table(
            "`patch`",
            [
                Key(
                    "headers", .mapping(key: .headerName, value: .either([.scalar(.text(.headerValue)), .null])),
                    "headers to set; null removes one"),
                Key("body", .document, "a JSON merge patch (RFC 7396)"),
            ], demands: [.atLeastOne(["headers", "body"])]))

    static let redirect = Shape.table(
        Table(
            "`redirect`",
            [
                Key("status", word("status", "301", "302", "303", "307", "308"), "which redirect", required: true),
                Key("to", text, "an address, or `self`"),
                Key("hops", positive, "after how many the client is let through"),
                Key("forbid_authorization", boolean, "refuse an `Authorization` header at the target"),
            ]))

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
