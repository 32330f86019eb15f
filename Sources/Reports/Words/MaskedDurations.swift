/// Sentences of a verdict tell how long a client waited, which differs in each run.
extension String {
    /// With `…` for each duration that stands in it: `#3 → #4, … apart`.
    var withoutDurations: String {
        let bytes = Array(utf8)
        var masked: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if let end = Self.endOfDurations(in: bytes, from: place) {
                masked += Array("…".utf8)
                place = end
            } else {
                masked.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: masked, as: UTF8.self)
    }

    /// Several in a row are one: `3 min 20 s`.
    private static func endOfDurations(in bytes: [UInt8], from start: Int) -> Int? {
        if start > 0, bytes[start - 1].isOfWord || bytes[start - 1] == UInt8(ascii: "#") { return nil }
        guard var end = endOfDuration(in: bytes, from: start) else { return nil }
        while end < bytes.count {
            let next = bytes[end] == UInt8(ascii: " ") ? end + 1 : end
            guard let further = endOfDuration(in: bytes, from: next) else { break }
            end = further
        }
        return end < bytes.count && bytes[end].isLetterOrDigit ? nil : end
    }

    private static let units = ["ms", "min", "s", "m", "h", "d"].map { Array($0.utf8) }

    private static func endOfDuration(in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while place < bytes.count, bytes[place].isDigit || (bytes[place] == UInt8(ascii: ".") && place > start) {
            place += 1
        }
        guard place > start else { return nil }
        if place < bytes.count, bytes[place] == UInt8(ascii: " ") { place += 1 }
        let rest = bytes[place...]
        for unit in units where rest.starts(with: unit) {
            let end = place + unit.count
            // A digit may follow: `1m30s`.
            if end == bytes.count || !bytes[end].isLetter { return end }
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    fileprivate var isLetterOrDigit: Bool { isDigit || isLetter }
    fileprivate var isOfWord: Bool {
        isLetterOrDigit || self == UInt8(ascii: ".") || self == UInt8(ascii: "_") || self >= 0x80
    }
}
