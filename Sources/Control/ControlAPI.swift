import DialectKit
import Documents
import Engine
import HTTPMessages

/// The routes below `/_understudy/`.
public struct ControlAPI: Sendable {
    /// A scenario file may be 1 MiB (language.md §9); every other body is small.
    public static let bodyLimit = 1 << 20

    let target: any ControlTarget
    private let door: Guard

    public init(target: any ControlTarget, access: ControlAccess) {
        self.target = target
        door = Guard(access: access)
    }

    /// Answers a request whose path is below the control API's own (`/health`, not `/_understudy/health`); now or later, once.
    public func respond(to request: Request, on exchange: ControlExchange) {
        switch request.path {
        case "/health": return exchange.answer(open(request, health))
        case "/ready": return exchange.answer(open(request, ready))
        default: break
        }
        if let reply = answerOpenRoute(request, door) { return exchange.answer(reply) }
        if let refusal = door.refusal(of: request) { return exchange.answer(refusal) }
        if case .tooLarge(let limit) = request.body {
            return exchange.answer(.problem(413, "The body is larger than \(limit) bytes."))
        }
        route(request, exchange)
    }

    private func route(_ request: Request, _ exchange: ControlExchange) {
        if request.path == "/settings" { return exchange.answer(settings(request)) }
        if request.path == "/openapi" || request.path.hasPrefix("/openapi/") {
            return exchange.answer(openAPI(request))
        }
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        if let route = WebhookRoute(Array(parts)) { return answerWebhooks(request, route, exchange) }
        guard (2...3).contains(parts.count), parts.first == "sandboxes",
            let route = SandboxRoute(rawValue: parts.count == 2 ? "" : String(parts[parts.startIndex + 2]))
        else { return exchange.answer(unknown(request)) }
        let name = String(parts[parts.startIndex + 1])
        guard let sandbox = target.sandbox(named: name) else { return exchange.answer(.noSandbox(name)) }
        guard route.methods.contains(request.method) else {
            return exchange.answer(.methodNotAllowed(request.method, allowed: route.methods))
        }
        if let refusal = Response.lineBreak(inQuery: request.query) { return exchange.answer(refusal) }
        switch route {
        case .itself: exchange.answer(.json(200, sandbox.report(base: request.base)))
        case .clock: answerClock(request, sandbox, exchange)
        case .scenario: exchange.answer(answerScenario(request, sandbox))
        case .reset: exchange.answer(reset(sandbox))
        case .requests: exchange.answer(requests(request, sandbox))
        case .explain: exchange.answer(explain(request, sandbox))
        }
    }

    private func unknown(_ request: Request) -> Response {
        .problem(
            404,
            """
            No such route: /_understudy\(request.path). There are health, ready, openapi, settings, sandboxes/default, and below it: \
            \(SandboxRoute.allCases.map(\.rawValue).filter { !$0.isEmpty }.joined(separator: ", ")), webhooks, inbox, jwks.json.
            """)
    }

    private func open(_ request: Request, _ response: () -> Response) -> Response {
        ["GET", "HEAD"].contains(request.method)
            ? response() : .methodNotAllowed(request.method, allowed: ["GET", "HEAD"])
    }

    private func health() -> Response {
        .json(200, ["status": "ok", "version": Node(.string(target.version))])
    }

    private func ready() -> Response {
        target.isReady ? .json(200, ["status": "ready"]) : .json(503, ["status": "starting"])
    }

    private func reset(_ sandbox: Sandbox) -> Response {
        sandbox.reset()
        target.giveBackMemory()
        return .json(200, ["reset": Node(.string(sandbox.name))])
    }
}

/// What there is below a sandbox in this version.
enum SandboxRoute: String, CaseIterable {
    case itself = ""
    case clock, scenario, reset, requests, explain

    var methods: [String] {
        switch self {
        case .clock: ["GET", "POST"]
        case .scenario: ["GET", "PUT"]
        case .reset: ["POST"]
        case .itself, .requests, .explain: ["GET"]
        }
    }
}

extension Response {
    static func noSandbox(_ name: String) -> Response {
        problem(404, "There is no sandbox `\(name)`. In this version there is one: `default`.")
    }

    /// What a query with a NUL or a line break is answered, as the providers' are; nil for others.
    static func lineBreak(inQuery query: String) -> Response? {
        parameterWithLineBreak(query).map { problem(400, "`\($0)` must not have a NUL or a line break.") }
    }

    static func methodNotAllowed(_ method: String, allowed: [String]) -> Response {
        var response = problem(405, "\(method) is not allowed here; allowed: \(allowed.joined(separator: ", ")).")
        response.headers.append("Allow", allowed.joined(separator: ", "))
        return response
    }
}
