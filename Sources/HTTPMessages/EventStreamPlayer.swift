/// A stream of events on its way out: what comes next, and after which pause. Pure; whoever sends drives it.
///
/// Keep-alives are made one at a time, so a stream that never ends costs nothing until its time comes.
public struct EventStreamPlayer: Sendable {
    public enum Step: Sendable, Equatable {
        /// With `atMost`, no more than so many bytes of the file.
        case part(BodyPart, atMost: Int? = nil)
        /// Nothing for that long; nil: ever again.
        case pause(Duration?)
        case end
        /// Broken off: the connection closes without completing the body.
        case failure
    }

    /// Keep-alives come at most that often.
    private static let shortestInterval = Duration.milliseconds(10)

    private let stream: EventStream
    private let keepAlive: EventStream.KeepAlive?
    private var writer: EventWriter
    /// Since the answer was made.
    private var elapsed: Duration
    /// When the last byte went out.
    private var spoke: Duration
    private var position = 0
    private var waiting: ArraySlice<BodyPart>
    private var isCut = false
    /// How much of the file goes out in which a cut lies.
    private var fileLimit: Int?

    /// - Parameter elapsed: how much of the stream's time is over before its first byte: the latency of the answer.
    public init(_ stream: EventStream, faults: EventStreamFaults = EventStreamFaults(), elapsed: Duration = .zero) {
        self.stream = stream.altered(by: faults)
        keepAlive = Self.keepAlive(of: stream, faults)
        writer = EventWriter(faults)
        self.elapsed = elapsed
        spoke = elapsed
        waiting = []
        waiting = opening()[...]
    }

    /// Whether pieces end inside characters. Whoever sends sees to it, since a file is text only when it is filled in.
    public var splitsCharacters: Bool { writer.faults.splitsCharacters }

    /// Whether nothing is left but to keep a silent connection alive.
    public var isIdle: Bool {
        stream.isEndless && position == stream.events.count && waiting.isEmpty && !isCut
    }

    public mutating func next() -> Step {
        if let part = waiting.popFirst() { return .part(part, atMost: fileLimit) }
        if isCut || position == writer.faults.cutAfterEvents { return cut() }
        guard position < stream.events.count else { return close() }
        let event = stream.events[position]
        guard event.at <= elapsed else { return wait(until: event.at) }
        tell(event.name, event.data)
        return next()
    }

    private mutating func opening() -> [BodyPart] {
        var parts: [BodyPart] = writer.faults.byteOrderMark ? [.bytes([0xEF, 0xBB, 0xBF])] : []
        if writer.faults.commentFirst { parts += writer.comment(stream.keepAlive?.comment ?? "comment") }
        if let keepAlive, keepAlive.opens { parts += writer.keepAlive(keepAlive.comment) }
        return parts
    }

    private mutating func tell(_ name: String?, _ data: [BodyPart]) {
        position += 1
        say(writer.event(name, data))
        if position == writer.faults.cutInsideEvent { cutInside() }
    }

    private mutating func say(_ parts: [BodyPart]) {
        waiting = parts[...]
        spoke = elapsed
    }

    /// An event that is due at the very moment of a keep-alive makes it needless.
    private mutating func wait(until event: Duration?) -> Step {
        guard let keepAlive else {
            guard let event else { return .pause(nil) }
            defer { elapsed = event }
            return .pause(event - elapsed)
        }
        let comment = spoke + keepAlive.interval
        if let event, event <= comment {
            defer { elapsed = event }
            return .pause(event - elapsed)
        }
        if comment > elapsed {
            defer { elapsed = comment }
            return .pause(comment - elapsed)
        }
        say(writer.keepAlive(keepAlive.comment))
        return next()
    }

    private mutating func close() -> Step {
        if stream.isEndless { return wait(until: nil) }
        guard position == stream.events.count, let done = stream.done else { return .end }
        // The last thing said: from here on the place is one past the events.
        tell(nil, [.bytes(done)])
        return next()
    }

    private func cut() -> Step {
        writer.faults.cutBreaksOff ? .failure : .end
    }

    private mutating func cutInside() {
        isCut = true
        let parts = waiting
        let beginning = parts.first.map(\.note.count) ?? 0
        var left = max(0, writer.faults.cutAtByte ?? beginning / 2)
        waiting = []
        for part in parts where left > 0 {
            guard case .bytes(let bytes) = part else {
                // How long a file is, only who makes it knows: what comes behind it is past the cut.
                waiting.append(part)
                fileLimit = left
                break
            }
            waiting.append(.bytes(Array(bytes.prefix(left))))
            left -= bytes.count
        }
    }

    private static func keepAlive(
        of stream: EventStream, _ faults: EventStreamFaults
    ) -> EventStream.KeepAlive? {
        let own = stream.keepAlive
        guard let interval = faults.keepAliveEvery ?? own?.interval, interval > .zero else { return nil }
        return EventStream.KeepAlive(
            every: max(interval, shortestInterval), comment: own?.comment ?? "keepalive", opens: own?.opens ?? false)
    }
}
