public import Core
public import HTTPMessages
public import Scenario

/// A request and what became of it, as far as a judgement asks for it.
public struct Exchange: Sendable {
    /// A rule that had a say.
    public struct Effect: Sendable, Equatable {
        public var rule: String
        public var aspect: String
        /// Why nobody saw it; nil: it showed.
        public var unseen: String?

        public init(rule: String, aspect: String, unseen: String? = nil) {
            self.rule = rule
            self.aspect = aspect
            self.unseen = unseen
        }
    }

    /// What came of a create.
    public enum Making: Sendable, Equatable {
        case nothing, committed
        /// The job of an earlier create with the same idempotency key.
        case replayed
    }

    /// What came of the link that a download used.
    public enum Link: Sendable, Equatable {
        case good
        /// Its time was over.
        case expired
        /// It is no link that the server made, or one of another file.
        case wrong
    }

    /// A key at a place that it was not meant for.
    public struct Leak: Sendable, Equatable {
        public enum Place: Sendable, Equatable, Hashable {
            /// In the query, under that name.
            case query(String)
            case body
            /// Where that provider's requests go, and the key is another's.
            case base(of: Provider, key: Provider)
            /// At another host, where a redirect led to.
            case redirect
            /// In the address of a webhook's receiver.
            case callback
            /// At a file that is fetched without one.
            case download
        }

        public var place: Place

        public init(_ place: Place) {
            self.place = place
        }
    }

    /// Of its entry in the journal.
    public var number: Int
    /// When it came and when its answer was handed over, in scenario time since the scenario was loaded.
    public var at: Duration
    public var answered: Duration?
    /// When its head came and when its last byte left, in real time since the sandbox was made.
    public var came: Duration
    public var left: Duration?
    /// nil where none was meant.
    public var provider: Provider?
    public var step: Step?
    public var account: String?
    public var model: String?
    public var job: String?
    public var method: String
    /// Below the sandbox, without its query.
    public var path: String
    /// Of account, method, path, query and body; 0: it was not taken.
    public var fingerprint: UInt64
    /// The how-manieth time the client's library itself sends it again; nil where it says nothing.
    public var sdkRetry: Int?
    public var isCreate: Bool
    public var making: Making
    /// What was asked costs that much; nil where nothing that costs was asked for.
    public var price: Money?
    /// What the account paid in the end; nil: not known yet.
    public var charged: Money?
    /// 0 where none was sent.
    public var status: Int
    /// How long the answer told to wait, and whether it is a refusal (429, 503) that tells it.
    public var retryAfter: Duration?
    /// Whether all of the answer left for a client who was there to the end; nil while that is open.
    public var arrivedWhole: Bool?
    public var end: ExchangeEnd?
    public var effects: [Effect]
    /// It asked for the list of the account's jobs.
    public var isList: Bool
    /// Files of its job are in the answer, or are the answer.
    public var holdsFiles: Bool
    /// It came with the client's own key for repetitions.
    public var hasRepeatKey: Bool
    /// nil for what is no download.
    public var link: Link?
    /// Which of its job's files was asked for, from 0; nil for what is no download.
    public var file: Int?
    public var leaks: [Leak]
    /// What `match` is judged by; nil for a request of no provider.
    public var evidence: Evidence?
    /// Why it was refused and what would be right, where that is not the provider's to say.
    public var why: String?

    public init(number: Int, at: Duration, came: Duration, method: String, path: String) {
        self.number = number
        self.at = at
        self.came = came
        self.method = method
        self.path = path
        answered = nil
        left = nil
        provider = nil
        step = nil
        account = nil
        model = nil
        job = nil
        fingerprint = 0
        sdkRetry = nil
        isCreate = false
        making = .nothing
        price = nil
        charged = nil
        status = 0
        retryAfter = nil
        arrivedWhole = nil
        end = nil
        effects = []
        isList = false
        holdsFiles = false
        hasRepeatKey = false
        link = nil
        file = nil
        leaks = []
        evidence = nil
        why = nil
    }
}

extension Exchange {
    /// The rules of which something showed.
    public var shown: [Effect] { effects.filter { $0.unseen == nil } }

    /// What the client got, in a few words: `200`, `429`, `200, cut off`, `no answer`.
    public var outcome: String {
        if status == 0 { return end == nil ? "not answered yet" : "no answer" }
        if arrivedWhole == true { return "\(status)" }
        switch end {
        case nil: return "\(status), on its way"
        case .clientGone: return "\(status), but the client had gone"
        case .completed, .faultPerformed, .timedOut, .stopped: return "\(status), lost or cut off"
        }
    }
}
