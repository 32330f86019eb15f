import UnderstudyServer

/// What `serve` prints once it listens: every base URL, ready to be copied.
struct Banner {
    private let service: Service

    init(_ service: Service) {
        self.service = service
    }

    var text: String {
        let own = Dictionary(service.ports.map { ($0.provider, $0.url) }) { first, _ in first }
        let lines = service.bases.map { base in
            let name = base.provider
            let padding = String(repeating: " ", count: max(0, 14 - name.utf8.count))
            let root = own[base.provider].map { "   and at \($0)" } ?? ""
            return "  \(name)\(padding)\(base.url)\(root)"
        }
        return """
            Understudy \(Understudy.version) is listening.

            \(lines.joined(separator: "\n"))

              control API   \(service.url)/_understudy/
              scenario      \(service.scenarioName)

            Stop with Ctrl-C.
            """
    }
}
