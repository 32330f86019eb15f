import Core
import DialectKit
import HTTPMessages
import Journal
import Scenario
import Time

/// All that is known of one request on its way through a sandbox. Whoever asks "what do we know of this request?" finds a field
/// of it here.
///
/// A value: it lives where the request is handled, and is handed down and filled in on the way. A request that has to wait takes
/// it along in a `HeldRequest`.
public struct RequestContext: Sendable {
    private var reading: ParsedPair
    public private(set) var dialect: any Dialect
    /// How often a redirect has sent the client on before it came here.
    let redirects: Int
    /// Decided once, also when the request is read again.
    var connection: ConnectionState
    let connectionPlace: ConnectionPlace
    /// The scenario that it is read and decided under, wholly.
    private(set) var loaded: LoadedScenario

    /// What holds from the moment at which the sandbox took it in; nil before.
    var arrival: Arrival?
    var identity = Identity.unknown
    /// What the rules say to it; nil where none speaks.
    public internal(set) var decision: Shared<Decision>?
    /// The limit that it was counted against.
    var limit: RateLimiter.Status?
    /// The job that it is about, as the rules see it.
    var sight: JobSight?
    /// The job it asks for is there, and another account's.
    var isForeign = false
    /// The job that ends when the client hangs up.
    var boundJob: ConnectionBoundJob?
    /// In whose words it is answered, where a rule speaks.
    var speaker: Outcome.Speaker?
    /// The job it asks for is there, whoever's it is.
    var knowsJob = false
    /// A new job came of it.
    var isCommitted = false
    /// It was answered with the job of an earlier create, which it repeats.
    var isReplayed = false
    /// Its job calls somebody back.
    var raisesWebhook = false
    /// Its journal entry, once there is one.
    var journal: Journal.Ticket?

    /// What became of its connection so far.
    public enum ConnectionState: Sendable {
        /// It brought another request before.
        case reused
        /// This is its first request, and nothing was decided about it yet.
        case new
        /// This is its first request, and that was decided about it.
        case decided(Shared<Decision>)
    }

    /// - Parameter parsed: what `dialect` makes of the request under the settings of `loaded`.
    public init(
        _ request: consuming Request, parsed: consuming ParsedRequest, dialect: any Dialect,
        under loaded: LoadedScenario, redirects: Int = 0, connection: ConnectionState = .reused,
        at connectionPlace: ConnectionPlace = ConnectionPlace()
    ) {
        reading = ParsedPair(request, parsed)
        self.dialect = dialect
        self.redirects = redirects
        self.connection = connection
        self.connectionPlace = connectionPlace
        self.loaded = loaded
    }

    /// Begins anew under another scenario, which came into force while the request was being decided. Of what was, only its
    /// number among the same requests stays, and after a reset not even that.
    mutating func readAgain(under loaded: LoadedScenario) {
        let attempt = loaded.resets == self.loaded.resets ? identity.attempt : 0
        dialect = loaded.dialect(dialect)
        reading = ParsedPair(request, dialect.parse(request, settings: loaded.settings(provider)))
        self.loaded = loaded
        arrival = nil
        identity = .unknown
        identity.attempt = attempt
        decision = nil
        limit = nil
        sight = nil
        isForeign = false
        speaker = nil
        knowsJob = false
        isCommitted = false
        isReplayed = false
    }

    /// The same request, understood to want something else made than its dialect could tell.
    mutating func ask(for creation: Creation) {
        var parsed = reading.parsed
        switch parsed.operation {
        case .create: parsed.operation = .create(creation)
        case .dryRun: parsed.operation = .dryRun(creation)
        case .rejected, .poll, .cancel, .download, .catalog, .balance, .account, .costs, .list, .upload, .uploaded:
            return
        }
        reading = ParsedPair(reading.request, parsed)
    }

    public var request: Request { reading.request }

    /// What its dialect makes of it.
    public var parsed: ParsedRequest { reading.parsed }

    /// What is to be made, or would be.
    var creation: Creation? { reading.creation }

    var provider: Provider { dialect.provider }

    /// When it came, in scenario time.
    var moment: Moment { arrival?.moment ?? .zero }

    var account: Account? { arrival?.account }

    /// The key it came with.
    var key: String? {
        if case .key(let key) = parsed.credential { key } else { nil }
    }

    /// What tells its account from others, known before the account is looked up: the name of a listed account, else the key.
    var accountIdentity: String { key.map { loaded.listedAccounts[$0] ?? $0 } ?? "" }

    /// Whether it wants a job, and no dry run of one.
    var isCreate: Bool {
        if case .create = parsed.operation { true } else { false }
    }

    /// The step that rules see: a create that is answered by a stream is one of both.
    var decisiveStep: Step? {
        if parsed.step == .create, creation?.answer == .streamed { return .stream }
        return parsed.step
    }

    /// The job that it is about, if there is one to look up before anything is decided.
    var subjectJob: JobKey? {
        switch parsed.operation {
        case .poll(let id, _), .cancel(let id, _): JobKey(provider, id)
        case .download(let download): JobKey(provider, download.job)
        case .rejected, .create, .dryRun, .catalog, .balance, .account, .costs, .list, .upload, .uploaded: nil
        }
    }

    /// Whether the job it asks for is shown to its own account alone; a file is there for everyone who has its link.
    var isForOwnerOnly: Bool {
        switch parsed.operation {
        case .poll, .cancel: true
        case .rejected, .create, .dryRun, .download, .catalog, .balance, .account, .costs, .list, .upload, .uploaded:
            false
        }
    }

    /// Whether nothing of the provider's answer will be seen: then nobody waits for it.
    var hidesAnswer: Bool { decision?.value.hidesProvider ?? false }

    /// Whether a job comes of a create whose answer is spoilt.
    var commits: Bool { decision?.value.commits ?? true }
}

/// A request and what its dialect makes of it: an object, since they are many fields, and a context is copied where it waits.
private final class ParsedPair: Sendable {
    let request: Request
    let parsed: ParsedRequest
    let creation: Creation?

    init(_ request: consuming Request, _ parsed: consuming ParsedRequest) {
        creation = parsed.operation.creation
        self.request = request
        self.parsed = parsed
    }
}

/// What held when a request came in.
struct Arrival: Sendable {
    /// In monotonic nanoseconds.
    let real: Int64
    let moment: Moment
    let calendar: Calendar
    /// What `Date` and the ends of links go by (architecture.md §9.12).
    let stamps: Calendar
    let account: Account?

    var time: Timestamp { calendar.timestamp(of: moment) }
    var stamp: Timestamp { stamps.timestamp(of: moment) }
}

/// A job that lives no longer than the connection of the client who asked for it.
struct ConnectionBoundJob: Sendable {
    let job: JobKey
    /// How often the sandbox had been reset: after a reset another job may have that id.
    let resets: Int
}

extension Operation {
    fileprivate var creation: Creation? {
        switch self {
        case .create(let creation), .dryRun(let creation): creation
        case .rejected, .poll, .cancel, .download, .catalog, .balance, .account, .costs, .list, .upload, .uploaded: nil
        }
    }
}
