/// A list that grows by a block at a time: an array copies all that it has whenever it has to grow, and of a million events that
/// is a pause for everybody who waits for the lock around them.
///
/// Inlinable, as the timeline that it is for. The first block grows like any array: most lists never need a second.
@usableFromInline
struct BlockList<Element> {
    /// A power of two.
    @inlinable static var blockSize: Int { 4_096 }

    /// All full but the last.
    @usableFromInline var blocks: [[Element]] = []
    @usableFromInline var count = 0

    @inlinable
    init() {}

    @inlinable var indices: Range<Int> { 0..<count }
    @inlinable var isEmpty: Bool { count == 0 }
    @inlinable var first: Element? { isEmpty ? nil : self[0] }

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
            if block > 0 { blocks[block].reserveCapacity(Self.blockSize) }
        }
        blocks[block].append(element)
        count += 1
    }

    /// nil when it is empty.
    @inlinable
    mutating func popLast() -> Element? {
        guard count > 0 else { return nil }
        count -= 1
        let block = count / Self.blockSize
        // One empty block is kept, so that a list about its border does not get and give back a block each time.
        if blocks.count > block + 2 { blocks.removeLast() }
        return blocks[block].removeLast()
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
