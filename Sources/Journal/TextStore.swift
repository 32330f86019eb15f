/// Rows of bytes, written one behind the other into large blocks that are let go from the oldest on.
///
/// A journal takes in megabytes that are hardly ever read: kept as one object a text they would be spread over memory that no
/// cache holds, and each would be touched twice more, to let it go and to use its place again.
struct TextStore: Sendable {
    /// Where a row lies.
    struct Place: Sendable {
        fileprivate var block: Int
        fileprivate var start: Int
        var count: Int
    }

    private struct Block: Sendable {
        var bytes: [UInt8] = []
        /// How many rows are still wanted.
        var wanted = 0
    }

    /// Bytes; a longer row has a block of its own.
    private static let blockSize = 256 << 10

    /// The oldest first.
    private var blocks: [Block] = []
    /// The number of the first block, counted from the beginning.
    private var firstBlock = 0
    /// The room of a block that was let go, for the next one.
    private var spare: [UInt8] = []

    /// How many bytes its blocks hold.
    var byteCount: Int { blocks.reduce(0) { $0 + $1.bytes.count } }

    mutating func add(_ row: [UInt8]) -> Place {
        if row.count > Self.blockSize { return addBlock(row) }
        if blocks.isEmpty || blocks[blocks.count - 1].bytes.count + row.count > Self.blockSize {
            blocks.append(Block(bytes: takeRoom()))
        }
        let last = blocks.count - 1
        let start = blocks[last].bytes.count
        blocks[last].bytes.append(contentsOf: row)
        blocks[last].wanted += 1
        return Place(block: firstBlock + last, start: start, count: row.count)
    }

    /// The row is not wanted any more.
    mutating func remove(_ place: Place) {
        let index = place.block - firstBlock
        blocks[index].wanted -= 1
        guard blocks[index].wanted == 0, index < blocks.count - 1 else { return }
        if blocks[index].bytes.count <= Self.blockSize { swap(&spare, &blocks[index].bytes) }
        // It may stand behind one that is still wanted: late answers lie far from their requests.
        blocks[index].bytes = []
        while blocks.count > 1, blocks[0].wanted == 0 {
            blocks.removeFirst()
            firstBlock += 1
        }
    }

    /// Keeps no room for a block to come.
    mutating func giveBackSpare() { spare = [] }

    func reader(at place: Place) -> TextRowReader {
        TextRowReader(blocks[place.block - firstBlock].bytes, from: place.start)
    }

    /// The row as it is.
    private mutating func addBlock(_ row: [UInt8]) -> Place {
        blocks.append(Block(bytes: row, wanted: 1))
        return Place(block: firstBlock + blocks.count - 1, start: 0, count: row.count)
    }

    private mutating func takeRoom() -> [UInt8] {
        var room: [UInt8] = []
        swap(&room, &spare)
        room.removeAll(keepingCapacity: true)
        return room
    }
}
