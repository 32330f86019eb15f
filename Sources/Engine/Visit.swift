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
    public let parsed: ParsedRequest
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
        case greeted(Ref<Decision>)
    }

    /// Written by the engine while it has the visit in hand; a held visit is handed from thread to thread.
    struct Progress: Sendable {
        var ticket: Timeline<SandboxEvent>.Ticket?
        var journal: Journal.Ticket?
        var arrival: Arrival?
        /// nil where no rule speaks.
        var decision: Ref<Decision>?
        /// A job that is told of and never was: its create lost the answer, and the rule made nothing of it.
        var phantom: Ref<Job>?
        var limit: LimitView?
        var requestID = ""
        /// The job it asks for is there, and another account's.
        var isForeign = false
        /// The job that ends when the client hangs up.
        var tie: ConnectionBoundJob?
        /// Its job calls somebody back.
        var raisesWebhook = false
    }

    let progress = Mutex(Progress())

    public init(
        request: consuming Request, parsed: consuming ParsedRequest, dialect: any Dialect, caller: any Caller,
        hops: Int = 0,
        way: Way = .kept
    ) {
        self.hops = hops
        self.way = way
        self.request = request
        creation = parsed.creation
        self.parsed = parsed
        self.dialect = dialect
        self.caller = caller
    }

    var provider: Provider { dialect.provider }

    /// Whether it wants a job, and no dry run of one.
    var isCreate: Bool {
        if case .create = parsed.operation { true } else { false }
    }

    /// The key it came with.
    var key: String? {
        if case .key(let key) = parsed.credential { key } else { nil }
    }
}

extension ParsedRequest {
    fileprivate var creation: Creation? {
        switch operation {
        case .create(let creation), .dryRun(let creation): creation
        default: nil
        }
    }
}

/// A job that lives no longer than the connection of the client who asked for it. An object, since few visits have one.
final class ConnectionBoundJob: Sendable {
    let job: JobKey

    init(_ job: JobKey) {
        self.job = job
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
