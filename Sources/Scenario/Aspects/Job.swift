import Core

/// `job:` (language.md §3.3). nil: by pace and catalog.
public struct JobDirective: Sendable, Equatable {
    public var queued: Duration?
    public var running: Duration?
    public var outcome: Outcome?
    public var polls: Int?
    public var cost: Money?
    /// What polls tell instead of the normal sequence.
    public var statuses: StatusSequence?
    public var output: OutputChange?
    /// Whether a client that hangs up loses the job.
    public var cancelsOnDisconnect: Bool?
    /// Nobody finds the job any more that long after its create.
    public var expiry: Duration?

    public enum Outcome: Sendable, Equatable {
        case completed
        case failed(SemanticError, message: String?)
        case stuck(in: Job.State)
    }

    public init() {}
}

/// `job:` before its durations are drawn.
private struct JobEffect: AspectEffect {
    /// All that is not drawn.
    var directive = JobDirective()
    var queued: DrawnDuration?
    var running: DrawnDuration?
    var expiry: DrawnDuration?
    /// How long each status is told, the same for all of a job; nil: until the next poll.
    var interval: DrawnDuration?
    /// What it fails with.
    var answers = ErrorAnswers()

    var providers: ProviderSet { answers.providers }

    /// Whether polls, and not time, move a job on.
    private var endsByPolls: Bool { directive.polls != nil || directive.statuses != nil && interval == nil }

    func note(at provider: Provider) -> String? { answers.note(at: provider) }

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        var job = directive
        job.queued = queued?.duration(draw(Keys.queued.name))
        job.running = running?.duration(draw(Keys.running.name))
        job.expiry = expiry?.duration(draw(Keys.expiry.name))
        job.statuses?.interval = interval?.duration(draw(Keys.by.name))
        decision.job = job
    }

    func flaws(in scene: EffectScene) -> [EffectFlaw] {
        let once = endsByPolls ? scene.providers.compactMap(\.words.unpolled) : []
        let missing = (directive.output?.without ?? []).compactMap { member in
            scene.flaw {
                $0.words.jobMembers?.contains(member) == false
            } _: { names in
                let known = Set(scene.providers.flatMap { $0.words.jobMembers ?? [] })
                let hint = known.contains(member) ? "" : Suggestion.question(for: member, in: known.sorted())
                return "no answer of \(names) about a job has a member `\(shortened(member))`" + hint
            }
        }
        return once.map { .remark("nothing polls \($0), so there the create counts as the polls") } + missing
            + (untoldMessage(in: scene).map { [$0] } ?? [])
    }

    /// Of a job that nobody can poll the failure is told by the error of its create, which may always say the same.
    private func untoldMessage(in scene: EffectScene) -> EffectFlaw? {
        guard case .failed(let error, message: .some) = directive.outcome else { return nil }
        return scene.flaw { place in
            place.words.steps[.poll] == nil && !place.tellsMessage(of: answers.nearest[place.provider] ?? error)
        } _: { names in
            "`message` is not told by a job that fails with `\(error.rawValue)` at \(names), which always says the same"
        }
    }
}

extension JobEffect {
    init(_ reading: Reading, _ builder: inout Builder, _ rule: RuleScope) {
        queued = reading[Keys.queued].flatMap { DrawnDuration($0, &builder) }
        running = reading[Keys.running].flatMap { DrawnDuration($0, &builder) }
        directive.outcome = Self.outcome(reading)
        directive.polls = reading[Keys.polls]
        directive.cost = reading[Keys.cost]
        directive.statuses = reading[Keys.statuses].flatMap { $0.isEmpty ? nil : StatusSequence(words: $0) }
        interval = Self.interval(reading, &builder)
        directive.output = reading[Keys.output].map(Self.output)
        directive.cancelsOnDisconnect = reading[Keys.cancelOnDisconnect]
        expiry = reading[Keys.expiry].flatMap { DrawnDuration($0, &builder) }
        if let polls = reading.entry(Keys.polls), reading[Keys.outcome] == .stuck {
            let stuck = "\(Keys.outcome.name): \(Keys.Ending.stuck.rawValue)"
            builder.report("a job that is stuck ends with no poll; leave out `\(polls.key)` or `\(stuck)`", at: polls)
        }
        // Each provider has failed jobs, whatever it calls them.
        if let error = reading[Keys.error], NamedError.error(error) != .generationFailed {
            answers = NamedError.answers(error, &builder, rule)
        }
    }

