import Core
import Documents

extension Grammar {
    /// language.md §3.6
    static let webhook = Shape.table(
        Table(
            "`webhook`",
            [
                Key("delay", drawn, "before the first attempt"),
                Key("before_response", boolean, "comes before the create is answered"),
                Key("ahead_of_poll", duration, "polls tell the end so much later than it"),
                Key("behind_poll", duration, "polls tell the end so much earlier than it"),
                Key(
                    "drop",
                    .either([
                        boolean,
                        .table(
                            Table(
                                "`drop`",
                                [Key("event", positive, "that one of the rule's webhooks alone", required: true)])),
                    ]), "never comes"),
                Key("duplicate", .scalar(.integer(2...100)), "how often it comes, one after the other"),
                Key("reorder", boolean, "waits until the next webhook has come"),
                Key("burst", .scalar(.integer(2...10_000)), "so many at once, each with an id of its own"),
                Key(
                    "signature", .word(Words("signature", SignatureManner.allCases.map(\.rawValue))),
                    "default `valid`"),
                Key("timestamp_skew", .scalar(.signedDuration), "moves the signed time"),
                Key("body", .word(Words("body", WebhookBody.allCases.map(\.rawValue))), "instead of the whole body"),
                Key(
                    "body_style", .word(Words("style", JSONStyle.allCases.map(\.rawValue))), "how the JSON is written"),
                Key(
                    "patch",
                    .table(
                        Table(
                            "`patch`",
                            [
                                Key("headers", headerChanges, "headers to set; null removes one"),
                                Key("body", .document, "a JSON merge patch (RFC 7396); null removes a member"),
                            ], demands: [.atLeastOne(["headers", "body"])])), "changes the delivery"),
                Key("url_ttl", duration, "how long after the job's end its files can be fetched"),
                Key("scheme", .word(Words("scheme", SignatureScheme.allCases.map(\.rawValue))), "how it is signed"),
                Key("secrets", list(secret, 1...10), "what it is signed with, newest first"),
                Key(
                    "retries", .either([word("word", "standard"), list(duration, 1...100)]),
                    "the pause before each attempt, the first one included"),
                Key("timeout", .scalar(.duration), "how long the receiver may take; real time"),
            ]))

    private static let secret = Shape.table(
        Table(
            "a secret",
            [
                Key("env", title, "an environment variable that holds it"),
                Key("file", .scalar(.text(.relativePath)), "a file beside the scenario that holds it"),
                Key("value", text, "itself, for tests"),
            ], demands: [.exactlyOne(["env", "file", "value"])]))
}
