/// What a `signed_url` rule changed about a link.
public struct LinkTerms: Sendable, Equatable {
    public enum ExpiredBody: String, Sendable, Equatable {
        case provider
        case s3XML = "s3_xml"
        case empty
    }

    /// Instead of the provider's own lifetime.
    public var lifetime: Duration?
    public var bornExpired: Bool
    /// Another link on each reading of the job; older ones die.
    public var rotates: Bool
    /// What a download after the end answers, instead of the provider's own.
    public var expiredStatus: Int?
    public var expiredBody: ExpiredBody
    /// The rule that says so.
    public var rule: String

    public init(
        lifetime: Duration? = nil, bornExpired: Bool = false, rotates: Bool = false, expiredStatus: Int? = nil,
        expiredBody: ExpiredBody = .provider, rule: String = ""
    ) {
        self.lifetime = lifetime
        self.bornExpired = bornExpired
        self.rotates = rotates
        self.expiredStatus = expiredStatus
        self.expiredBody = expiredBody
        self.rule = rule
    }
}
