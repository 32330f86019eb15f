import Core
import Documents

/// What becomes of a webhook's body before it is sent.
public enum WebhookBody: String, Sendable, CaseIterable {
    case empty
    /// Its first half.
    case truncated
}

/// `webhook:` before its delay is drawn (language.md §3.6).
public struct WebhookEffect: Sendable {
    public enum Drop: Sendable, Equatable {
        case never, always
        /// The rule's N-th webhook alone, counted from 1.
        case one(Int)
    }

    public struct Header: Sendable, Equatable {
        public var name: String
        /// nil removes it.
        public var value: String?
    }

    public var delay: DrawnDuration?
    public var comesBeforeResponse = false
    /// Polls tell the end so much later than the webhook comes.
    public var aheadOfPoll = Duration.zero
    public var behindPoll = Duration.zero
    public var drop = Drop.never
    /// How often the same event comes.
    public var copies = 1
    public var isReordered = false
    /// How many events at once.
    public var burst = 1
    public var signature = SignatureManner.valid
    public var timestampSkew = Duration.zero
    public var body: WebhookBody?
    public var style: JSONStyle?
    public var headers: [Header] = []
    public var patch: BodyChange?
    public var linkLifetime: Duration?
    /// nil: the provider's own.
    public var scheme: SignatureScheme?
    /// Newest first; empty: those of the provider's settings.
    public var secrets: [WebhookSecret] = []
    public var retries: RetrySchedule?
    public var timeout: Duration?

    init() {}

    /// Whether it must be known when the job is created.
    var actsEarly: Bool { comesBeforeResponse || aheadOfPoll > .zero }
}

/// `webhook:` decided for one webhook.
public struct WebhookDirective: Sendable {
    public var effect: WebhookEffect
    public var rule: String
    /// From the job's end to the first attempt.
    public var delay: Duration

    init(_ effect: WebhookEffect, rule: String, delay: Duration) {
        self.effect = effect
        self.rule = rule
        self.delay = delay + effect.behindPoll
    }
}
