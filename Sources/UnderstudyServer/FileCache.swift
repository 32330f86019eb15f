/// Files that were made lately, bounded in bytes; those used longest ago go first.
struct FileCache: Sendable {
    /// 64 MiB (media.md §4).
    static let standardCapacity = 64 << 20

    private struct Slot: Sendable {
        var file: MediaFile
        var used: UInt64
    }

    private let capacity: Int
    private var slots: [MediaPlan: Slot] = [:]
    private var held = 0
    private var clock: UInt64 = 0

    init(capacity: Int = FileCache.standardCapacity) {
        self.capacity = capacity
    }

    mutating func file(of plan: MediaPlan) -> MediaFile? {
        clock += 1
        slots[plan]?.used = clock
        return slots[plan]?.file
    }

    /// A file larger than the whole cache is not kept.
    mutating func keep(_ file: MediaFile, of plan: MediaPlan) {
        guard file.weight <= capacity, slots[plan] == nil else { return }
        clock += 1
        slots[plan] = Slot(file: file, used: clock)
        held += file.weight
        while held > capacity, let oldest = slots.min(by: { $0.value.used < $1.value.used }) {
            held -= oldest.value.file.weight
            slots[oldest.key] = nil
        }
    }
}
