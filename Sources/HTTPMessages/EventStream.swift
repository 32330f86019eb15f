/// Server-sent events as a value: what is said and when. How it looks on the wire is `EventStreamPlayer`'s to say.
///
/// Times are scenario time from the moment at which the answer was made, so a latency before the first byte counts in.
public struct EventStream: Sendable, Equatable {
    public struct Event: Sendable, Equatable {
        /// What the event is for the client, so that a fault can single it out.
        public enum Kind: Sendable, Equatable {
            case partial, final, error, other
        }

        public var at: Duration
        public var kind: Kind
        /// The `event:` line; nil: none.
        public var name: String?
        public var data: [BodyPart]

        public init(at: Duration, _ kind: Kind, name: String? = nil, data: [BodyPart]) {
            self.at = at
            self.kind = kind
            self.name = name
            self.data = data
        }
    }

    /// A comment after each `interval` without a byte.
    public struct KeepAlive: Sendable, Equatable {
        public var interval: Duration
        /// Without the colon in front of it.
        public var comment: String
        /// One goes out before everything else as well.
        public var opens: Bool

        public init(every interval: Duration, comment: String, opens: Bool) {
            self.interval = interval
            self.comment = comment
            self.opens = opens
        }
    }

    /// In the order of their times.
    public var events: [Event]
    /// The data that says that nothing more comes, such as `[DONE]`; nil where the provider sends none.
    public var done: [UInt8]?
    /// Whether it stays open after its events: the job is stuck.
    public var isEndless: Bool
    public var keepAlive: KeepAlive?
    /// The data of an error event that a fault can put in; nil where the provider has none.
    public var failure: [BodyPart]?

    public init(
        _ events: [Event], done: [UInt8]? = nil, isEndless: Bool = false, keepAlive: KeepAlive? = nil,
        failure: [BodyPart]? = nil
    ) {
        self.events = events
        self.done = done
        self.isEndless = isEndless
        self.keepAlive = keepAlive
        self.failure = failure
    }

    /// The files that its events hold.
    public var parts: [BodyPart] {
        events.flatMap(\.data) + (failure ?? [])
    }

    /// The events as they go out, without keep-alives; files are only named.
    var note: [UInt8] {
        var text: [UInt8] = []
        for event in events {
            if let name = event.name { text += Array("event: \(name)\n".utf8) }
            text += Array("data: ".utf8) + event.data.flatMap(\.note) + Array("\n\n".utf8)
        }
        if let done, !isEndless { text += Array("data: ".utf8) + done + Array("\n\n".utf8) }
        return text
    }
}
