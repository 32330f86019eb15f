/// Takes coded frames apart, bit by bit.
struct FrameReader {
    struct Ended: Error {}

    let bytes: [UInt8]
    /// Bits read so far.
    private(set) var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func read(_ bits: Int) throws -> Int {
        guard position + bits <= bytes.count * 8 else { throw Ended() }
        defer { position += bits }
        return (position..<position + bits).reduce(0) { $0 << 1 | Int(bytes[$1 / 8] >> (7 - $1 % 8) & 1) }
    }

    mutating func text(_ letters: Int) throws -> String {
        String(decoding: try (0..<letters).map { _ in UInt8(try read(8)) }, as: UTF8.self)
    }
}
