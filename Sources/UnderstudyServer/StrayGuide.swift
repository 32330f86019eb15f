import Core
import DialectKit
import Engine
import HTTPMessages

/// Says of a request that leads nowhere what would lead somewhere.
struct StrayGuide: Sendable {
    private let dialects: Dialects
    private let observer: (any Observer)?

    init(_ dialects: Dialects, _ observer: (any Observer)?) {
        self.dialects = dialects
        self.observer = observer
    }

    /// - Parameter choose: what becomes of the words for a request; nil: it is not written down.
    func register(
        _ sandbox: Sandbox, _ choose: @escaping @Sendable (Request, String) -> String? = { $1 }
    ) -> PlainEndpoint.Register {
        PlainEndpoint.Register(sandbox: sandbox, observer: observer) { choose($0, words(for: $0, sandbox)) }
    }

    /// No provider is at its path.
    private func words(for request: Request, _ sandbox: Sandbox) -> String {
        let prefix = Route.sandbox(in: request.path).map { "/sandbox/\($0)" } ?? ""
        let path = String(request.path.dropFirst(prefix.count))
        let bases = Provider.allCases.map { "\(request.base)\(prefix)/\($0.rawValue)\($0.clientBasePath)" }
        let opening = "No provider is at `\(request.path)`"
        if let (provider, rest) = meant(request.method, path, sandbox) {
            let address = "\(request.base)\(prefix)/\(provider.rawValue)"
            return
                "\(opening); \(provider.title) has `\(rest)`, below \(address). Base URLs are \(bases.joined(separator: ", "))."
        }
        return "\(opening); base URLs are \(bases.joined(separator: ", "))."
    }

    /// The one provider that has the path, or what is left of it without its first segment.
    private func meant(_ method: String, _ path: String, _ sandbox: Sandbox) -> (Provider, path: String)? {
        let segments = path.split(separator: "/")
        for count in 0...1 where segments.count > count {
            let rest = "/" + segments.dropFirst(count).joined(separator: "/")
            let loaded = sandbox.loaded
            let having = Provider.allCases.filter {
                dialects[$0].has(method, rest, settings: loaded.settings($0))
            }
            if having.count == 1 { return (having[0], rest) }
        }
        return nil
    }
}
