import Digests
import HTTPMessages

/// A body as gzip (RFC 1952): right, cut off, or a bomb. What there is goes into stored blocks; what it is blown up with is one run.
struct GzipFilter: BodyFilter {
    /// White space, so that JSON stays JSON however much of it there is.
    private static let filling: UInt8 = 0x20
    private static let longestBlock = 65_535

    /// The content is at least so long.
    private let leastContent: Int
    /// So many bytes go out at most.
    private var left: Int
    private var sum = CRC32()
    private var length = 0
    private var hasBegun = false

    init(_ compression: Compression) {
        leastContent = compression.expandedTo ?? 0
        left = compression.truncated ?? .max
    }

    mutating func add(_ bytes: [UInt8]) -> [UInt8] {
        guard left > 0, !bytes.isEmpty else { return [] }
        var out = begin()
        var rest = bytes[...]
        while !rest.isEmpty {
            let block = rest.prefix(Self.longestBlock)
            rest = rest.dropFirst(block.count)
            out += Self.stored(block, isLast: false)
        }
        sum.update(bytes)
        length += bytes.count
        return cut(out)
    }

    mutating func finish() -> [UInt8] {
        guard left > 0 else { return [] }
        var out = begin()
        if leastContent > length {
            out += DeflatedRun.block(of: Self.filling, count: leastContent - length)
            sum.update(Self.filling, times: leastContent - length)
            length = leastContent
        } else {
            out += Self.stored([], isLast: true)
        }
        for number in [sum.value, UInt32(truncatingIfNeeded: length)] {
            for shift in [0, 8, 16, 24] as [UInt32] { out.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        return cut(out)
    }

    /// The head: deflate, without a name, a time or a system.
    private mutating func begin() -> [UInt8] {
        guard !hasBegun else { return [] }
        hasBegun = true
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    }

    private mutating func cut(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > left else {
            left -= bytes.count
            return bytes
        }
        defer { left = 0 }
        return Array(bytes.prefix(left))
    }

    /// RFC 1951 §3.2.4.
    private static func stored(_ bytes: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
        let length = UInt16(bytes.count)
        return [
            isLast ? 1 : 0, UInt8(truncatingIfNeeded: length), UInt8(length >> 8), UInt8(truncatingIfNeeded: ~length),
            UInt8(~length >> 8),
        ] + bytes
    }
}
