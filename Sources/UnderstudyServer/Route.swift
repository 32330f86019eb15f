import Core

/// Where a path leads, by its first segments (design.md §1). Read on the raw path; what is below stays as it came.
enum Route: Sendable, Equatable {
    /// Below `/_understudy`.
    case control(path: String)
    /// The first `prefix` bytes of the path stand before the provider's own; `sandbox` is nil for the default one.
    case provider(Provider, sandbox: String?, prefix: Int)
    case index
    case unknown

    init(_ path: String) {
        let bytes = path.utf8
        let first = Route.segment(bytes[...])
        if let provider = Route.provider(first) {
            self = .provider(provider, sandbox: nil, prefix: first.count + 1)
        } else if first.elementsEqual("_understudy".utf8) {
            self = .control(path: first.endIndex == bytes.endIndex ? "/" : String(path[first.endIndex...]))
        } else if first.elementsEqual("sandbox".utf8) {
            self = Route.sandboxed(path, after: first.endIndex)
        } else {
            self = path == "/" ? .index : .unknown
        }
    }

    /// What is left of the path below a prefix of that many bytes.
    static func path(_ path: String, below prefix: Int) -> String {
        let rest = path.utf8.dropFirst(prefix)
        return rest.isEmpty ? "/" : String(Substring(rest))
    }

    private static func sandboxed(_ path: String, after end: String.Index) -> Route {
        let name = segment(path.utf8[end...])
        let provider = segment(path.utf8[name.endIndex...])
        guard !name.isEmpty, let known = Self.provider(provider) else { return .unknown }
        let prefix = path.utf8.distance(from: path.startIndex, to: provider.endIndex)
        return .provider(known, sandbox: String(Substring(name)), prefix: prefix)
    }

    private static func provider(_ name: Substring.UTF8View) -> Provider? {
        Provider.allCases.first { name.elementsEqual($0.rawValue.utf8) }
    }

    /// The segment after the leading slash.
    private static func segment(_ path: Substring.UTF8View) -> Substring.UTF8View {
        let rest = path.dropFirst()
        return rest[..<(rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex)]
    }
}
