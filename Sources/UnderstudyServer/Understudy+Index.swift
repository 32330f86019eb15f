import Core
import HTTPMessages

extension Understudy {
    /// What a person sees who opens the server's address, or mistypes a path: where everything is.
    func index(status: Int, _ request: Request) -> Response {
        let lines = dialects.providers.map { provider in
            "  \(provider.rawValue): \(request.base)/\(provider.rawValue)\(provider.clientBasePath)"
        }
        let opening = status == 200 ? "Understudy \(Understudy.version)" : "Nothing is served at \(request.path)."
        return .plain(
            status,
            """
            \(opening)

            Base URLs for clients:
            \(lines.joined(separator: "\n"))

            Control API: \(request.base)/_understudy/
            """)
    }
}

extension Response {
    static func plain(_ status: Int, _ text: String) -> Response {
        Response(
            status: status, headers: ["Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"],
            body: Array((text + "\n").utf8))
    }
}
