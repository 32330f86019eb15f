/// The line before a chunk: its size, and extensions that nobody reads (RFC 9112 §7.1).
///
/// The library ends it at a line feed alone and takes a bare CR for a part of an extension, where others on the way may see the end of the
/// line: what is data to one of them is the next chunk to the other.
@safe struct ChunkLine {
    static let refusal = Gate.Refusal.bad("a chunk extension has a bare CR")

    /// Where the body begins in the connection's memory.
    private let start: UInt

    /// - Parameter headEnd: the address behind the head.
    init(headEnd: UInt) {
        start = headEnd
    }

    /// Whether the line right before a piece of the body has a bare CR. The library shows pieces where they lie, so the line is there
    /// when both were read together; a line that came alone has been overwritten, and nothing is known of it.
    func hasBareCR(before piece: UnsafeRawBufferPointer) -> Bool {
        let address = UInt(bitPattern: piece.baseAddress)
        guard address > start, let end = piece.baseAddress else { return false }
        let line = unsafe UnsafeRawBufferPointer(start: end - Int(address - start), count: Int(address - start))
        guard unsafe line.last == UInt8(ascii: "\n") else { return false }
        var place = line.count - 2
        if place >= 0, unsafe line[place] == UInt8(ascii: "\r") { place -= 1 }
        var hasCR = false
        while place >= 0, unsafe line[place] != UInt8(ascii: "\n") {
            hasCR = unsafe hasCR || line[place] == UInt8(ascii: "\r")
            place -= 1
        }
        return hasCR
    }
}
