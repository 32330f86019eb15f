import Core

/// `clock_skew:` how far the times that answers tell are from the truth.
public struct ClockSkew: Sendable, Equatable {
    /// The header `Date`.
    public var date: Duration
    /// The times in bodies.
    public var created: Duration
    /// The end of signed links.
    public var exp: Duration
    /// The timestamps of webhooks.
    public var webhook: Duration

    public init(all skew: Duration) {
        (date, created, exp, webhook) = (skew, skew, skew, skew)
    }

    public init(date: Duration = .zero, created: Duration = .zero, exp: Duration = .zero, webhook: Duration = .zero) {
        self.date = date
        self.created = created
        self.exp = exp
        self.webhook = webhook
    }
}

extension ClockSkew: AspectEffect {
    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.clockSkew = self
    }

    /// A skew of everything is written for what there is; one of the end of links is written for them.
    func flaws(in scene: EffectScene) -> [EffectFlaw] {
        guard exp != .zero, self != ClockSkew(all: exp), let names = scene.names(whereAll: { !$0.files.isSigned })
        else { return [] }
        return [.warning("`\(Keys.exp.name)` moves nothing: no link of \(names) is signed and says when it ends")]
    }

    fileprivate init(_ reading: Reading) {
        if let skew = Form.signedDuration.value(reading) {
            self.init(all: skew)
        } else {
            self.init(
                date: reading[Keys.date] ?? .zero, created: reading[Keys.created] ?? .zero,
                exp: reading[Keys.exp] ?? .zero, webhook: reading[Keys.webhook] ?? .zero)
        }
    }
}

extension Aspect {
    static let clockSkew = Aspect(
        "clock_skew", .either([Form.signedDuration.shape, .table(Keys.table)]), "moves the times that answers tell",
        at: [.answered, .webhook]
    ) { reading, _, _ in ClockSkew(reading) }
}

private enum Keys {
    static let table = Table(
        "`clock_skew`", [date, created, exp, webhook], demands: [.atLeastOne([date, created, exp, webhook])])

    static let date = Field("date", .signedDuration, "moves the header `Date`")
    static let created = Field("created", .signedDuration, "moves the times in bodies")
    static let exp = Field("exp", .signedDuration, "moves the end of signed links")
    static let webhook = Field("webhook", .signedDuration, "moves the timestamps of webhooks")
}
