import Core

/// `signed_url:` how long a link lives and what comes after.
extension LinkTerms: AspectEffect {
    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.signedURL = self
    }

    mutating func belong(to rule: String) {
        self.rule = rule
    }

    fileprivate init(_ reading: Reading, of rule: String) {
        let expired = reading[Keys.expired]
        self.init(
            lifetime: reading[Keys.lifetime], bornExpired: reading[Keys.bornExpired] ?? false,
            rotates: reading[Keys.rotate] ?? false, expiredStatus: expired?[Keys.status],
            expiredBody: expired?[Keys.body] ?? .provider, rule: rule)
    }
}

extension LinkTerms {
    /// That it comes about, for the journal; nil where no rule says so.
    public var firing: Decision.Firing? {
        rule.isEmpty ? nil : Decision.Firing(rule: rule, aspect: Aspect.signedURL.name)
    }
}

extension Aspect {
    static let signedURL = Aspect(
        "signed_url", .table(Keys.table), "how long a link lives and what comes after", at: [.made, .poll, .download]
    ) { reading, _, rule in LinkTerms(reading, of: rule.name) }
}

private enum Keys {
    static let table = Table(
        "`signed_url`", [lifetime, rotate, bornExpired, expired],
        demands: [.atLeastOne([lifetime, rotate, bornExpired, expired])])

    static let lifetime = Field("ttl", .duration, "how long a link lives, instead of the provider's own time")
    static let rotate = Field("rotate", .boolean, "another link on each reading; older ones die")
    static let bornExpired = Field("born_expired", .boolean, "the link has ended when it is handed out")
    static let expired = Field(
        "expired", .table(Table("`expired`", [status, body])), "instead of the provider's own answer")
    static let status = Field("status", .status, "what a dead link answers", required: true)
    static let body = Field<LinkTerms.ExpiredBody>(
        "body", .words("body", [.provider, .s3XML, .empty]), "with which body; default `provider`")
}
