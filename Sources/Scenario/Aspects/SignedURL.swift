import Core

/// `signed_url:` how long a link lives and what comes after, before its life is drawn.
private struct LinkEffect: AspectEffect {
    /// All that is not drawn.
    var terms: LinkTerms
    var lifetime: DrawnDuration?

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.signedURL = terms
        decision.signedURL?.lifetime = lifetime?.duration(draw(Keys.lifetime.name))
    }

    mutating func belong(to rule: String) {
        terms.rule = rule
    }

    func steps(at provider: Vocabulary.ProviderWords) -> StepSet {
        provider.files.hasLinks ? .all : []
    }

    func flaws(in scene: EffectScene) -> [EffectFlaw] {
        guard terms.rotates, scene.steps == .download else { return [] }
        return [.problem("`\(Keys.rotate.name)` makes another link at each reading; name `create` or `poll`")]
    }
}

extension LinkEffect {
    init(_ reading: Reading, _ builder: inout Builder, of rule: String) {
        let expired = reading[Keys.expired]
        terms = LinkTerms(
            bornExpired: reading[Keys.bornExpired] ?? false, rotates: reading[Keys.rotate] ?? false,
            expiredStatus: expired?[Keys.status], expiredBody: expired?[Keys.body] ?? .provider, rule: rule)
        lifetime = reading[Keys.lifetime].flatMap { DrawnDuration($0, &builder) }
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
    ) { reading, builder, rule in LinkEffect(reading, &builder, of: rule.name) }
}

private enum Keys {
    static let table = Table(
        "`signed_url`", [lifetime, rotate, bornExpired, expired],
        demands: [.atLeastOne([lifetime, rotate, bornExpired, expired])])

    static let lifetime = Field(
        "ttl", .parts(DrawnDuration.shape), "how long a link lives, instead of the provider's own time")
    static let rotate = Field("rotate", .boolean, "another link on each reading; older ones die")
    static let bornExpired = Field("born_expired", .boolean, "the link has ended when it is handed out")
    static let expired = Field(
        "expired", .table(Table("`expired`", [status, body])), "instead of the provider's own answer")
    static let status = Field("status", .status, "what a dead link answers", required: true)
    static let body = Field<LinkTerms.ExpiredBody>(
        "body", .words("body", [.provider, .s3XML, .empty]), "with which body; default `provider`")
}
