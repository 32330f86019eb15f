import HTTPMessages

/// What a loop knows about one TCP connection.
final class Connection: @unchecked Sendable {  // Confined to its loop; a wake-up only names it.
    /// Unique in its server, from 1.
    let number: Int
    let socket: Int32
    let listener: Listener
    let peer: String
    /// Where it lies in its loop's list.
    var place = 0
    /// When it is shut down, in monotonic nanoseconds; `.max` while a request is being answered.
    var deadline: Int64
    var hasTimedOut = false
    var hasServed = false
    /// The client has sent all that it will send, or is gone altogether.
    var hasFinished = false
    /// There was a reset, or both directions have ended.
    var hasGone = false
    /// How many requests it has brought.
    var requests = 0
    /// The request that is under way.
    var exchange: Exchange?
    /// What the application left with the connection when it came.
    var note: (any AnyObject & Sendable)?
    /// How the application wants idleness to end, beside the loop's own patience; nil for most.
    var idleness: Idleness?
    /// How its requests are read; nil: as fast as they come.
    var receptionPlan: ReceptionPlan?
    /// How it ends when its next request has come; nil: that is answered.
    var nextClose: ConnectionClose?
    /// A request, or the rest of one, has to come before anything else happens.
    var awaitsRequest: Bool {
        switch exchange?.phase {
        case nil, .head, .body, .discarding: true
        case .asking, .held, .delayed, .due, .silent, .sending, .writing, .closing: false
        }
    }
    private var host: [UInt8] = []
    private var base = ""

    init(number: Int, socket: Int32, listener: Listener, peer: String, deadline: Int64) {
        self.number = number
        self.socket = socket
        self.listener = listener
        self.peer = peer
        self.deadline = deadline
    }

    /// The base that a request with this `Host` came in by; a connection's requests nearly always name the same one.
    func base(host: Span<UInt8>) -> String {
        if Bytes.equal(host, self.host.span), !base.isEmpty { return base }
        self.host = host.indices.map { host[$0] }
        base =
            host.isEmpty ? "http://127.0.0.1:\(listener.port)" : "http://" + String(decoding: self.host, as: UTF8.self)
        return base
    }
}
