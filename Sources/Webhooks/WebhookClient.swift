import Core
import Engine
import Journal
import Synchronization

/// Sends webhooks: one thread, on which libcurl drives all of them side by side.
public final class WebhookClient: WebhookSender {
    public struct Configuration: Sendable {
        public var userAgent: String
        /// Where webhooks may go besides this machine.
        public var allowed: [AllowedTarget] = []
        /// Whether a create with a callback that may not be called is refused.
        public var isStrict = false
        /// Attempts side by side; further ones wait in line (webhook-conventions.md §4).
        public var parallel = 32
        /// Whether a connection is used again for the next webhook to the same receiver.
        public var keepsConnections = false
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

    let configuration: Configuration
    private let outbound: Mutex<OutboundGuard>
    private let spawn: @Sendable (_ name: String, _ body: @escaping @Sendable () -> Void) -> Void
    private let state = Mutex(State())

    private struct State: Sendable {
        var arrivals: [Arrival] = []
        var isRunning = false
        var isStopping = false
        var hasEnded = false
        /// nil until the thread has loaded libcurl.
        var multi: CurlMulti?
        /// Wakes whoever waits for the end of the thread.
        var end: CurlMulti?
    }

    /// What reaches the thread from others.
    enum Arrival: Sendable {
        case call(WebhookCall, then: @Sendable (WebhookResult) -> Void)
        case resolved(Int, WebAddress, [IPAddress])
    }

    /// - Parameter spawn: starts a thread of that name that runs the body and ends.
    public init(
        _ configuration: Configuration,
        spawn: @escaping @Sendable (_ name: String, _ body: @escaping @Sendable () -> Void) -> Void
    ) {
        self.configuration = configuration
        self.spawn = spawn
        outbound = Mutex(OutboundGuard(allowed: configuration.allowed))
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
        let (isTaken, starts) = state.withLock { state in
            guard !state.isStopping else { return (false, false) }
            state.arrivals.append(.call(call, then: then))
            defer { state.isRunning = true }
            return (true, !state.isRunning)
        }
        guard isTaken else { return then(WebhookResult(.abandoned)) }
        if starts { spawn("webhooks") { [self] in run() } }
        wake()
    }

    /// A thread that has not loaded libcurl yet looks for arrivals when it has.
    private func wake() {
        state.withLock { $0.multi }?.wake()
    }

    /// Gives those under way their grace, abandons the rest, and returns when the thread has ended.
    public func stop() {
        let isRunning = state.withLock { state in
            state.isStopping = true
            return state.isRunning
        }
        // Without libcurl there is nothing under way.
        guard isRunning, let end = try? CurlMulti() else { return }
        state.withLock { $0.end = end }
        wake()
        while !state.withLock({ $0.hasEnded }) { end.wait(atMost: 100) }
    }

    /// Looks a name up on a thread of its own, since that may take long.
    func lookUp(_ name: String, of address: WebAddress, for number: Int) {
        spawn("lookup") { [self] in
            let found = configuration.resolve(name)
            state.withLock { $0.arrivals.append(.resolved(number, address, found)) }
            wake()
        }
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
        state.withLock { $0.isRunning = false }
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
        let end = state.withLock { state in
            state.hasEnded = true
            return state.end
        }
        end?.wake()
    }
}
