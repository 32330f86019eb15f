import Core
import Documents
import HTTPMessages

/// What rules can see of a request: the facts behind every key of `match` (language.md §2.2).
public struct Subject: Sendable {
    public var step: Step
    public var provider: Provider
    public var request: Request
    /// nil without a valid key.
    public var account: String?
    public var model: String?
    public var modality: Modality?
    public var prompt: String?
    /// The JSON body.
    public var body: Node?
    public var job: JobFacts?
    /// How often this very request was seen before, plus 1.
    public var attempt: Int
    /// What draws are keyed by: the request's fingerprint and attempt, or its job and ordinal (language.md §6).
    public var drawKey: [UInt8]

    public struct JobFacts: Sendable {
        public var id: String
        // Not known of one that the request itself has made.
        public var status: Job.State?
        public var age: Duration?
        public var polls: Int?

        public init(id: String, status: Job.State? = nil, age: Duration? = nil, polls: Int? = nil) {
            self.id = id
            self.status = status
            self.age = age
            self.polls = polls
        }
    }

    public init(
        step: Step, provider: Provider, request: Request, account: String?, model: String?, modality: Modality?,
        prompt: String?, body: Node?, job: JobFacts?, attempt: Int, drawKey: [UInt8]
    ) {
        self.step = step
        self.provider = provider
        self.request = request
        self.account = account
        self.model = model
        self.modality = modality
        self.prompt = prompt
        self.body = body
        self.job = job
        self.attempt = attempt
        self.drawKey = drawKey
    }
}
