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

    /// Written by the engine while it has the visit in hand; a held visit is handed from thread to thread.
    struct Progress: Sendable {
        var ticket: Timeline<SandboxEvent>.Ticket?
        var journal = 0
        var answered = false
        var arrival = Arrival.none
        var decision = Decision()
    }

    let progress = Mutex(Progress())

    public init(request: Request, ask: Ask, dialect: any Dialect, caller: any Caller) {
        self.request = request
        self.ask = ask
        self.dialect = dialect
        self.caller = caller
    }

    var provider: Provider { dialect.provider }

    /// The key it came with.
    var key: String? {
        if case .key(let key) = ask.credential { key } else { nil }
    }
}

/// What held when the visit came in.
struct Arrival: Sendable {
    var moment: Moment
    var time: Timestamp
    var loaded: LoadedScenario?
    var signer = SignedLink(secret: [])
    var account: Account?
    var requestID = ""
    var limit: LimitView?

    static let none = Arrival(moment: .zero, time: Timestamp(nanoseconds: 0), loaded: nil, account: nil)

    var elapsed: Duration { moment - (loaded?.loaded ?? .zero) }
}
