import Core

/// Where a path leads, by its first segments (design.md §1). Read on the raw path; what is below stays as it came.
enum Route: Sendable, Equatable {
    /// Below `/_understudy`.
    case control(path: String)
    /// `prefix` is what stands before the provider's own path, without a slash at the end.
    case provider(Provider, sandbox: String, prefix: String, path: String)
    case index
    case unknown

    static let standardSandbox = "default"

    init(_ path: String) {
        let (first, rest) = Route.split(path[...])
        switch first {
        case "_understudy": self = .control(path: rest.isEmpty ? "/" : String(rest))
        case "": self = rest.isEmpty ? .index : .unknown
        case "sandbox": self = Route.sandboxed(path, rest)
        default: self = Route.provider(first, sandbox: Route.standardSandbox, path, rest)
        }
    }

    private static func sandboxed(_ path: String, _ rest: Substring) -> Route {
        let (name, afterName) = split(rest)
        let (provider, afterProvider) = split(afterName)
        guard !name.isEmpty else { return .unknown }
        return Self.provider(provider, sandbox: String(name), path, afterProvider)
    }

    private static func provider(_ name: Substring, sandbox: String, _ path: String, _ rest: Substring) -> Route {
        guard let provider = Provider(rawValue: String(name)) else { return .unknown }
        let prefix = path[..<rest.startIndex]
        return .provider(provider, sandbox: sandbox, prefix: String(prefix), path: rest.isEmpty ? "/" : String(rest))
    }

    /// The segment after the leading slash, and what follows it, beginning with a slash or empty.
    private static func split(_ path: Substring) -> (Substring, Substring) {
        let bytes = path.utf8
        let begin = bytes.index(bytes.startIndex, offsetBy: bytes.isEmpty ? 0 : 1)
        let end = bytes[begin...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex
        return (path[begin..<end], path[end...])
    }
}
