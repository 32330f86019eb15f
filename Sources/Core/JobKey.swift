/// Names a job: ids of two providers never meet.
public struct JobKey: Sendable, Hashable {
    public let provider: Provider
    public let id: String
    /// Follows from both, and differs where they do in nearly all cases: what a crowd of keys is sorted into heaps by, since
    /// reading their texts over and over takes longer.
    public let mark: UInt64

    public init(_ provider: Provider, _ id: String) {
        self.provider = provider
        self.id = id
        // FNV-1a.
        var mark = UInt64(provider.place) ^ 0xCBF2_9CE4_8422_2325
        let bytes = id.utf8Span.span
        for index in bytes.indices { mark = (mark ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        self.mark = mark
    }

    public static func == (left: JobKey, right: JobKey) -> Bool {
        left.mark == right.mark && left.provider == right.provider && left.id == right.id
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(mark) }
}
