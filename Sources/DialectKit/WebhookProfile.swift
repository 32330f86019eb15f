import Core

/// How a provider posts to a callback address when a job has ended.
public struct WebhookProfile: Sendable {
    /// The field of a create that names the address, for refusals.
    public var field: String
    public var schedule: RetrySchedule
    /// How long a receiver may take, in real time.
    public var timeout: Duration
    /// Counts where there is a secret.
    public var scheme: SignatureScheme
    /// Newest first; empty: nothing is signed.
    public var secrets: [WebhookSecret]
    /// The type of the event, for the log and for schemes that name one.
    public var completedType: String
    public var failedType: String

    public init(
        field: String, schedule: RetrySchedule, timeout: Duration, scheme: SignatureScheme, secrets: [WebhookSecret],
        completedType: String, failedType: String
    ) {
        self.field = field
        self.schedule = schedule
        self.timeout = timeout
        self.scheme = scheme
        self.secrets = secrets
        self.completedType = completedType
        self.failedType = failedType
    }
}

extension Dialect {
    public func webhooks(_ settings: Settings) -> WebhookProfile? { nil }

    public func callback(_ view: JobView, settings: Settings) -> [UInt8] { [] }
}
