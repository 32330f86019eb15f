/// Requests that wait for a store, in the order of their coming.
struct StoreWaits: Sendable {
    private var requests: [UInt64: HeldRequest] = [:]
    private var last: UInt64 = 0

    /// Gives the number by which it is taken out. No other gets it, also not after a reset.
    mutating func add(_ request: HeldRequest) -> UInt64 {
        last += 1
        requests[last] = request
        return last
    }

    /// False when it was taken out before.
    mutating func remove(_ number: UInt64) -> Bool { requests.removeValue(forKey: number) != nil }

    mutating func takeAll() -> [HeldRequest] {
        defer { requests = [:] }
        return requests.sorted { $0.key < $1.key }.map(\.value)
    }
}
