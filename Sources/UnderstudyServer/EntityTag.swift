/// An entity tag (RFC 9110 §8.8.3). One that is not in quotes, as a scenario may send, is told by its text.
struct EntityTag: Equatable {
    let isWeak: Bool
    /// With its quotes.
    let opaque: Substring

    /// The value of a header `ETag`.
    init(_ text: String) {
        self.init(text[...])
    }

    private init(_ text: Substring) {
        isWeak = text.hasPrefix("W/")
        opaque = isWeak ? text.dropFirst(2) : text
    }

    /// The members of `If-Match` and its like. A comma inside quotes is part of its tag.
    static func list(_ text: String) -> [EntityTag] {
        var tags: [EntityTag] = []
        var rest = text[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
            guard !rest.isEmpty else { return tags }
            let end = end(ofFirstIn: rest)
            tags.append(EntityTag(rest[..<end]))
            rest = rest[end...]
        }
    }

    private static func end(ofFirstIn text: Substring) -> Substring.Index {
        let quoted = text.hasPrefix("W/") ? text.dropFirst(2) : text
        if quoted.first == "\"", let close = quoted.dropFirst().firstIndex(of: "\"") { return text.index(after: close) }
        let tag = text.prefix { $0 != "," }
        return tag.lastIndex { $0 != " " && $0 != "\t" }.map(text.index(after:)) ?? tag.endIndex
    }

    /// Whether both stand for the same bytes.
    func isSame(as other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && opaque == other.opaque
    }

    /// Whether both stand for the same file, be it other bytes.
    func isAlike(_ other: EntityTag) -> Bool {
        opaque == other.opaque
    }
}
