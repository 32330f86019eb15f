import Basics
import Control
import Core
import Engine
public import Judging
import MicroHTTP
import Scenario
import Webhooks

/// Understudy on its sockets, from start to stop.
public final class Service: Sendable {
    public struct Configuration: Sendable {
        /// An address to bind; nil: both loopback addresses.
        public var host: String?
        /// 0: any free one.
        public var port = 4010
        /// Providers with a port of their own, at whose root they speak as in production.
        public var served: [ServedPort] = []
        public var scenarios: ScenarioSet
        /// Needed to bind wider than loopback.
        public var controlToken: String?
        public var observer: (any Observer)?
        /// Whether pages of other sites may call the providers (CORS); never the control API.
        public var allowsOrigins = false
        /// Where clients reach the server, if not where it listens.
        public var address = PublicAddress()
        /// Whether a sandbox is made by the first request that names it.
        public var makesSandboxes = false
        /// Whether a client that finishes sending while its request is held gets its answer; else it has hung up.
        public var answersHalfClosed = false
        /// Hears in a sentence of what the server cannot do as it should and goes on without; on any thread.
        public var warn: @Sendable (String) -> Void = { _ in }
        /// Hears of what happens in a sandbox without a request; on any thread.
        public var note: @Sendable (Notice) -> Void = { _ in }
        public var webhooks = WebhookClient.Configuration(userAgent: "Understudy/\(Understudy.version)")

        public init(_ scenarios: ScenarioSet) {
            self.scenarios = scenarios
        }

        /// Whether other machines may reach the server: it listens on more than this machine's own addresses.
        public var isWide: Bool { host.map { !IPAddress.isLoopback(host: $0) } ?? false }
    }

    /// A provider's own port; 0: any free one.
    public struct ServedPort: Sendable, Equatable {
        public var provider: Provider
        public var port: Int
        /// The sandbox that its requests go to.
        public var sandbox: String

        public init(_ provider: Provider, port: Int, sandbox: String = SandboxName.standard) {
            self.provider = provider
            self.port = port
            self.sandbox = sandbox
        }
    }

    public let understudy: Understudy
    private let server: HTTPServer
    private let time: SystemTime
    private let webhooks: WebhookClient
    private let media: Worker
    private let host: String?
    private let publicURL: String?
    private let served: [ServedPort]

    /// The port that somebody else has, if that is why a service could not start.
    public static func takenPort(_ failure: StartFailure) -> Int? {
        if case .port(let failure) = failure, failure.isTaken { failure.port } else { nil }
    }

    /// Binds every port and starts every thread, or none: throws when one cannot be had.
    public init(
        _ configuration: Configuration, dialects: Dialects, threads: ThreadSource = .system
    ) throws(StartFailure) {
        time = SystemTime()
        host = configuration.host
        publicURL = configuration.address.url
        served = configuration.served
        var outgoing = configuration.webhooks
        outgoing.warn = configuration.warn
        webhooks = WebhookClient(outgoing, spawn: threads.run)
        media = try Worker(name: "media", threads: threads)
        understudy = Understudy(
            scenarios: configuration.scenarios, dialects: dialects, real: time,
            access: ControlAccess(
                token: configuration.controlToken, hosts: Set([configuration.host].compactMap(\.self))),
            media: media, observer: configuration.observer, allowsOrigins: configuration.allowsOrigins,
            sender: webhooks, address: configuration.address, makesSandboxes: configuration.makesSandboxes,
            warn: configuration.warn, note: { [note = configuration.note] in note(Notice($0)) })
        var sockets = HTTPServerConfiguration(
            host: configuration.host, ports: [configuration.port] + configuration.served.map(\.port))
        sockets.allowsOrigins = configuration.allowsOrigins
        sockets.halfClose = configuration.answersHalfClosed ? .wait : .hangUp
        sockets.warn = configuration.warn
        do throws(StartFailure) {
            server = try HTTPServer(sockets, application: understudy, threads: threads)
        } catch {
            media.stop()
            throw error
        }
        webhooks.guardPorts(Set(server.ports), isWide: configuration.isWide)
    }

    public func start() {
        time.ring(on: server)
        understudy.portControl.withLock { portControl in
            portControl = PortControl { [weak server] in
                server?.close(port: $0)
            } open: { [weak server] in
                server?.open(port: $0)
            }
        }
        understudy.becomeReady(
            ports: zip(server.ports.dropFirst(), served).map {
                ProviderPort(port: $0, provider: $1.provider, sandbox: $1.sandbox)
            })
        server.start()
    }

    /// Answers or closes what is held, and returns when every thread has ended.
    public func stop() {
        understudy.dismissHeld()
        webhooks.stop()
        server.stop()
        media.stop()
        time.ring(on: nil)
    }

    /// The port of the control API and of all providers by prefix.
    public var port: Int { server.ports[0] }

    /// The name of the scenario that plays.
    public var scenarioName: String {
        understudy.standard.scenario.name
    }

    /// `http://127.0.0.1:4010`
    public var url: String { url(port: port) }

    /// Each provider below the main port, as clients reach it.
    public var providers: [ProviderAddress] {
        Provider.allCases.map { ProviderAddress($0, host: "\(publicURL ?? url)/\($0.rawValue)", port: port) }
    }

    /// Each provider that has a port of its own in `default`.
    public var ports: [ProviderAddress] { ports(of: SandboxName.standard) }

    /// Each provider that has a port of its own in that sandbox.
    public func ports(of sandbox: String) -> [ProviderAddress] {
        zip(served, server.ports.dropFirst()).filter { $0.0.sandbox == sandbox }
            .map { ProviderAddress($0.provider, host: url(port: $1), port: $1) }
    }

    /// The sandboxes besides `default` that have ports of their own, in the order of the options.
    public var sandboxesWithPorts: [String] {
        served.map(\.sandbox).reduce(into: []) { names, name in
            if name != SandboxName.standard, !names.contains(name) { names.append(name) }
        }
    }

    /// The variables by which a command finds the server and the providers of `default`.
    var environment: [(name: String, value: String)] {
        understudy.addresses(of: understudy.standard, at: publicURL ?? url).environment
    }

    /// What came of a sandbox since its scenario was loaded; nil: there is no such sandbox.
    public func runRecord(ofSandbox name: String = SandboxName.standard) -> RunRecord? {
        let found = Lock<RunRecord?>(nil)
        // The store in memory answers before this returns.
        understudy.sandbox(named: name)?.record { record in found.withLock { $0 = record } }
        return found.withLock { $0 }
    }

    private func url(port: Int) -> String {
        "http://\(shownHost):\(port)"
    }

    /// An address that a client on this machine can use.
    private var shownHost: String {
        switch host {
        case nil, "0.0.0.0", "::", "*": "127.0.0.1"
        case .some(let host): host.contains(":") ? "[\(host)]" : host
        }
    }
}
