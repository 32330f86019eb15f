import Synchronization

/// What all loops bear together.
final class InFlightBytes: Sendable {
    private let limit: Int
    private let bytes = Atomic(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Counts bytes of a body that came; false when they are too many, and then they are not counted.
    func take(_ count: Int) -> Bool {
        let (_, sum) = bytes.add(count, ordering: .relaxed)
        if sum <= limit { return true }
        bytes.subtract(count, ordering: .relaxed)
        return false
    }

    func giveBack(_ count: Int) {
        if count > 0 { bytes.subtract(count, ordering: .relaxed) }
    }
}
