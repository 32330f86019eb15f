import Synchronization

/// Numbers for the connections of a server, from 1 on. All loops draw from one.
final class ConnectionNumbers: Sendable {
    private let last = Atomic(0)

    func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}
