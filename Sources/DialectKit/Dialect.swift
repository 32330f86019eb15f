import Core
import Documents
import HTTPMessages

/// One provider's way of speaking HTTP about the same few things, with the provider's catalog. Pure: the same request and context
/// give the same answer. An object, since it goes with every request.
public protocol Dialect: ModelCatalog {
    var provider: Provider { get }
    /// The provider's documented order of checks; the engine walks it.
    var stages: [Stage] { get }
    /// Every setting of the provider (architecture.md §9.14).
    var settings: [SettingDefinition] { get }
    /// The steps that the provider's requests can be, each with its methods; that of webhooks where it sends any.
    var steps: [Step: Set<String>] { get }
    /// The members that its answers about jobs can have, wherever they stand.
    var jobMembers: Set<String> { get }
    /// The errors of language.md §5 that this provider has, with the stage at which it gives each.
    func stage(of error: SemanticError) -> Stage?
    /// The error of its own that comes nearest to one that this provider lacks; nil where none does.
    func nearest(to error: SemanticError) -> SemanticError?
    /// What the `param` of such an error says in this provider's answer.
    func param(of error: SemanticError) -> ErrorParam
    /// What keys begin with; empty where they have no form.
    var keyPrefix: String { get }
    /// Whether a key that no account lists is taken: asked only when the scenario lists no accounts. By the form alone.
    func acceptsUnlisted(key: String) -> Bool
    /// What is said to a key that nobody has, where the provider's usual words would not help; nil: they do. It never has the key in it.
    func complaint(aboutKey key: String) -> String?
    /// The id of a new job in the provider's form, from 32 bytes of a keyed hash.
    func jobID(from draw: [UInt8]) -> String
    /// How many body bytes a request may have; over it the dialect is asked with `.tooLarge`.
    func bodyLimit(method: String, path: String) -> Int
    /// Whether a body that is too long to be held is welcome all the same, with its beginning, length and hash alone.
    func measuresBody(method: String, path: String) -> Bool
    /// Reads a request into its operation, or the first problem and the stage it belongs to. Never throws.
    func parse(_ request: Request, settings: Settings) -> ParsedRequest
    func answer(_ reply: Reply, in context: Context) -> Response
    /// The provider's own error status, headers and body for each reason to refuse.
    func envelope(_ refusal: Refusal, in context: Context) -> Response
    /// The limits that `settings: { <provider>: { limits: provider } }` turns on, for a pool that a parsed request names.
    func providerLimits(pool: String) -> PoolLimits
    /// Whether requests are counted against those limits, for the answers to show, also where nothing limits them.
    var countsWithoutLimits: Bool { get }
    /// What is answered with its result at once, in words, so that nobody polls it; nil: there is nothing of that kind.
    var unpolled: String? { get }
    /// How its finished files reach a client.
    var files: FileDelivery { get }
    /// How long this provider's links can be used, where no `signed_url` rule says otherwise.
    func linkLifetime(_ settings: Settings) -> LinkLifetime
    /// What a failed job of this provider says by itself, where the scenario names only the error.
    func failureMessage(_ error: SemanticError) -> String
    /// What a key is told that asks for a job of another account.
    var foreignJob: Refusal.Reason { get }
    /// Where an answer about a job tells its state.
    var statusPath: [String] { get }
    /// The same create, answered without the stream that it asked for.
    func unstreamed(_ creation: Creation) -> Creation
    /// Whether an account can ask for the list of its jobs.
    var listsJobs: Bool { get }
    /// Whether a create that is repeated with the client's own key is answered with the job of the first.
    func takesRepeatKey(_ settings: Settings) -> Bool
    /// How the provider posts to a callback address; nil: it has no callbacks.
    func webhooks(_ settings: Settings) -> WebhookProfile?
    /// The body that it posts there for a job that has ended.
    func callback(_ view: JobView, settings: Settings) -> [UInt8]
}

extension Dialect {
    public var keyPrefix: String { "" }
    public func acceptsUnlisted(key: String) -> Bool { !key.isEmpty && key.utf8.starts(with: keyPrefix.utf8) }
    public func nearest(to error: SemanticError) -> SemanticError? { nil }
    public func param(of error: SemanticError) -> ErrorParam { .text }
    public func complaint(aboutKey key: String) -> String? { nil }
    public var unpolled: String? { nil }
    public var countsWithoutLimits: Bool { false }
    /// Nothing shows that there is such a job.
    public var foreignJob: Refusal.Reason { .notFound }
    public var statusPath: [String] { ["status"] }
    public var listsJobs: Bool { false }
    public func takesRepeatKey(_ settings: Settings) -> Bool { false }
    public func unstreamed(_ creation: Creation) -> Creation { creation }
}

extension Dialect {
    /// What this provider answers where a scenario names that error: the error itself, or the nearest one that it has.
    public func given(for error: SemanticError) -> SemanticError {
        stage(of: error) != nil ? error : nearest(to: error) ?? error
    }
}

extension Dialect {
    /// Most providers hold whatever they take.
    public func measuresBody(method: String, path: String) -> Bool { false }
}

