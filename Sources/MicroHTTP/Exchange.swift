import CMicroHTTPD
import Glibc
public import HTTPMessages
import Synchronization

/// One request on its way to an answer. May be used from any thread.
///
/// All but what is marked belongs to the loop of its connection; others reach it through the loop's mailbox.
@safe public final class Exchange: Receiver, @unchecked Sendable {
    enum Phase {
        /// The request line is known; the rest of the head is still to come.
        case head
        case body
        /// More of the body comes than is kept; then the request is shown as too large, or refused.
        case discarding
        /// Inside the endpoint's `serve`.
        case asking
        /// Suspended, and no answer yet.
        case held
        /// An answer waits for its delay.
        case delayed
        /// An answer to perform as soon as the library calls.
        case due
        /// Suspended without a word; then closed.
        case silent
        /// Answered through the library.
        case sending
        /// Answered by our own hand.
        case writing
        /// Nothing more to do but close.
        case closing
    }

    /// Unique in its server.
    public let id: UInt64
    /// The port that the request came in by.
    public let localPort: Int
    /// Any thread.
    private let isDelivered = Atomic(false)
    /// Any thread.
    let hungUp = Atomic(false)

    let loop: Loop
    let connection: Connection
    let handle: OpaquePointer
    var phase = Phase.head

    /// Until the head is judged.
    var target: Result<RequestTarget, Gate.Refusal>
    let targetRange: (address: UInt, length: Int)
    /// Until the endpoint has it.
    var request: Request?
    /// Who serves it, from the end of its head on.
    var endpoint: (any Endpoint)?
    var limit = 0
    /// All of it so far; its beginning alone while it is measured.
    var body: [UInt8] = []
    /// Set when the body is too long to hold.
    var meter: (any BodyMeter)?
    var measuredBytes = 0
    /// Counted against the bodies in flight.
    var countedBytes = 0
    var discardedBytes = 0
    /// The library shows the head once more when it goes on.
    var isShownAgain = false
    /// Of the body, where the connection has a plan for its reading.
    var readBytes = 0
    /// What is before a piece of a body that comes in chunks.
    var chunkLine: ChunkLine?
    /// What a discarded body is answered with, when the application is not to hear of it.
    var refusal: Gate.Refusal?

    /// Fields that were put before those of the client.
    var ownFields = 0
    var isHead = false
    var isHTTP11 = true
    /// About what the request's head takes of the connection's memory, in bytes.
    var headCost = 0
    /// Delivered and not yet performed.
    var delivery: Delivery?
    var waker: (any Waker)?
    var ticket: WakeTicket?
    var timer: Loop.TimerTicket?
    /// Tells a wake-up that is wanted from one that came too late.
    var wakeNumber: UInt64 = 0

    var isSuspended = false
    /// Suspended, and nobody has asked yet for it to go on.
    var isHeld = false
    /// Set when the end is not the library's to tell.
    var outcome: ExchangeEnd?
    var isFault = false
    /// The silence of its fault passes in real time.
    var isReallySilent = false
    /// What is left in the socket is read before it closes, so that the client gets the answer and not a reset.
    var drains = false
    var plainBytes = 0
    /// What few answers need lies outside, so that a crowd of held exchanges stays small.
    var sending: LoopBound<Sending>?
    var writer: LoopBound<Writer>?
    /// Who is told of its end.
    var owner: (any ExchangeOwner)?

    init(id: UInt64, loop: Loop, connection: Connection, handle: OpaquePointer, target: UnsafeBufferPointer<UInt8>) {
        self.id = id
        self.loop = loop
        self.connection = connection
        unsafe self.handle = handle
        localPort = connection.listener.port
        targetRange = (UInt(bitPattern: target.baseAddress), target.count)
        self.target = Result { () throws(Gate.Refusal) in try RequestTarget(unsafe target.span) }
    }

    /// Whether the client is known to have hung up. Any thread.
    public var isGone: Bool { hungUp.load(ordering: .relaxed) }

    /// Answers. Exactly one delivery counts; later ones are ignored. Any thread.
    ///
    /// Durations of the delivery are measured by `waker`; nil: in real time. A delivery made inside `serve` is
    /// performed in place, any other through the mailbox of the loop.
    public func deliver(_ delivery: consuming Delivery, waker: (any Waker)?) {
        guard !isDelivered.exchange(true, ordering: .acquiringAndReleasing) else { return }
        if loop.isCurrent, phase == .asking {
            self.delivery = delivery
            self.waker = waker
        } else {
            loop.post(.deliver(self, delivery, waker))
        }
    }

    /// Runs the action on the thread of the exchange, unless that is over by then. Any thread; in place on its own.
    public func perform(_ action: @escaping @Sendable () -> Void) {
        if loop.isCurrent {
            if !isOver { action() }
        } else {
            loop.post(.perform(self, action))
        }
    }

    /// Belongs to its loop.
    var isOver: Bool { connection.exchange !== self }
}
