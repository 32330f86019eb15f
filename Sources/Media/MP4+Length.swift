extension MP4 {
    /// How long a film plays, as its movie header says (ISO/IEC 14496-12 §8.2.2); nil when the bytes are no such file.
    ///
    /// Only the headers of boxes are read, so the length of the file does not matter; whatever is wrong with them ends it.
    public static func seconds(of bytes: [UInt8]) -> Double? {
        guard hasName("ftyp", bytes.dropFirst(4)), let movie = content(of: "moov", in: bytes[...]),
            let header = content(of: "mvhd", in: movie), let version = header.first
        else { return nil }
        let times = header.dropFirst(version == 1 ? 20 : 12)
        guard let scale = number(times, 4), scale > 0, let length = number(times.dropFirst(4), version == 1 ? 8 : 4)
        else { return nil }
        return Double(length) / Double(scale)
    }

    /// What is in the first box of that name.
    static func content(of name: String, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var found: ArraySlice<UInt8>?
        walk(bytes) { box, content in
            if hasName(name, box) { found = content }
            return found == nil
        }
        return found
    }

    /// Calls `body` with what is in each box of that name.
    static func forEachBox(_ name: String, in bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
        walk(bytes) { box, content in
            if hasName(name, box) { body(content) }
            return true
        }
    }

    /// Calls `body` with the name and the content of each box until it says false, or the bytes are no box.
    private static func walk(
        _ bytes: ArraySlice<UInt8>, _ body: (_ name: ArraySlice<UInt8>, _ content: ArraySlice<UInt8>) -> Bool
    ) {
        var rest = bytes
        while let short = number(rest, 4) {
            let isLong = short == 1
            guard let size = isLong ? number(rest.dropFirst(8), 8) : short else { return }
            let head = isLong ? 16 : 8
            // A size of 0 lasts to the end.
            let whole = size == 0 ? UInt64(rest.count) : size
            guard whole >= UInt64(head), whole <= UInt64(rest.count) else { return }
            guard body(rest.dropFirst(4), rest.prefix(Int(whole)).dropFirst(head)) else { return }
            rest = rest.dropFirst(Int(whole))
        }
    }

    static func hasName(_ name: String, _ bytes: some Collection<UInt8>) -> Bool {
        bytes.prefix(4).elementsEqual(name.utf8)
    }

    /// Most significant byte first; nil when there are too few.
    private static func number(_ bytes: some Collection<UInt8>, _ count: Int) -> UInt64? {
        let bytes = bytes.prefix(count)
        return bytes.count == count ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : nil
    }
}
