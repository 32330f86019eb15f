import Core

/// Where a path leads, by its first segments (architecture.md §1). Read on the raw path; what is below stays as it
/// came.
enum Route: Sendable, Equatable {
    /// Below `/_understudy`.
    case control(path: String)
    /// The first `prefix` bytes of the path stand before the provider's own; `sandbox` is nil for the default one.
    case provider(Provider, sandbox: String?, prefix: Int)
    case index
    case unknown

    /// As bytes, since every request is compared with them.
    private static let providers = Provider.allCases.map { (provider: $0, name: Array($0.rawValue.utf8)) }
    private static let control = Array("_understudy".utf8)
    private static let sandbox = Array("sandbox".utf8)

    init(_ path: String) {
        let bytes = path.utf8.span
        let first = Route.segment(of: bytes, from: 0)
        if let provider = Route.provider(bytes.extracting(first)) {
            self = .provider(provider, sandbox: nil, prefix: first.upperBound)
        } else if Route.equal(bytes.extracting(first), Route.control) {
            self = .control(path: Route.path(path, below: first.upperBound))
        } else if Route.equal(bytes.extracting(first), Route.sandbox) {
            self = Route.sandboxed(path, after: first.upperBound)
        } else {
            self = path == "/" ? .index : .unknown
        }
    }

    /// What is left of the path below a prefix of that many bytes.
    static func path(_ path: String, below prefix: Int) -> String {
        let rest = path.utf8.dropFirst(prefix)
        return rest.isEmpty ? "/" : String(Substring(rest))
    }

    /// The sandbox that a path names.
    static func sandbox(in path: String) -> String? {
        let bytes = path.utf8.span
        let first = segment(of: bytes, from: 0)
        guard equal(bytes.extracting(first), sandbox) else { return nil }
        let name = segment(of: bytes, from: first.upperBound)
        return name.isEmpty ? nil : String(Substring(path.utf8.prefix(name.upperBound).dropFirst(name.lowerBound)))
    }

    private static func sandboxed(_ path: String, after end: Int) -> Route {
        let bytes = path.utf8.span
        let name = segment(of: bytes, from: end)
        let provider = segment(of: bytes, from: name.upperBound)
        guard !name.isEmpty, let known = Self.provider(bytes.extracting(provider)) else { return .unknown }
        let sandbox = String(Substring(path.utf8.prefix(name.upperBound).dropFirst(name.lowerBound)))
        return .provider(known, sandbox: sandbox, prefix: provider.upperBound)
    }

    private static func provider(_ name: Span<UInt8>) -> Provider? {
        for known in providers where equal(name, known.name) { return known.provider }
        return nil
    }

    /// Where the segment lies whose leading slash is at that place.
    private static func segment(of path: Span<UInt8>, from slash: Int) -> Range<Int> {
        let start = min(slash + 1, path.count)
        var end = start
        while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
        return start..<end
    }

    private static func equal(_ bytes: Span<UInt8>, _ word: [UInt8]) -> Bool {
        guard bytes.count == word.count else { return false }
        for index in bytes.indices where bytes[index] != word[index] { return false }
        return true
    }
}