/// A place in a provider's order of checks.
public enum Stage: String, Sendable, Hashable, CaseIterable {
    /// Path and method.
    case route
    case key
    case rateLimit
    case size
    /// The body as JSON.
    case syntax
    case fields
    case model
    case rules
    /// The model is enabled for the account.
    case enabled
    /// Other jobs that the request names.
    case references
    /// A dry run ends here.
    case dryRun
    case balance
    case concurrency
    /// What the scenario has in store at submit.
    case submit
    /// A signed link: its signature, then its expiry.
    case link
}

/// What a request wants, with everything that could be read of it even when there is a problem.
public struct ParsedRequest: Sendable {
    public var credential: Credential
    public var step: Step?
    public var operation: Operation
    public var model: String?
    public var modality: Modality?
    public var prompt: String?
    public var jobID: String?
    /// The JSON body, or what a form is as one, for `match: {body.…}`.
    public var body: Node?
    /// The form that the body was, if it was one.
    public var form: Multipart?
    /// The pool of requests that a rate limit counts this one in; nil: not limited.
    public var pool: String?
    /// Whether it takes one of the pool's requests; false: its answer only shows where the pool stands.
    public var isCounted: Bool
    /// How long a poll waits whose job makes a video, where that is another time.
    public var videoWait: Duration?
    /// A key of the client's own under which a repeated create is the same create; nil where there is none or it is ignored.
    public var repeatKey: String?
}

extension ParsedRequest {
    /// By way of the memberwise initializer: what is assigned field by field is copied once more at its end.
    public init(
        step: Step?, credential: Credential, operation: Operation, model: String? = nil, modality: Modality? = nil,
        prompt: String? = nil, jobID: String? = nil, body: Node? = nil, form: Multipart? = nil,
        pool: String? = nil, isCounted: Bool = true, videoWait: Duration? = nil, repeatKey: String? = nil
    ) {
        self.init(
            credential: credential, step: step, operation: operation, model: model, modality: modality, prompt: prompt,
            jobID: jobID, body: body, form: form, pool: pool, isCounted: isCounted, videoWait: videoWait,
            repeatKey: repeatKey)
    }
}

public enum Credential: Sendable, Equatable {
    /// The route needs none.
    case notNeeded
    case missing
    /// There is one, but not in a form the provider takes.
    case malformed
    case key(String)
}

/// What a request asks for.
public enum Operation: Sendable {
    /// Nothing: it has a problem. The first one, in the provider's order of checks.
    case rejected(Rejection)
    case create(Creation)
    case dryRun(Creation)
    /// Read a job, waiting up to that long for its end.
    case poll(String, wait: Duration)
    /// End a job before it is done.
    case cancel(String, allowed: Cancellation)
    case download(Download)
    /// Answered by the dialect from its catalog; the text says which page.
    case catalog(CatalogPage)
    case balance
    /// The account on another page of the provider, by the dialect's own word for it.
    case account(page: String)
    /// Spending between two times, inclusive, in nanoseconds since 1970.
    case costs(from: Int64, to: Int64)
    /// The account's own jobs.
    case list(JobQuery)
    /// Keep a file that comes with the request.
    case upload(Upload)
    /// A file that was uploaded, by its id.
    case uploaded(String)
}

extension Operation {
    public static func rejected(_ refusal: Refusal, at stage: Stage) -> Operation {
        .rejected(Rejection(refusal, at: stage))
    }

    public var isRejected: Bool {
        if case .rejected = self { true } else { false }
    }
}

/// How far a provider lets a job be cancelled.
public enum Cancellation: Sendable, Equatable {
    case never
    /// Until it begins to run.
    case whileQueued
    /// Until it ends.
    case untilEnded
}

public struct Download: Sendable, Equatable {
    public var job: String
    public var index: Int
    /// nil for a plain link.
    public var claim: LinkClaim?
    /// The reading that a plain link says it was made by; nil: it says nothing.
    public var reading: Int?
    /// The format that the file's name promises: there is no such file when the asset has another. nil: any.
    public var format: Asset.Format?

    public init(job: String, index: Int, claim: LinkClaim?, reading: Int? = nil, format: Asset.Format? = nil) {
        self.job = job
        self.index = index
        self.claim = claim
        self.reading = reading
        self.format = format
    }
}

/// What a signed link says of itself.
public struct LinkClaim: Sendable, Equatable {
    /// What the signature covers, in UTF-8.
    public var text: [UInt8]
    /// Unix seconds.
    public var expires: Int64
    /// As it came: lower-case hex, or else it is wrong.
    public var signature: String

    public init(text: [UInt8], expires: Int64, signature: String) {
        self.text = text
        self.expires = expires
        self.signature = signature
    }
}

public enum CatalogPage: Sendable, Equatable {
    /// All models, or those of one kind in the provider's own word.
    case models(kind: String?)
    case model(String)
    case other(String)
}

/// The limits of one pool of requests.
public struct PoolLimits: Sendable, Equatable {
    public var limits: Limits
    public var window: LimitWindow

    public init(_ limits: Limits, window: LimitWindow) {
        self.limits = limits
        self.window = window
    }
}
