import Core
import Digests

/// Something that a rule can speak about under `then` (language.md §3): its key, where it may stand, and what is made of
/// it. Each aspect of a request is decided by one rule.
struct Aspect: Keyed {
    typealias Make = @Sendable (Reading, inout Builder, RuleScope) -> (any AspectEffect)?

    let key: Key
    /// The steps at which it means something (architecture.md §9.9); at others a rule that names it is refused.
    let steps: StepSet
    /// A fault of the connection, of which a rule has at most one.
    let isWireFault: Bool
    /// Whether `commit` says something beside it: the answer of a create may be lost by it.
    let takesCommit: Bool
    /// nil when its value says too little; why is among the problems then.
    let make: Make

    init(
        _ name: String, _ shape: Shape, _ help: String, at steps: StepSet,
        isWireFault: Bool = false, takesCommit: Bool = false, make: @escaping Make
    ) {
        key = Key(name, shape, help, remark: { $0.whereDecided(steps) })
        self.steps = steps
        self.isWireFault = isWireFault
        self.takesCommit = takesCommit
        self.make = make
    }
}

/// The rule that an aspect stands in.
struct RuleScope {
    let name: String
    /// Those that it is for.
    let providers: ProviderSet
    /// `commit` of its fault, else beside its aspects.
    let commit: Bool?
}

/// What a rule says of one aspect, worked out when it is loaded.
protocol AspectEffect: Sendable {
    /// Writes into the decision about one request what the rule says.
    func decide(_ decision: inout Decision, _ draw: DrawSource)

    /// The steps at which it means something, where its value leaves less than the aspect has.
    var steps: StepSet { get }

    /// The providers at which it means something.
    var providers: ProviderSet { get }

    /// The steps at which that provider has something for it to act on, such as links or files that are fetched.
    func steps(at provider: Vocabulary.ProviderWords) -> StepSet

    /// What of its value is without effect where its rule can act.
    func flaws(in scene: EffectScene) -> [EffectFlaw]

    /// What a person should know of it at that provider.
    func note(at provider: Provider) -> String?

    /// The rule has that name from now on.
    mutating func belong(to rule: String)
}

extension AspectEffect {
    var steps: StepSet { .all }
    var providers: ProviderSet { .all }
    func steps(at provider: Vocabulary.ProviderWords) -> StepSet { .all }
    func flaws(in scene: EffectScene) -> [EffectFlaw] { [] }
    func note(at provider: Provider) -> String? { nil }
    mutating func belong(to rule: String) {}
}

/// What one rule draws for one aspect of one request (language.md §6).
struct DrawSource {
    let seed: Int64
    let rule: String
    var aspect: String
    let subject: [UInt8]

    /// The draw of that name.
    func callAsFunction(_ name: String) -> Draw {
        Draw(seed: seed, rule: rule, aspect: aspect, name: name, subject: subject)
    }
}