    private static func outcome(_ reading: Reading) -> JobDirective.Outcome? {
        switch reading[Keys.outcome] {
        case .completed: .completed
        case .failed:
            .failed(
                reading[Keys.error].flatMap(NamedError.error) ?? .generationFailed,
                message: reading[Keys.error]?[NamedError.message])
        case .stuck: .stuck(in: reading[Keys.stuckIn] ?? .running)
        case nil: nil
        }
    }

    /// nil: by polls.
    private static func interval(_ reading: Reading, _ builder: inout Builder) -> DrawnDuration? {
        guard let by = reading[Keys.by], let interval = DrawnDuration(by, &builder) else { return nil }
        if interval == .fixed(.zero) { builder.report("an interval of 0 passes over every status", at: by) }
        return interval
    }

    private static func output(_ reading: Reading) -> OutputChange {
        OutputChange(
            count: reading[Keys.empty] == true ? 0 : reading[Keys.count], nullsURLs: reading[Keys.nullURL] ?? false,
            without: reading[Keys.without] ?? [])
    }
}

extension JobDirective {
    /// The key of `then` that says it.
    public static var aspect: String { Aspect.job.name }
}

extension Aspect {
    static let job = Aspect("job", .table(Keys.table), "how the job runs", at: .made) { reading, builder, rule in
        JobEffect(reading, &builder, rule)
    }
}

private enum Keys {
    enum Ending: String, CaseIterable {
        case completed, failed, stuck
    }

    static let all: [any Keyed] = [
        queued, running, outcome, error, stuckIn, statuses, by, polls, output, cost, cancelOnDisconnect, expiry,
    ]

    static let table = Table(
        "`job`", all,
        demands: [
            .onlyWith(error, key: outcome, word: Ending.failed.rawValue),
            .onlyWith(stuckIn, key: outcome, word: Ending.stuck.rawValue),
            .needs(by, statuses), .atMostOne([statuses, outcome]), .atMostOne([statuses, polls]),
            .atMostOne([statuses, running]), .atMostOne([statuses, queued]), .atMostOne([polls, running]),
            .atLeastOne(all),
        ])

    static let queued = Field("queued", .parts(DrawnDuration.shape), "how long it waits; default: by pace and catalog")
    static let running = Field("running", .parts(DrawnDuration.shape), "how long it runs; default: by pace and catalog")
    static let outcome = Field<Ending>("outcome", .words("outcome"), "how it ends; default `completed`")
    static let error = Field("error", .parts(NamedError.shape()), "why it failed; default `generation_failed`")
    static let stuckIn = Field<Job.State>(
        "stuck_in", .words("state", [.queued, .running]), "where it stays; default `running`")
    static let statuses = Field(
        "statuses", .list(of: Form.text, 1...Grammar.mostWords),
        "told one after the other instead of the normal sequence: `queued`, `running`, `completed` and `failed` in the provider's words, anything else as it is"
    )
    static let by = Field(
        "by", .parts(.either([.word(Words("word", ["poll"])), DrawnDuration.shape])),
        "when `statuses` goes on; default with each poll")
    static let polls = Field("polls", .positive, "ends with that poll instead of after a time")
    static let output = Field(
        "output",
        .table(
            Table(
                "`output`", [count, empty, nullURL, without],
                demands: [.atLeastOne([count, empty, nullURL, without]), .atMostOne([count, empty])])),
        "partial and odd results")
    static let count = Field("count", .integer(0...100), "how many results, whatever was asked for")
    static let empty = Field("empty", .boolean, "an empty list of results")
    static let nullURL = Field("null_url", .boolean, "results without an address")
    static let without = Field(
        "without", .list(of: Form.text, 1...100), "members to leave out, wherever they stand")
    static let cost = Field("cost", .money, "US dollars, instead of the catalog's")
    static let cancelOnDisconnect = Field("cancel_on_disconnect", .boolean, "a client that hangs up loses the job")
    static let expiry = Field(
        "expire_job", .parts(DrawnDuration.shape), "nobody finds the job any more that long after its create")
}
