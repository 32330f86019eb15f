public import Core

/// All that is known of a run when it is judged. Everything is oldest first.
public struct RunRecord: Sendable {
    /// A job, as it is now.
    public struct Job: Sendable {
        public var id: String
        public var provider: Provider
        public var account: String
        public var model: String?
        public var state: Core.Job.State
        /// In scenario time since the scenario was loaded.
        public var created: Duration
        /// nil while it has not ended.
        public var ended: Duration?
        /// It never ends by itself.
        public var isStuck: Bool
        public var price: Money
        /// How many files it makes.
        public var files: Int

        public init(
            id: String, provider: Provider, account: String, model: String? = nil, state: Core.Job.State,
            created: Duration, ended: Duration? = nil, isStuck: Bool = false, price: Money = .zero, files: Int = 1
        ) {
            self.id = id
            self.provider = provider
            self.account = account
            self.model = model
            self.state = state
            self.created = created
            self.ended = ended
            self.isStuck = isStuck
            self.price = price
            self.files = files
        }
    }

    /// An attempt to deliver a webhook.
    public struct Delivery: Sendable {
        /// Of the webhook; further attempts, and duplicates, have it too.
        public var webhook: String
        /// Of the webhook, from 1: as `GET …/webhooks` counts.
        public var number: Int
        /// The how-manieth attempt, from 1.
        public var attempt: Int
        public var job: String
        public var provider: Provider
        /// In scenario time since the load.
        public var at: Duration
        /// When it began, in real time since the sandbox was made; nil: not known.
        public var real: Duration?
        /// nil: no answer came.
        public var status: Int?
        /// A receiver should refuse it, and why: its signature is wrong, missing or old.
        public var isForged: Bool
        /// The event had been delivered before, and was answered with a 2xx.
        public var isDuplicate: Bool
        /// It is still on its way, or another attempt follows.
        public var isOpen: Bool

        public init(
            webhook: String, number: Int, attempt: Int, job: String, provider: Provider, at: Duration,
            real: Duration? = nil, status: Int? = nil, isForged: Bool = false, isDuplicate: Bool = false,
            isOpen: Bool = false
        ) {
            self.webhook = webhook
            self.number = number
            self.attempt = attempt
            self.job = job
            self.provider = provider
            self.at = at
            self.real = real
            self.status = status
            self.isForged = isForged
            self.isDuplicate = isDuplicate
            self.isOpen = isOpen
        }
    }

    /// A rule of the scenario, and what became of it since that was loaded.
    public struct Rule: Sendable, Equatable {
        public var name: String
        /// nil: it belongs to none.
        public var phase: String?
        public var matched: Int
        public var showed: Int
        public var masked: Int

        public init(name: String, phase: String? = nil, matched: Int, showed: Int, masked: Int) {
            self.name = name
            self.phase = phase
            self.matched = matched
            self.showed = showed
            self.masked = masked
        }
    }

    /// How the command under test ended.
    public enum CommandEnd: Sendable, Equatable {
        case exit(Int)
        /// By a signal, such as `SIGTERM`.
        case signal(String)
        /// It was still at it when the drill's patience was over.
        case stillRunning(after: Duration)
    }

    /// A file that the command was to produce (`--product`).
    public struct Product: Sendable, Equatable {
        public var path: String
        /// The job whose file it equals, byte for byte; nil: none.
        public var job: String?

        public init(path: String, job: String?) {
            self.path = path
            self.job = job
        }
    }

    /// What a client of a provider can do to find out what became of a create.
    public struct Recourse: Sendable, Equatable {
        /// There is a list of the account's jobs.
        public var listsJobs: Bool
        /// What the account has left can be asked for.
        public var tellsBalance: Bool
        /// A create that is repeated with its `Idempotency-Key` is answered with the job of the first.
        public var takesRepeatKey: Bool

        public init(listsJobs: Bool = false, tellsBalance: Bool = false, takesRepeatKey: Bool = false) {
            self.listsJobs = listsJobs
            self.tellsBalance = tellsBalance
            self.takesRepeatKey = takesRepeatKey
        }
    }

    public var exchanges: [Exchange]
    public var recourse: [Provider: Recourse]
    /// Requests that came and are not in the journal any more.
    public var dropped: Int
    public var jobs: [Job]
    /// Jobs that the store had to let go.
    public var droppedJobs: Int
    public var deliveries: [Delivery]
    public var droppedDeliveries: Int
    public var rules: [Rule]
    /// What each account paid, by provider and name; what it got back is off it.
    public var spent: Money
    public var spentByAccount: [(account: String, amount: Money)]
    /// Scenario time passes only when somebody moves it.
    public var isManual: Bool
    /// Since the load, in scenario time, and in real time from the first request to the last answer.
    public var scenarioTime: Duration
    public var realTime: Duration
    /// nil: there is no command, as at `serve`.
    public var command: CommandEnd?
    /// Files that the command made or changed; nil: no `--product` was given.
    public var products: [Product]?
    /// What the same command paid on the healthy day; nil: there was none.
    public var healthySpent: Money?
    /// How many products it made there.
    public var healthyProducts: Int?

    public init(exchanges: [Exchange] = []) {
        self.exchanges = exchanges
        recourse = [:]
        dropped = 0
        jobs = []
        droppedJobs = 0
        deliveries = []
        droppedDeliveries = 0
        rules = []
        spent = .zero
        spentByAccount = []
        isManual = false
        scenarioTime = .zero
        realTime = .zero
        command = nil
        products = nil
        healthySpent = nil
        healthyProducts = nil
    }
}
