import Catalog
import Documents

/// A mapping of a provider's catalog, read key by key. What is missing or of another kind is a `CatalogFailure` with its place.
public struct CatalogEntry {
    public let members: Members
    public let path: String
    public let place: Place

    public init(_ node: Node, path: String) throws(CatalogFailure) {
        guard let members = node.object else {
            throw CatalogFailure(message: "expected a mapping, found \(node.kindName)", path: path, place: node.place)
        }
        self.members = members
        self.path = path
        place = node.place
    }

    public func string(_ key: String) throws(CatalogFailure) -> String {
        try read(key, as: "a string", \.string)
    }

    public func bool(_ key: String) throws(CatalogFailure) -> Bool {
        try read(key, as: "a boolean", \.bool)
    }

    public func integer(_ key: String) throws(CatalogFailure) -> Int {
        try read(key, as: "a whole number") { $0.number?.int }
    }

    /// A number, or a string that holds one.
    public func decimal(_ key: String) throws(CatalogFailure) -> Decimal {
        try read(key, as: "a decimal number") { $0.number?.decimal ?? $0.string.flatMap { Decimal(text: $0) } }
    }

    public func strings(_ key: String) throws(CatalogFailure) -> [String] {
        try list(key, of: "strings", \.string)
    }

    public func integers(_ key: String) throws(CatalogFailure) -> [Int] {
        try list(key, of: "whole numbers") { $0.number?.int }
    }

    public func entry(_ key: String) throws(CatalogFailure) -> CatalogEntry {
        try CatalogEntry(read(key, as: "a mapping") { $0 }, path: "\(path).\(key)")
    }

    public func entries(_ key: String) throws(CatalogFailure) -> [CatalogEntry] {
        var entries: [CatalogEntry] = []
        for (index, node) in try read(key, as: "a list", \.array).enumerated() {
            entries.append(try CatalogEntry(node, path: "\(path).\(key)[\(index)]"))
        }
        return entries
    }

    public func failure(_ message: String, at key: String) -> CatalogFailure {
        CatalogFailure(message: message, path: "\(path).\(key)", place: members[key]?.place ?? place)
    }

    private func read<Value>(
        _ key: String, as kind: String, _ convert: (Node) -> Value?
    ) throws(CatalogFailure) -> Value {
        guard let node = members[key] else { throw failure("expected \(kind), found nothing", at: key) }
        guard let value = convert(node) else { throw failure("expected \(kind), found \(node.kindName)", at: key) }
        return value
    }

    private func list<Value>(
        _ key: String, of kind: String, _ convert: (Node) -> Value?
    ) throws(CatalogFailure) -> [Value] {
        let nodes = try read(key, as: "a list", \.array)
        let values = nodes.compactMap(convert)
        guard values.count == nodes.count else { throw failure("expected a list of \(kind)", at: key) }
        return values
    }
}
