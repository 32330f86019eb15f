import Core
import DialectKit
import Documents
import HTTPMessages
import Scenario
import Time

/// A dialect in process, without an engine: requests in, parsed requests out; views in, answers out.
///
/// The tests of each dialect extend it by an initializer and by the requests that their provider has.
public struct DialectHarness<Tested: Dialect> {
    public let dialect: Tested
    /// As the loader of scenarios reads them.
    public let settings: Settings
    /// When each request comes in.
    public let now: Timestamp
    public let link = SignedLink(secret: Array("secret".utf8))
    private let authorization: String
    private let jobID: String
    private let took: Duration

    /// - Parameters:
    ///   - provider: whose catalog is read, as it ships.
    ///   - settings: what a scenario says of this provider under `settings`.
    ///   - authorization: the header of a request that does not say otherwise.
    ///   - jobID: the id of each job, in the provider's form.
    ///   - took: how long a job takes that has ended.
    public init(
        _ provider: Provider, settings: Node, authorization: String, jobID: String, took: Duration = .zero,
        now: String = "2026-11-20T10:15:02.114Z", _ dialect: (Node) throws -> Tested
    ) throws {
        self.dialect = try dialect(catalogTree(of: provider))
        self.settings = try Settings(of: self.dialect, settings)
        self.now = Timestamp(iso8601: now, requiresZone: true)!
        self.authorization = authorization
        self.jobID = jobID
        self.took = took
    }

    /// Where the provider's own paths begin.
    public var base: String { "http://127.0.0.1:4010/\(dialect.provider.rawValue)" }

    public func parse(_ request: Request) -> ParsedRequest {
        dialect.parse(request, settings: settings)
    }

    public func parse(_ method: String, _ path: String, query: String = "", body: String = "") -> ParsedRequest {
        parse(method, path, query: query, body: body, key: authorization)
    }

    /// - Parameter key: the header `Authorization`; nil: there is none.
    public func parse(
        _ method: String, _ path: String, query: String = "", body: String = "", key: String?
    ) -> ParsedRequest {
        let headers: Headers = key.map { ["authorization": $0] } ?? [:]
        return parse(Request(method: method, path: path, query: query, headers: headers, body: Array(body.utf8)))
    }

    public func context(
        _ step: Step? = .create, base: String? = nil, limit: LimitView? = nil, refused: RefusedRequest? = nil
    ) -> Context {
        Context(
            base: base ?? self.base, now: now, settings: settings, requestID: "req_1", limit: limit, step: step,
            refused: refused
        ) { [link] text in link.signature(of: text) }
    }

    public func job(
        _ creation: Creation, plan: Plan = Plan(queued: .zero, running: .zero), price: Money? = nil
    ) -> Job {
        Job(
            id: jobID, provider: dialect.provider, account: "a", created: .zero, plan: plan, request: creation,
            price: price ?? creation.price, base: base)
    }

    /// A job in that state, whose links end as the provider's do.
    public func view(
        _ creation: Creation, _ state: Job.State, failure: Creation.Failure? = nil, price: Money? = nil,
        isCancelled: Bool = false
    ) -> JobView {
        let ended = state.isTerminal ? now + took : nil
        let expiry: Timestamp? =
            switch dialect.linkLifetime(settings) {
            case .none, .endless: nil
            case .fromEnd(let life): ended.map { $0 + life }
            case .fromReading(let life): now + life
            }
        return JobView(
            job: job(creation, price: price), state: state, created: now, ended: ended, failure: failure,
            linkExpiry: state == .completed ? expiry : nil, isCancelled: isCancelled)
    }

    /// The answer about a job in that state.
    public func answer(
        _ creation: Creation, _ state: Job.State, for occasion: Reply.Occasion = .poll,
        failure: Creation.Failure? = nil, isCancelled: Bool = false
    ) -> Response {
        let view = view(creation, state, failure: failure, isCancelled: isCancelled)
        return dialect.answer(.job(view, for: occasion), in: context(occasion == .create ? .create : .poll))
    }

    public func refused(_ refusal: Refusal, _ step: Step? = .create, limit: LimitView? = nil) -> Response {
        dialect.envelope(refusal, in: context(step, limit: limit))
    }
}

extension Settings {
    /// The settings of a dialect in force under a scenario that says this of them.
    public init(of dialect: some Dialect, _ settings: Node = [:]) throws {
        let words = Vocabulary.ProviderWords(settings: dialect.settings, errors: [])
        let scenario: Node = [
            "understudy": 1, "name": "test", "settings": .init(.object([dialect.provider.rawValue: settings])),
        ]
        let loaded = try ScenarioLoader.load(
            scenario.json(), named: "test", format: .json,
            vocabulary: Vocabulary(providers: [dialect.provider: words]))
        self = loaded.settings[dialect.provider] ?? Settings()
    }
}
