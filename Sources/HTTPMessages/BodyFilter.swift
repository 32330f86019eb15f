/// Makes other bytes of those of a body, piece by piece.
public protocol BodyFilter: Sendable {
    mutating func add(_ bytes: [UInt8]) -> [UInt8]
    /// What comes behind the last piece.
    mutating func finish() -> [UInt8]
}

extension BodyFilter {
    /// A body at once.
    public consuming func filtered(_ bytes: [UInt8]) -> [UInt8] {
        var filter = self
        return filter.add(bytes) + filter.finish()
    }
}
