import Documents

/// One mapping of a catalog, read key by key. Every failure names its place.
struct Entry {
    let members: Members
    let path: String
    let place: Place

    init(_ node: Node, at path: String) throws(CatalogFailure) {
        guard let members = node.object else {
            throw CatalogFailure(message: "expected a mapping, found \(node.kindName)", path: path, place: node.place)
        }
        self.members = members
        self.path = path
        place = node.place
        if let repeated = members.firstDuplicate { throw failure("the key comes twice", key: repeated.key) }
    }

    func failure(_ message: String, key: String? = nil) -> CatalogFailure {
        let place = key.flatMap { members[$0]?.place } ?? place
        return CatalogFailure(message: message, path: key.map(keyPath) ?? path, place: place)
    }

    func allowOnly(_ known: Set<String>) throws(CatalogFailure) {
        try allowOnly { known.contains($0) }
    }

    func allowOnly(_ isKnown: (String) -> Bool) throws(CatalogFailure) {
        for member in members where !isKnown(member.key) { throw failure("unknown key", key: member.key) }
    }

    func has(_ key: String) -> Bool { members[key] != nil }
    func node(_ key: String) -> Node? { members[key] }

    func string(_ key: String) throws(CatalogFailure) -> String {
        guard let text = try optionalString(key) else { throw failure("missing", key: key) }
        return text
    }

    func optionalString(_ key: String) throws(CatalogFailure) -> String? {
        try value(key, "a string") { $0.string }
    }

    func bool(_ key: String) throws(CatalogFailure) -> Bool? {
        try value(key, "a boolean") { $0.bool }
    }

    func integer(_ key: String) throws(CatalogFailure) -> Int? {
        try value(key, "an integer") { $0.number?.int }
    }

    func decimal(_ key: String) throws(CatalogFailure) -> Decimal? {
        try value(key, "a number") { $0.number?.decimal }
    }

    /// A list, empty when the key is absent.
    func list(_ key: String) throws(CatalogFailure) -> [Node] {
        try value(key, "a list") { $0.array } ?? []
    }

    /// A list of strings, empty when the key is absent.
    func strings(_ key: String) throws(CatalogFailure) -> [String] {
        let texts = try list(key).map { $0.string }
        guard !texts.contains(nil) else { throw failure("expected a list of strings", key: key) }
        return texts.compactMap { $0 }
    }

    /// A mapping, or nil when the key is absent.
    func entry(_ key: String) throws(CatalogFailure) -> Entry? {
        guard let node = members[key] else { return nil }
        return try Entry(node, at: keyPath(key))
    }

    /// A list of mappings, empty when the key is absent.
    func entries(_ key: String) throws(CatalogFailure) -> [Entry] {
        var entries: [Entry] = []
        for (index, node) in try list(key).enumerated() {
            entries.append(try Entry(node, at: "\(keyPath(key))[\(index)]"))
        }
        return entries
    }

    private func value<Value>(
        _ key: String, _ expected: String, _ read: (Node) -> Value?
    ) throws(CatalogFailure) -> Value? {
        guard let node = members[key] else { return nil }
        guard let value = read(node) else { throw failure("expected \(expected), found \(node.kindName)", key: key) }
        return value
    }

    private func keyPath(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
