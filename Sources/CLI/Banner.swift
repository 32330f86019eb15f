import UnderstudyServer

/// What `serve` prints once it listens: every base URL, ready to be copied.
struct Banner {
    private let service: Service

    init(_ service: Service) {
        self.service = service
    }

    var text: String {
        let own = Dictionary(service.ports.map { ($0.name, $0.base) }) { first, _ in first }
        let lines = service.providers.map { provider in
            let padding = String(repeating: " ", count: max(0, 14 - provider.name.utf8.count))
            let root = own[provider.name].map { "   and at \($0)" } ?? ""
            return "  \(provider.name)\(padding)\(provider.base)\(root)"
        }
        let sandboxes = service.sandboxesWithPorts.flatMap { name in
            service.ports(of: name).map { "  \($0.name) in the sandbox \(name)   \($0.base)" }
        }
        let others = sandboxes.isEmpty ? "" : "\n\n" + sandboxes.joined(separator: "\n")
        return """
            Understudy \(Understudy.version) is listening.

            \(lines.joined(separator: "\n"))\(others)

              control API   \(service.url)/_understudy/
              scenario      \(service.scenarioName)

            Stop with Ctrl-C.
            """
    }
}
