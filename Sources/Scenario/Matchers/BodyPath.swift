import Documents

/// Where a value stands in a JSON body: `input.images[0].url`.
struct BodyPath: Sendable, Equatable {
    enum Part: Sendable, Equatable {
        case key(String)
        case index(Int)
    }

    let parts: [Part]
    /// As it was written.
    let text: String

    /// nil when a name is empty or an index is no number in brackets.
    init?(_ text: String) {
        var parts: [Part] = []
        for segment in text.split(separator: ".", omittingEmptySubsequences: false) {
            guard let read = Self.parts(of: segment) else { return nil }
            parts += read
        }
        self.parts = parts
        self.text = text
    }

    private static func parts(of segment: Substring) -> [Part]? {
        let name = segment.prefix { $0 != "[" && $0 != "]" }
        guard !name.isEmpty else { return nil }
        var parts: [Part] = [.key(String(name))]
        var rest = segment[name.endIndex...]
        while !rest.isEmpty {
            guard rest.removeFirst() == "[", let close = rest.firstIndex(of: "]"),
                rest[..<close].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let index = Int(rest[..<close])
            else { return nil }
            parts.append(.index(index))
            rest = rest[rest.index(after: close)...]
        }
        return parts
    }

    /// The value there; nil where the body has none.
    func find(in body: Node?) -> Node? {
        var node = body
        for part in parts {
            switch part {
            case .key(let key): node = node?[key]
            case .index(let index):
                guard let array = node?.array, index < array.count else { return nil }
                node = array[index]
            }
        }
        return node
    }
}
