import CMicroHTTPD
import Glibc
import HTTPMessages
import Synchronization
import Time

/// One thread, one epoll, and the library's daemons in external mode. Nothing outside this room sees a pointer.
///
/// The library's own epoll threads hang at 128 ready sockets (http-library.md §1).
final class Loop: @unchecked Sendable {  // Confined to its thread; others reach it through the mailbox.
    enum Message: Sendable {
        /// Lies outside, since it is large and messages that wake come in crowds.
        indirect case deliver(Exchange, Delivery, (any Waker)?)
        case wake(Exchange, UInt64)
        case perform(Exchange, @Sendable () -> Void)
        case alarm(Int64, @Sendable () -> Void)
        case idle(Connection, UInt64)
        /// Tells the connection's own end of idleness, if its exchange is still under way.
        case closeWhenIdle(Exchange, Idleness)
        case adopt([Listener], then: @Sendable () -> Void)
        case closePort(Int, then: @Sendable () -> Void)
        case stop
    }

    enum Timer {
        case wake(Exchange, UInt64)
        case alarm(@Sendable () -> Void)
        case endLingering(Int32, UInt64)
    }

    typealias TimerTicket = Timeline<Timer>.Ticket

    let configuration: HTTPServerConfiguration
    let timeouts: Timeouts
    let application: any Application
    let numbers: ConnectionNumbers
    let inFlight: InFlightBytes
    /// How many connections it has open at most.
    let connectionLimit: Int
    /// Monotonic nanoseconds, read twice in each turn.
    private(set) var now: Int64
    var timers = Timeline<Timer>()
    var listeners: [Listener] = []
    /// Some listener has ended its work.
    var hasDoneListeners = false
    var connections: [Connection] = []
    /// The same by their descriptor.
    var byDescriptor: [Connection?] = []
    /// Why no connections are accepted now, if so.
    var acceptingStopped: AcceptingStop?
    /// When people were last told that connections wait, in monotonic nanoseconds.
    var toldOfWaiting: Int64?
    /// When the connections' deadlines are looked at next.
    var sweep = Int64.max
    var suspendedCount = 0
    /// Connections whose clients have sent all that they will send, to be looked after once the library has read it.
    var finished: [Connection] = []
    /// Connections that are closed while their clients still send, by the copy of their socket.
    var lingering: [Int32: Lingering] = [:]
    /// To be resumed together.
    var resumes: [Exchange] = []
    var lastResume = Int64.min
    /// Something was handled since the application was last told that all is settled.
    var hasHandled = false
    private(set) var isStopping = false
    let poller: Poller

    private let mailbox: Mailbox<Message>
    /// Posted by this thread itself.
    private var ownMessages: [Message] = []
    /// Any thread; 0 before it runs.
    private let thread = Atomic<pthread_t>(0)
    private var lastID: UInt64

    /// `index` makes the numbers of exchanges unique among loops.
    init(
        index: Int, configuration: HTTPServerConfiguration, application: any Application, inFlight: InFlightBytes,
        numbers: ConnectionNumbers, connectionLimit: Int
    ) throws(SystemError) {
        self.configuration = configuration
        timeouts = Timeouts(configuration)
        self.application = application
        self.inFlight = inFlight
        self.numbers = numbers
        self.connectionLimit = connectionLimit
        lastID = UInt64(index) << 48
        now = MonotonicClock.now()
        poller = try Poller()
        mailbox = try Mailbox()
        try poller.add(mailbox.descriptor, .mailbox, EPOLLIN.rawValue)
    }

    /// Whether the caller runs on this loop's thread.
    var isCurrent: Bool { pthread_self() == thread.load(ordering: .relaxed) }

    func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }

    /// Any thread. What the loop posts to itself is handled in its next turn, before it waits; after its end nothing is.
    func post(_ message: Message) {
        if isCurrent { ownMessages.append(message) } else { mailbox.post(message) }
    }

    /// Runs until told to stop; returns when everything has stopped.
    func run() {
        thread.store(pthread_self(), ordering: .relaxed)
        while !isStopping { turn() }
        close()
        // What was never handled may hold this loop and its descriptors.
        mailbox.close()
        ownMessages = []
        timers = Timeline()
    }

    private func turn() {
        now = MonotonicClock.now()
        handleOwnMessages()
        fireTimers()
        sweepIfDue()
        resumeHeld()
        guard let count = wait() else { return }
        now = MonotonicClock.now()
        handleEvents(count)
        resumeHeld()
        runListeners()
        lookAfterFinished()
        endDoneListeners()
        acceptAgain()
    }

    /// How much is ready; nil to turn again at once. Before a real wait the application hears that all is settled.
    private func wait() -> Int? {
        let pause = pauseUntilNext()
        guard hasHandled, pause != 0 else { return poller.wait(pause) }
        let count = poller.wait(0)
        guard count == 0 else { return count }
        hasHandled = false
        application.loopSettled()
        return ownMessages.isEmpty ? poller.wait(pauseUntilNext()) : nil
    }

    /// Nanoseconds; 0 when something is to be done at once, nil when nothing but an event is to come.
    private func pauseUntilNext() -> Int64? {
        if !ownMessages.isEmpty || hasDoneListeners { return 0 }
        var next = min(timers.next?.nanoseconds ?? .max, sweep, nextResume, nextAccepting)
        for listener in listeners {
            if listener.mustRun { return 0 }
            if let timeout = listener.timeout {
                next = min(next, MonotonicClock.instant(Int64(clamping: timeout) &* 1_000_000, after: now))
            }
        }
        return next == .max ? nil : max(0, next - MonotonicClock.now())
    }

    func runListeners() {
        for listener in listeners where listener.mustRun { listener.run() }
    }

    /// Handles everything in the mailbox.
    func handleMail() {
        for message in mailbox.empty() { handle(message) }
    }

    func handleOwnMessages() {
        guard !ownMessages.isEmpty else { return }
        let messages = ownMessages
        ownMessages = []
        for message in messages { handle(message) }
    }

    private func handle(_ message: Message) {
        switch message {
        case .deliver(let exchange, let delivery, let waker):
            hasHandled = true
            exchange.received(delivery, waker: waker)
        case .wake(let exchange, let number):
            hasHandled = true
            exchange.woken(number)
        case .perform(let exchange, let action):
            hasHandled = true
            if !exchange.isOver { action() }
        case .alarm(let instant, let action):
            hasHandled = true
            timers.add(.alarm(action), at: Moment(nanoseconds: instant))
        case .idle(let connection, let number):
            hasHandled = true
            idledOut(connection, number)
        case .closeWhenIdle(let exchange, let idleness): closeWhenIdle(exchange, idleness)
        case .adopt(let made, let then):
            adopt(made)
            then()
        case .closePort(let port, let then):
            close(port: port)
            then()
        case .stop: isStopping = true
        }
    }

    private func fireTimers() {
        while let (_, timer) = timers.popDue(until: Moment(nanoseconds: now)) {
            hasHandled = true
            switch timer {
            case .wake(let exchange, let number): exchange.woken(number)
            case .alarm(let action): action()
            case .endLingering(let socket, let number): endLingering(on: socket, number)
            }
        }
    }

    func moment(after pause: Duration) -> Moment {
        Moment(nanoseconds: MonotonicClock.instant(pause.nanoseconds, after: MonotonicClock.now()))
    }
}
