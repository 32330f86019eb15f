/// A list that grows by a block at a time: an array copies all that it has whenever it has to grow, and of a million events that
/// is a pause for everybody who waits for the lock around them.
///
/// Inlinable, as the timeline that it is for.
@usableFromInline
struct BlockList<Element> {
    /// A power of two.
    @usableFromInline static var blockSize: Int { 4_096 }

    /// All full but the last.
    @usableFromInline var blocks: [[Element]] = []
    @usableFromInline var count = 0

    @inlinable
    init() {}

    @inlinable var indices: Range<Int> { 0..<count }

    @inlinable
    subscript(index: Int) -> Element {
        get { blocks[index / Self.blockSize][index % Self.blockSize] }
        set { blocks[index / Self.blockSize][index % Self.blockSize] = newValue }
    }

    @inlinable
    mutating func append(_ element: Element) {
        let block = count / Self.blockSize
        if block == blocks.count {
            blocks.append([])
            // The first one grows like any array: most lists never need a second.
            if block > 0 { blocks[block].reserveCapacity(Self.blockSize) }
        }
        blocks[block].append(element)
        count += 1
    }

    /// Keeps the room of the first block at most.
    @inlinable
    mutating func removeAll(keepingCapacity: Bool) {
        count = 0
        guard keepingCapacity, !blocks.isEmpty else {
            blocks = []
            return
        }
        blocks.removeLast(blocks.count - 1)
        blocks[0].removeAll(keepingCapacity: true)
    }
}

extension BlockList: Sendable where Element: Sendable {}
