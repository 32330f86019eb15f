/// How waiting for something of a sandbox ends. A wait that its owner gives up ends without a word.
public enum WaitEnd<Found: Sendable>: Sendable {
    /// What was waited for is there.
    case reached(Found)
    /// The real time that it was given is over.
    case timedOut
    /// The sandbox was reset meanwhile.
    case reset
    /// It cannot be waited for any longer, in words for whoever asked.
    case dismissed(because: String)
    /// It never began: as many wait already as may.
    case refused

    /// The same with something made of what was found.
    func map<Other: Sendable>(_ transform: (Found) -> Other) -> WaitEnd<Other> {
        switch self {
        case .reached(let found): .reached(transform(found))
        case .timedOut: .timedOut
        case .reset: .reset
        case .dismissed(let reason): .dismissed(because: reason)
        case .refused: .refused
        }
    }
}

/// Something that goes on for somebody until it ends by itself. Whoever began it owns it, and gives it up when nobody wants to
/// know any more.
public struct Wait: Sendable {
    /// How long one lasts in real time where nothing else is asked for [chosen].
    public static let standardLimit = Duration.seconds(30)

    private let giveUp: @Sendable () -> Void

    init(_ giveUp: @escaping @Sendable () -> Void) {
        self.giveUp = giveUp
    }

    /// Ends it without a word. Does nothing once it has ended.
    public func cancel() { giveUp() }
}

/// Names an entry of a list of waits.
struct WaitTicket: Sendable, Hashable {
    let number: UInt64
}
