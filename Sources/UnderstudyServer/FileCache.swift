import Media

/// Files that were made lately, bounded in bytes; those used longest ago go first.
struct FileCache: Sendable {
    /// 64 MiB (media.md, Serving).
    static let standardCapacity = 64 << 20

    private struct Slot: Sendable {
        var bytes: [UInt8]
        var used: UInt64
    }

    private let capacity: Int
    private var slots: [Picture: Slot] = [:]
    private var held = 0
    private var clock: UInt64 = 0

    init(capacity: Int = FileCache.standardCapacity) {
        self.capacity = capacity
    }

    mutating func bytes(of picture: Picture) -> [UInt8]? {
        clock += 1
        slots[picture]?.used = clock
        return slots[picture]?.bytes
    }

    /// A file larger than the whole cache is not kept.
    mutating func keep(_ bytes: [UInt8], of picture: Picture) {
        guard bytes.count <= capacity, slots[picture] == nil else { return }
        clock += 1
        slots[picture] = Slot(bytes: bytes, used: clock)
        held += bytes.count
        while held > capacity, let oldest = slots.min(by: { $0.value.used < $1.value.used }) {
            held -= oldest.value.bytes.count
            slots[oldest.key] = nil
        }
    }
}
