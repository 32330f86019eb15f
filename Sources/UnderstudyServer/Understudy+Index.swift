import Core
import HTTPMessages

extension Understudy {
    /// What a person sees who opens the server's address, or mistypes a path: where everything is.
    func index(status: Int, _ request: Request) -> Response {
        let lines = dialects.providers.map { "  \($0.rawValue): \(request.base)/\($0.rawValue)" }
        let opening = status == 200 ? "Understudy \(Understudy.version)" : "Nothing is served at \(request.path)."
        return .plain(
            status,
            """
            \(opening)

            Base URLs of the providers:
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
