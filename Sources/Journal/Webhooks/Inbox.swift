import Documents
import HTTPMessages
import Time

/// A request that came to one of a sandbox's inboxes.
public struct InboxMessage: Sendable {
    public var number: Int
    public var at: Moment
    public var time: Timestamp
    public var method: String
    public var query: String
    public var headers: Headers
    public var body: [UInt8]
    /// `genuine`, `unsigned` or `refused`.
    public var verdict: String
    /// The scheme that its headers name.
    public var scheme: String?
    /// Whose signature it has.
    public var key: String?
    /// Why its signature is refused.
    public var problem: String?
    /// What it was answered.
    public var status: Int

    public init(
        at: Moment, time: Timestamp, method: String, query: String, headers: Headers, body: [UInt8], verdict: String,
        scheme: String?, key: String?, problem: String?, status: Int
    ) {
        number = 0
        self.at = at
        self.time = time
        self.method = method
        self.query = query
        self.headers = headers
        self.body = body
        self.verdict = verdict
        self.scheme = scheme
        self.key = key
        self.problem = problem
        self.status = status
    }

    public var node: Node {
        [
            "number": Node(.number(Number(number))),
            "time": Node(.string(time.iso8601Milliseconds)),
            "method": Node(.string(method)),
            "query": Node(.string(query)),
            "headers": headers.pairs,
            "body": String(validating: body, as: UTF8.self).map { Node(.string($0)) } ?? nil,
            "json": (try? JSONReader.read(body))?.root ?? nil,
            "signature": [
                "verdict": Node(.string(verdict)), "scheme": scheme.map { Node(.string($0)) } ?? nil,
                "key_id": key.map { Node(.string($0)) } ?? nil, "problem": problem.map { Node(.string($0)) } ?? nil,
            ],
            "status": Node(.number(Number(status))),
        ]
    }

    var weight: Int { 512 + headers.byteCount + body.count + query.utf8.count }
}

/// What came to the inboxes of a sandbox. Bounded; the oldest messages of all go first, and are counted.
public struct Inbox: Sendable {
    /// Messages that are kept, of all inboxes together, and their bytes [chosen].
    public static let mostMessages = 10_000
    public static let mostBytes = 16 << 20
    public static let mostNames = 1_000

    private var messages: [String: [InboxMessage]] = [:]
    /// Names in the order in which messages came.
    private var order: [String] = []
    private var first = 0
    private var bytes = 0
    private var totals: [String: Int] = [:]
    public private(set) var dropped = 0

    public init() {}

    /// How many came to that inbox, those that are gone included.
    public func total(_ name: String) -> Int { totals[name] ?? 0 }

    public func messages(_ name: String) -> [InboxMessage] { messages[name] ?? [] }

    /// Whether there is room for another name.
    public func takes(_ name: String) -> Bool { totals[name] != nil || totals.count < Self.mostNames }

    public mutating func append(_ message: InboxMessage, to name: String) {
        totals[name, default: 0] += 1
        var message = message
        message.number = total(name)
        bytes += message.weight
        messages[name, default: []].append(message)
        order.append(name)
        while order.count - first > Self.mostMessages || bytes > Self.mostBytes, first < order.count - 1 {
            dropOldest()
        }
        if first > 1_024, first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
    }

    private mutating func dropOldest() {
        let name = order[first]
        first += 1
        dropped += 1
        guard let oldest = messages[name]?.first else { return }
        bytes -= oldest.weight
        messages[name]?.removeFirst()
        if messages[name]?.isEmpty == true { messages[name] = nil }
    }
}
