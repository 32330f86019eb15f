extension Grammar {
    /// scenario-language.md §3.6
    static let webhook = Shape.table(
        Table(
            "`webhook`",
            [
                Key("delay", drawn, "before the first attempt"),
                Key("before_response", boolean, "comes before the create is answered"),
                Key("ahead_of_poll", duration, "polls tell the end so much later"),
                Key("behind_poll", duration, "polls tell the end so much earlier"),
                Key("drop", boolean, "never comes"),
                Key("duplicate", positive, "how often it comes"),
                Key("reorder", boolean, "later news first"),
                Key("burst", positive, "so many at once"),
                Key(
                    "signature", word("signature", "valid", "invalid", "absent", "stale", "rotated"), "default `valid`"),
                Key("timestamp_skew", .scalar(.signedDuration), "moves the signed time"),
                Key("body", word("body", "empty", "truncated"), "instead of the whole body"),
                Key(
                    "body_style", word("style", "compact", "spaced", "unicode_escaped", "key_order"),
                    "how the JSON is written"),
                Key("patch", patch, "changes the delivery"),
                Key("scheme", .word(Words("scheme", schemes)), "how it is signed"),
                Key("secrets", list(secret, 1...10), "what it is signed with"),
                Key("retries", .either([word("word", "standard"), list(duration)]), "pauses before each attempt"),
                Key("timeout", duration, "how long the receiver may take; real time"),
            ]))

    /// design.md §9.12
    private static let schemes = [
        "none", "timestamped_hex", "standard", "standard_ed25519", "stripe", "hmac_body", "fal",
    ]

    private static let secret = Shape.table(
        Table(
            "a secret",
            [
                Key("env", text, "an environment variable that holds it"),
                Key("file", text, "a file that holds it"),
                Key("value", text, "itself, for tests"),
            ], demands: [.exactlyOne(["env", "file", "value"])]))
}
