import Basics
import Core
import DialectKit
import Journal
import Scenario
import Time

/// A scenario in force: compiled once, shared by all requests, never changed.
public final class LoadedScenario: Sendable {
    let compiled: CompiledScenario
    var scenario: Scenario { compiled.scenario }
    var program: Program { compiled.program }
    /// Phase zero: when it was loaded, or reset.
    let loadedAt: Moment
    /// The numbers that the next request and the next job had then: a clock that stands tells nothing apart.
    let firstRequest: Int
    let firstJob: Int
    /// How often the sandbox had been reset by then: what is of before a reset is told by it from what is of after it.
    let resets: Int
    /// Whether webhooks, links and `Date` go by the wall clock (architecture.md §9.12).
    let stampsByWall: Bool
    /// When its phases begin and end.
    let timeLine: [PhaseSpan]
    /// Signs the links of the jobs that it makes.
    let signer: LinkSigner
    /// Takes secrets out of what is kept of requests.
    let cover: SecretCover
    /// The names of the scenario's accounts, by their keys.
    let listedAccounts: [String: String]
    /// Whether its `expect` asks where keys arrive: else nobody looks.
    let looksForLeaks: Bool
    /// What became of what its rules decided.
    let tallies: RuleTallies
    /// The rules of which a regular expression was given up; each is told once.
    private let givenUp = Lock<Set<String>>([])
    /// By the place of the provider; what every request asks for is not looked up again.
    private let dialects: [(any Dialect)?]
    private let settings: [Settings]
    private let limits: [LimitSetting]
    private let retentions: [Duration]

    init(
        _ compiled: CompiledScenario, loadedAt: Moment, firstRequest: Int = 1, firstJob: Int = 1, resets: Int,
        sandbox: String
    ) {
        let scenario = compiled.scenario
        self.compiled = compiled
        self.loadedAt = loadedAt
        self.firstRequest = firstRequest
        self.firstJob = firstJob
        self.resets = resets
        timeLine = scenario.timeLine
        listedAccounts = Dictionary(
            scenario.accounts.flatMap { account in account.keys.map { ($0, account.name) } }, uniquingKeysWith: { $1 })
        tallies = RuleTallies(scenario)
        looksForLeaks = scenario.expectations.contains { Expectation.namesOfKeyChecks.contains($0.name) }
        cover = SecretCover(known: Set(listedAccounts.keys).union(scenario.webhookSecrets.map(\.plainText)))
        signer = LinkSigner(seed: scenario.seed, sandbox: sandbox)
        stampsByWall = scenario.clock?.stamps == .wall
        dialects = Provider.allCases.sorted().map { scenario.catalogs[$0] as? any Dialect }
        settings = Provider.allCases.sorted().map { scenario.settings[$0] ?? Settings() }
        limits = settings.map { $0.limits("limits") }
        retentions = settings.map { $0.duration("retention") }
    }

    /// The place of the phase that is on at that moment; nil when none is.
    func phase(at moment: Moment) -> Int? {
        let elapsed = moment - loadedAt
        return timeLine.firstIndex { $0.end.map { elapsed < $0 } ?? true }
    }

    /// The name of that phase.
    func nameOfPhase(at moment: Moment) -> String? { phase(at: moment).map { timeLine[$0].name } }

    /// The dialect of that provider with the models that the scenario adds; the given one where the scenario knows none.
    public func dialect(_ given: any Dialect) -> any Dialect {
        dialects[given.provider.place] ?? given
    }

    /// That provider's dialect; nil where the scenario knows none.
    func dialect(of provider: Provider) -> (any Dialect)? { dialects[provider.place] }

    public func settings(_ provider: Provider) -> Settings {
        settings[provider.place]
    }

    /// Whether it is the first time that an expression of this rule is given up.
    func isFirstGivenUp(_ rule: String) -> Bool {
        givenUp.withLock { $0.insert(rule).inserted }
    }

    /// How long jobs can be read, by the setting `retention`; zero: for ever.
    func retention(_ provider: Provider) -> Duration {
        retentions[provider.place]
    }

    /// What the setting `limits` says.
    func limits(_ provider: Provider) -> LimitSetting {
        limits[provider.place]
    }
}
