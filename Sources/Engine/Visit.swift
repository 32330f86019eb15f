import Core
import DialectKit
import HTTPMessages
import Journal
import Scenario
import Synchronization
import Time

/// One request on its way through a sandbox.
public final class Visit: Sendable {
    public let request: Request
    public let ask: Ask
    public let dialect: any Dialect
    let caller: any Caller
    /// How often a redirect has sent the client on before it came here.
    let hops: Int
    let way: Way
    /// What is to be made, or would be.
    let creation: Creation?

    /// How a request came.
    public enum Way: Sendable {
        /// On a connection that brought another one before.
        case kept
        /// The first on its connection, of which nothing was decided yet.
        case fresh
        /// The first on its connection, of which that was decided.
        case greeted(Shared<Decision>)
    }

    /// Written by the engine while it has the visit in hand; a held visit is handed from thread to thread.
    struct Progress: Sendable {
        var ticket: Timeline<SandboxEvent>.Ticket?
        var journal: Journal.Ticket?
        var arrival: Arrival?
        /// nil where no rule speaks.
        var decision: Shared<Decision>?
        /// A job that is told of and never was: its create lost the answer, and the rule made nothing of it.
        var phantom: Shared<Job>?
        var limit: LimitView?
        var requestID = ""
        /// The job it asks for is there, and another account's.
        var isForeign = false
        /// The job that ends when the client hangs up.
        var tie: Tie?
        /// Its job calls somebody back.
        var raisesWebhook = false
    }

    let progress = Mutex(Progress())

    public init(
        request: consuming Request, ask: consuming Ask, dialect: any Dialect, caller: any Caller, hops: Int = 0,
        way: Way = .kept
    ) {
        self.hops = hops
        self.way = way
        self.request = request
        creation = ask.creation
        self.ask = ask
        self.dialect = dialect
        self.caller = caller
    }

    var provider: Provider { dialect.provider }

    /// Whether it wants a job, and no dry run of one.
    var isCreate: Bool {
        if case .intent(.create) = ask.wish { true } else { false }
    }

    /// The key it came with.
    var key: String? {
        if case .key(let key) = ask.credential { key } else { nil }
    }
}

extension Ask {
    fileprivate var creation: Creation? {
        switch wish {
        case .intent(.create(let creation)), .intent(.dryRun(let creation)): creation
        case .intent, .problem: nil
        }
    }
}

/// A job that lives no longer than the connection of the client who asked for it. An object, since few visits have one.
final class Tie: Sendable {
    let job: JobKey
    /// Where the job stands among the running ones.
    let ticket: RunningJobs.Ticket?

    init(_ job: JobKey, _ ticket: RunningJobs.Ticket?) {
        self.job = job
        self.ticket = ticket
    }
}

/// What held when the visit came in.
final class Arrival: Sendable {
    let moment: Moment
    let calendar: Calendar
    /// What `Date` and the ends of links go by (design.md §9.12).
    let stamps: Calendar
    let loaded: LoadedScenario
    let signer: SignedLink
    let account: Account?

    init(
        moment: Moment, calendar: Calendar, stamps: Calendar, loaded: LoadedScenario, signer: SignedLink,
        account: Account?
    ) {
        self.moment = moment
        self.calendar = calendar
        self.stamps = stamps
        self.loaded = loaded
        self.signer = signer
        self.account = account
    }

    var time: Timestamp { calendar.timestamp(of: moment) }
    var stamp: Timestamp { stamps.timestamp(of: moment) }

    /// Scenario time since the scenario was loaded.
    var elapsed: Duration { moment - loaded.loaded }

    /// The same, seen at a later moment.
    func later(_ moment: Moment) -> Arrival {
        Arrival(
            moment: moment, calendar: calendar, stamps: stamps, loaded: loaded, signer: signer, account: account)
    }
}
