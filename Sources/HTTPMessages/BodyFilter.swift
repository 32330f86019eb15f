/// Makes other bytes of those of a body, piece by piece.
public protocol BodyFilter: Sendable {
    mutating func add(_ bytes: [UInt8]) -> [UInt8]
    /// What comes behind the last piece.
    mutating func finish() -> [UInt8]
    /// How long a body of that length becomes; nil: that shows only at its end.
    func length(of length: Int?) -> Int?
}

extension BodyFilter {
    public func length(of length: Int?) -> Int? { nil }

    /// A body at once.
    public consuming func filtered(_ bytes: [UInt8]) -> [UInt8] {
        var filter = self
        return filter.add(bytes) + filter.finish()
    }
}
