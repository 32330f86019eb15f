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

    /// A sentence without the keys and secrets that the sandbox knows: it may repeat what a client sent.
    public func shown(_ sentence: String) -> String {
        coveredByValue(Array(sentence.utf8)).map { String(decoding: $0, as: UTF8.self) } ?? sentence
    }

    /// The same for a page.
    public func shown(text: [UInt8]) -> [UInt8] { coveredByValue(text) ?? text }

    /// Covers the values of members and of parts of a form whose names say so, and what addresses hide.
    private func coveredByName(_ bytes: [UInt8]) -> [UInt8]? {
        var scanner = TextScanner(bytes)
        while scanner.goToQuote() {
            if let name = scanner.memberName() {
                let isSecret = SecretNames.include(bytes.span.extracting(name))
                guard let value = scanner.memberValue(orAll: isSecret) else { continue }
                if isSecret {
                    scanner.replace(value, Self.mark)
                } else if let shown = covered(
                    String(decoding: bytes[value], as: UTF8.self),
                    isReceiver: Self.isReceiver(String(decoding: bytes[name], as: UTF8.self)))
                {
                    scanner.replace(value, shown)
                }
            } else if let name = scanner.partName(), SecretNames.include(bytes.span.extracting(name)) {
                scanner.replace(scanner.partContent(), Self.mark)
            }
        }
        return scanner.result
    }

    /// Covers the keys that the sandbox knows, wherever they stand by themselves.
    private func coveredByValue(_ bytes: [UInt8]) -> [UInt8]? {
        guard !knowsNothing else { return nil }
        var scanner = TextScanner(bytes)
        while let word = scanner.nextWord() {
            guard mayBeKnown(length: word.count) else { continue }
            if isKnown(String(decoding: bytes[word], as: UTF8.self)) { scanner.replace(word, Self.mark) }
        }
        return scanner.result
    }
}

/// Goes over a text once and notes what is to be replaced in it. What stands in quotes is never counted in pairs, since a quote too many
/// would turn all that follows inside out: a member is told by the quote and the colon behind its name.
private struct TextScanner {
    /// Bytes of a name, and of a value without quotes, that are looked at [chosen]: so no text takes longer than its length says.
    private static let longest = 256

    private let bytes: [UInt8]
    /// Behind the quote that was found last.
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

    /// False when there is none any more.
    mutating func goToQuote() -> Bool {
        guard let quote = bytes[place...].firstIndex(of: UInt8(ascii: "\"")) else { return false }
        place = quote + 1
        return true
    }

    /// The next run of the letters that keys are made of.
    mutating func nextWord() -> Range<Int>? {
        guard let start = bytes[place...].firstIndex(where: Self.isOfWord) else { return nil }
        place = bytes[start...].firstIndex { !Self.isOfWord($0) } ?? bytes.count
        return start..<place
    }

    /// The name of a member of JSON that the quote ends.
    func memberName() -> Range<Int>? {
        guard let colon = firstVisible(from: place), bytes[colon] == UInt8(ascii: ":") else { return nil }
        var end = place - 1
        // JSON in a text of JSON.
        if end > taken, bytes[end - 1] == UInt8(ascii: "\\") { end -= 1 }
        var start = end
        while start > taken, end - start < Self.longest, Self.isOfWord(bytes[start - 1]) { start -= 1 }
        return start < end ? start..<end : nil
    }

    /// The value of that member: of a text, what is in the quotes.
    ///
    /// - Parameter all: whether a list or a mapping is wanted too; else they give nil.
    mutating func memberValue(orAll all: Bool) -> Range<Int>? {
        guard let colon = firstVisible(from: place), let start = firstVisible(from: colon + 1) else { return nil }
        place = start
        switch bytes[start] {
        case UInt8(ascii: "\""):
            let end = closingQuote(from: start + 1)
            // Its end may be the beginning of the next name, where there is a quote too many.
            place = start + 1
            return start + 1..<end
        case UInt8(ascii: "\\"):
            let text = min(start + 2, bytes.count)
            return
                text..<(bytes[text...].firstIndex { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\n") }
                ?? bytes.count)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return all ? start..<closingBracket(from: start) : nil
        default:
            let rest = bytes[start...].prefix(Self.longest)
            return start..<(rest.firstIndex { ",]}\r\n".utf8.contains($0) } ?? rest.endIndex)
        }
    }

    /// The name of a part of a multipart form that the quote begins.
    func partName() -> Range<Int>? {
        guard bytes[..<(place - 1)].suffix(6).elementsEqual(" name=".utf8) else { return nil }
        let rest = bytes[place...].prefix(Self.longest)
        return rest.firstIndex(of: UInt8(ascii: "\"")).map { place..<$0 }
    }

    /// What that part holds: from behind its head up to the next boundary.
    func partContent() -> Range<Int> {
        // Some end their lines without a carriage return.
        let heads = [end(of: "\n\r\n", from: place), end(of: "\n\n", from: place)].compactMap(\.self)
        let start = heads.min() ?? bytes.count
        return start..<(end(of: "\n--", from: start).map { $0 - 3 } ?? bytes.count)
    }

    /// Behind it; the end of the text where there is none.
    private func closingBracket(from start: Int) -> Int {
        var depth = 0
        for place in start..<bytes.count {
            if "{[".utf8.contains(bytes[place]) { depth += 1 }
            if "}]".utf8.contains(bytes[place]) { depth -= 1 }
            if depth == 0 { return place + 1 }
        }
        return bytes.count
    }

    /// The end of the line where there is none.
    private func closingQuote(from start: Int) -> Int {
        var place = start
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""), UInt8(ascii: "\n"): return place
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        return bytes.count
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
