import Basics
import Core
import Engine
import Journal

/// Sends webhooks: one thread, on which libcurl drives all of them side by side.
public final class WebhookClient: WebhookSender {
    public struct Configuration: Sendable {
        public var userAgent: String
        /// Where webhooks may go besides this machine.
        public var allowed: [AllowedTarget] = []
        /// Whether a create with a callback that may not be called is refused.
        public var isStrict = false
        /// Attempts side by side; further ones wait in line (webhook-conventions.md §4).
        public var parallel = 256
        /// Of these so many at most to one host and port, so that a receiver that hangs does not delay the others
        /// (webhook-conventions.md §4).
        public var parallelToHost = 32
        /// Whether a connection is used again for the next webhook to the same receiver.
        public var keepsConnections = false
        /// A file of certificates in PEM that `https` receivers may be signed by, besides those that the system trusts.
        public var certificates: String?
        /// How long those that are under way may take when the program stops.
        public var grace = Duration.seconds(2)
        /// Hears of each webhook that the guard let go nowhere.
        public var warn: @Sendable (String) -> Void = { _ in }
        /// Looks a name up, and may take its time.
        public var resolve: @Sendable (String) -> [IPAddress] = { Resolver.addresses(of: $0) }

        public init(userAgent: String) {
            self.userAgent = userAgent
        }
    }

    /// Starts a thread of that name that runs the body and ends. Gives what waits for its end; nil: there is no thread.
    public typealias Spawn =
        @Sendable (_ name: String, _ body: @escaping @Sendable () -> Void) -> (
            @Sendable () -> Void
        )?

    let configuration: Configuration
    private let outbound: Lock<OutboundGuard>
    private let spawn: Spawn
    private let state = Lock(State())

    private struct State: Sendable {
        var arrivals: [Arrival] = []
        var isStopping = false
        /// Waits for the end of the thread; nil while there is none.
        var join: (@Sendable () -> Void)?
        /// nil until the thread has loaded libcurl.
        var multi: CurlMulti?
    }

    /// What reaches the thread from others.
    enum Arrival: Sendable {
        case call(WebhookCall, then: @Sendable (WebhookResult) -> Void)
        case resolved(Int, WebAddress, [IPAddress])
    }

    public init(_ configuration: Configuration, spawn: @escaping Spawn) {
        self.configuration = configuration
        self.spawn = spawn
        outbound = Lock(OutboundGuard(allowed: configuration.allowed))
    }

    public var userAgent: String { configuration.userAgent }

    /// From here on the guard knows the server's own ports.
    public func guardPorts(_ ports: Set<Int>, isWide: Bool) {
        outbound.withLock { $0 = OutboundGuard(allowed: configuration.allowed, ownPorts: ports, isWide: isWide) }
    }

    public func refusal(of url: String, from sandbox: String) -> String? {
        guard configuration.isStrict, case .refused(let words) = guarding.judge(url, from: sandbox) else { return nil }
        return words
    }

    var guarding: OutboundGuard { outbound.withLock { $0 } }

    /// The thread starts with the first call, so that a server without webhooks has none.
    public func send(_ call: WebhookCall, then: @escaping @Sendable (WebhookResult) -> Void) {
        let refusal: WebhookResult.Outcome? = state.withLock { state in
            guard !state.isStopping else { return .abandoned }
            if state.join == nil { state.join = spawn("webhooks") { [self] in run() } }
            guard state.join != nil else { return .failed(.refused, detail: "there is no thread to send it on") }
            state.arrivals.append(.call(call, then: then))
            return nil
        }
        guard let refusal else { return wake() }
        if case .failed(_, let detail) = refusal {
            configuration.warn("The webhook \(call.webhook) of sandbox \(call.sandbox) was not sent: \(detail).")
        }
        then(WebhookResult(refusal))
    }

    /// A thread that has not loaded libcurl yet looks for arrivals when it has.
    private func wake() {
        state.withLock { $0.multi }?.wake()
    }

    /// Gives those under way their grace, abandons the rest, and returns when the thread has ended. Names that are still
    /// being looked up, which nothing can hurry, end by themselves.
    public func stop() {
        let join = state.withLock { state in
            state.isStopping = true
            return state.join
        }
        wake()
        join?()
    }

    /// Looks a name up on a thread of its own, since that may take long; false when there is none.
    func lookUp(_ name: String, of address: WebAddress, for number: Int) -> Bool {
        let join = spawn("lookup") { [self] in
            let found = configuration.resolve(name)
            state.withLock { $0.arrivals.append(.resolved(number, address, found)) }
            wake()
        }
        return join != nil
    }

    private func run() {
        do {
            let multi = try CurlMulti()
            state.withLock { $0.multi = multi }
            work(with: multi)
        } catch {
            giveUp(error)
        }
    }

    private func takeArrivals() -> (arrivals: [Arrival], isStopping: Bool) {
        state.withLock { state in
            defer { state.arrivals = [] }
            return (state.arrivals, state.isStopping)
        }
    }

    /// No webhook can be sent: each is told why.
    private func giveUp(_ failure: CurlFailure) {
        configuration.warn(
            "A webhook could not be sent: \(failure.words). Install libcurl (Debian's package is libcurl4).")
        state.withLock { $0.join = nil }
        for case .call(_, let then) in takeArrivals().arrivals {
            then(WebhookResult(.failed(.refused, detail: "libcurl cannot be loaded: \(failure.words)")))
        }
    }

    private func work(with multi: CurlMulti) {
        var queue = TransferQueue(client: self, multi: multi)
        while true {
            let (arrivals, isStopping) = takeArrivals()
            queue.take(arrivals)
            if isStopping, !queue.closes() { break }
            queue.turn()
        }
        queue.abandonAll()
    }
}
