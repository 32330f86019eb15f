import Core
import Documents
import Time

/// A scenario file that was read and found sound (language.md).
public struct Scenario: Sendable {
    public var name: String
    public var summary: String
    public var seed: Int64
    /// nil: the file is silent, which means mode `real`.
    public var clock: ClockPlan?
    public var pace: Pace
    public var accounts: [AccountPlan]
    /// What the file says under `settings`, completed by each definition's default.
    public var settings: [Provider: Settings]
    /// The models that it adds to the providers' catalogs, in the order of the file, then those of `use`.
    public var models: [Provider: [ModelAddition]]
    /// The catalogs with these models.
    public var catalogs: [Provider: any ModelCatalog]
    /// The steps that the requests of each provider can be.
    public var steps: [Provider: Set<Step>]
    /// The errors that each provider gives before it looks at its rate limit.
    public var errorsBeforeLimits: [Provider: Set<SemanticError>]
    public var phases: [Phase]
    /// The file's own rules, then those of `use`, in the order that decides.
    public var rules: [Rule]
    public var expectations: [Expectation]
    /// The text it was read from, as it was given.
    public var source: [UInt8]
    /// The scenarios whose rules it uses, as the file names them.
    public var uses: [String]
    /// What a careful reader should know although nothing is wrong, such as a rule that one of its providers skips.
    public var remarks: [Problem]

    public struct ClockPlan: Sendable, Equatable {
        public var mode: ClockMode
        /// Scaled only: virtual seconds per real second.
        public var rate: Double
        /// `auto` only.
        public var polls: ClockPolls
        /// nil: the wall clock when the scenario is loaded.
        public var start: Timestamp?
        public var stamps: Stamps

        public init(
            mode: ClockMode = .real, rate: Double = 1, polls: ClockPolls = .advance, start: Timestamp? = nil,
            stamps: Stamps = .scenario
        ) {
            self.mode = mode
            self.rate = rate
            self.polls = polls
            self.start = start
            self.stamps = stamps
        }
    }

    /// Which clock others compare with: it stamps `Date`, the end of links and webhooks (architecture.md §9.12).
    public enum Stamps: String, Sendable, Equatable, CaseIterable {
        case scenario, wall
    }

    public struct AccountPlan: Sendable, Equatable {
        public var name: String
        public var keys: [String]
        /// nil: unlimited.
        public var balance: Money?
        /// Globs of the models it may use; nil: all. `provider:glob` narrows one to a provider.
        public var models: [String]?
        public var limits: Limits

        public init(
            name: String, keys: [String], balance: Money? = nil, models: [String]? = nil, limits: Limits = Limits()
        ) {
            self.name = name
            self.keys = keys
            self.balance = balance
            self.models = models
            self.limits = limits
        }
    }

    public struct Phase: Sendable {
        public var name: String
        /// nil: for ever.
        public var lasts: Duration?
        public var rules: [Rule]
        /// The scenario it came from by `use`; nil: the file's own.
        public var origin: String?

        public init(name: String, lasts: Duration?, rules: [Rule]) {
            self.name = name
            self.lasts = lasts
            self.rules = rules
        }
    }

    /// How long jobs take, against the catalog's typical range (language.md §3.3, architecture.md §9.6).
    public enum Pace: Sendable, Equatable {
        case instant
        /// A hundredth of the realistic draw, at least 50 ms, at most 2 s.
        case quick
        case realistic
        case factor(Double)
    }
}
