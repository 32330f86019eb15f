import HTTPMessages

/// Bodies that are kept as text: forms, multipart forms, and JSON that is broken.
extension SecretCover {
    /// The text without its secrets, byte for byte the same but for these; nil when there is none in it.
    func covered(text bytes: [UInt8], type: String) -> [UInt8]? {
        if type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
            return covered(query: String(decoding: bytes, as: UTF8.self)[...]).map { Array($0.utf8) }
        }
        let named = coveredByName(bytes)
        return coveredByValue(named ?? bytes) ?? named
    }

    /// Covers the values of members and of parts of a form whose names say so, and what addresses hide.
    private func coveredByName(_ bytes: [UInt8]) -> [UInt8]? {
        var scanner = TextScanner(bytes)
        while let name = scanner.nextQuoted() {
            if scanner.beginsPart(named: name) {
                if SecretNames.include(bytes.span.extracting(name)) {
                    scanner.replace(scanner.partContent(), Self.mark)
                }
            } else if let value = scanner.memberValue() {
                if SecretNames.include(bytes.span.extracting(name)) {
                    scanner.replace(value, Self.mark)
                } else if let shown = covered(
                    String(decoding: bytes[value], as: UTF8.self),
                    isReceiver: Self.isReceiver(String(decoding: bytes[name], as: UTF8.self)))
                {
                    scanner.replace(value, shown)
                }
            }
        }
        return scanner.result
    }

    /// Covers the keys that the sandbox knows, wherever they stand by themselves.
    private func coveredByValue(_ bytes: [UInt8]) -> [UInt8]? {
        guard !known.isEmpty else { return nil }
        var scanner = TextScanner(bytes)
        while let word = scanner.nextWord() {
            if known.contains(String(decoding: bytes[word], as: UTF8.self)) { scanner.replace(word, Self.mark) }
        }
        return scanner.result
    }
}

/// Goes over a text once and notes what is to be replaced in it.
private struct TextScanner {
    private let bytes: [UInt8]
    private var place = 0
    private var shown: [UInt8] = []
    /// The bytes up to here are in `shown`.
    private var taken = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The text with what was replaced; nil where nothing was.
    var result: [UInt8]? { taken == 0 ? nil : shown + bytes[taken...] }

    mutating func replace(_ range: Range<Int>, _ text: String) {
        shown += bytes[taken..<range.lowerBound]
        shown += Array(text.utf8)
        taken = range.upperBound
        place = max(place, range.upperBound)
    }

    /// What stands in the next quotes that are closed in the same line.
    mutating func nextQuoted() -> Range<Int>? {
        while let open = bytes[place...].firstIndex(of: UInt8(ascii: "\"")) {
            place = open + 1
            if let close = closingQuote(from: place) {
                defer { place = close + 1 }
                return place..<close
            }
        }
        place = bytes.count
        return nil
    }

    /// The next run of the letters that keys are made of.
    mutating func nextWord() -> Range<Int>? {
        guard let start = bytes[place...].firstIndex(where: Self.isOfWord) else { return nil }
        place = bytes[start...].firstIndex { !Self.isOfWord($0) } ?? bytes.count
        return start..<place
    }

    /// Whether the quotes that were read last name a part of a multipart form.
    func beginsPart(named name: Range<Int>) -> Bool {
        bytes[..<(name.lowerBound - 1)].suffix(6).elementsEqual(" name=".utf8)
    }

    /// What the part holds whose name was read last: from behind its head up to the next boundary.
    func partContent() -> Range<Int> {
        let start = end(of: "\r\n\r\n", from: place) ?? bytes.count
        return start..<(end(of: "\r\n--", from: start).map { $0 - 4 } ?? bytes.count)
    }

    /// The value behind the quotes that were read last, if they are the name of a JSON member: of a text, what is in the quotes.
    func memberValue() -> Range<Int>? {
        guard let colon = firstVisible(from: place), bytes[colon] == UInt8(ascii: ":"),
            let start = firstVisible(from: colon + 1)
        else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "\""): return start + 1..<(closingQuote(from: start + 1) ?? bytes.count)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return nil
        default:
            return start..<(bytes[start...].firstIndex { ",]}\r\n".utf8.contains($0) } ?? bytes.count)
        }
    }

    private func closingQuote(from start: Int) -> Int? {
        var place = start
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") {
            switch bytes[place] {
            case UInt8(ascii: "\""): return place
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        return nil
    }

    private func firstVisible(from start: Int) -> Int? {
        bytes.dropFirst(start).firstIndex { !" \t\r\n".utf8.contains($0) }
    }

    private func end(of text: String, from start: Int) -> Int? {
        let wanted = Array(text.utf8)
        var place = start
        while let found = bytes.dropFirst(place).firstIndex(of: wanted[0]) {
            if bytes[found...].starts(with: wanted) { return found + wanted.count }
            place = found + 1
        }
        return nil
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return true
        default: return false
        }
    }
}
