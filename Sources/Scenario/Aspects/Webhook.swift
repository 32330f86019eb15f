import Core
import Documents

extension WebhookEffect: AspectEffect {
    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        let delay = delay?.duration(draw(WebhookKeys.delay.name)) ?? .zero
        decision.webhook = WebhookDirective(self, rule: draw.rule, delay: delay)
    }

    fileprivate init(_ reading: Reading, _ builder: inout Builder) {
        typealias Keys = WebhookKeys
        delay = reading[Keys.delay].flatMap { DrawnDuration($0, &builder) }
        comesBeforeResponse = reading[Keys.beforeResponse] ?? false
        aheadOfPoll = reading[Keys.aheadOfPoll] ?? .zero
        behindPoll = reading[Keys.behindPoll] ?? .zero
        drop = reading[Keys.drop] ?? .never
        copies = reading[Keys.duplicate] ?? 1
        isReordered = reading[Keys.reorder] ?? false
        burst = reading[Keys.burst] ?? 1
        signature = reading[Keys.signature] ?? .valid
        timestampSkew = reading[Keys.timestampSkew] ?? .zero
        body = reading[Keys.body]
        style = reading[Keys.bodyStyle]
        linkLifetime = reading[Keys.linkLifetime]
        retries = reading[Keys.retries]
        timeout = reading[Keys.timeout]
        if let changes = reading[Keys.patch] { readPatch(changes, &builder) }
        readSigning(reading, &builder)
        Self.checkTogether(reading, &builder)
    }

    private mutating func readPatch(_ reading: Reading, _ builder: inout Builder) {
        patch = BodyChange(reading)
        for entry in reading[WebhookKeys.patchHeaders]?.entries ?? [] {
            if ["host", "content-length", "transfer-encoding", "connection"].contains(entry.key.lowercased()) {
                builder.report("`\(entry.key)` belongs to the connection and cannot be patched", at: entry)
            }
            headers.append(Header(name: entry.key, value: entry.value.text))
        }
    }

    private static func checkTogether(_ reading: Reading, _ builder: inout Builder) {
        typealias Keys = WebhookKeys
        if reading[Keys.beforeResponse] == true {
            for key in [Keys.delay, Keys.behindPoll, Keys.reorder] as [any Keyed] {
                guard let entry = reading.entry(key) else { continue }
                builder.report(
                    "`\(key.name)` holds back what `\(Keys.beforeResponse.name)` sends first; leave one out", at: entry)
            }
        }
        if let behind = reading.entry(Keys.behindPoll), reading[Keys.aheadOfPoll] != nil {
            builder.report("a webhook cannot be ahead of the poll and behind it", at: behind)
        }
        if let entry = reading.entry(Keys.timeout), let timeout = reading[Keys.timeout], timeout < .milliseconds(1) {
            builder.report("a receiver needs at least 1ms", at: entry)
        }
    }
}

extension Effects {
    public var webhook: WebhookEffect? { first(WebhookEffect.self) }

    /// Whether one of its webhooks must be known when its job is created.
    var changesWhatComesBeforeWebhook: Bool { all(WebhookEffect.self).contains(where: \.actsEarly) }
}

extension Aspect {
    /// language.md §3.6
    static let webhook = Aspect(
        "webhook", .table(WebhookKeys.table), "how callbacks are delivered", at: .webhook
    ) { reading, builder, _ in WebhookEffect(reading, &builder) }
}

enum WebhookKeys {
    static let table = Table(
        "`webhook`",
        [
            delay, beforeResponse, aheadOfPoll, behindPoll, drop, duplicate, reorder, burst, signature, timestampSkew,
            body, bodyStyle, patch, linkLifetime, scheme, secrets, retries, timeout,
        ])

    static let delay = Field("delay", .parts(DrawnDuration.shape), "before the first attempt")
    static let beforeResponse = Field("before_response", .boolean, "comes before the create is answered")
    static let aheadOfPoll = Field("ahead_of_poll", .duration, "polls tell the end so much later than it")
    static let behindPoll = Field("behind_poll", .duration, "polls tell the end so much earlier than it")
    static let drop = Field<WebhookEffect.Drop>(
        "drop",
        .either(
            Form.boolean.map { $0 ? .always : .never },
            Form(.table(Table("`drop`", [event]))) { reading in reading[event].map { .one($0) } }),
        "never comes")
    static let event = Field("event", .positive, "that one of the rule's webhooks alone", required: true)
    static let duplicate = Field("duplicate", .integer(2...100), "how often it comes, one after the other")
    static let reorder = Field("reorder", .boolean, "waits until the next webhook has come")
    static let burst = Field("burst", .integer(2...10_000), "so many at once, each with an id of its own")
    static let signature = Field<SignatureManner>("signature", .words("signature"), "default `valid`")
    static let timestampSkew = Field("timestamp_skew", .signedDuration, "moves the signed time")
    static let body = Field<WebhookBody>("body", .words("body"), "instead of the whole body")
    static let bodyStyle = Field<JSONStyle>("body_style", .words("style"), "how the JSON is written")
    static let patch = Field(
        "patch",
        .table(Table("`patch`", patchKeys, demands: [.atLeastOne(patchKeys)])),
        "changes the delivery")
    static let patchKeys: [any Keyed] = [patchHeaders] + BodyChangeKeys.all
    static let patchHeaders = Field(
        "headers", .parts(.mapping(key: .headerName, value: .either([.scalar(.text(.headerValue)), .null]))),
        "headers to set; null removes one")
    static let linkLifetime = Field("url_ttl", .duration, "how long after the job's end its files can be fetched")
    static let scheme = Field<SignatureScheme>("scheme", .words("scheme"), "how it is signed")
    static let secrets = Field(
        "secrets", .list(of: .table(SecretKeys.table), 1...10), "what it is signed with, newest first")
    static let retries = Field<RetrySchedule>(
        "retries",
        .either(
            .choice("word", ["standard": .standard]),
            Form.list(of: Form.duration, 1...100).map { RetrySchedule($0, isJittered: false) }),
        "the pause before each attempt, the first one included")
    static let timeout = Field("timeout", .duration, "how long the receiver may take; real time")
}
