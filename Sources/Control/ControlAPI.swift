import DialectKit
import Documents
import Engine
import HTTPMessages

/// The routes below `/_understudy/`.
public struct ControlAPI: Sendable {
    /// A scenario file may be 1 MiB (language.md §9); every other body is small.
    public static let bodyLimit = 1 << 20

    let target: any ControlTarget
    let files: any ControlFiles
    private let door: Guard

    public init(target: any ControlTarget, files: any ControlFiles, access: ControlAccess) {
        self.target = target
        self.files = files
        door = Guard(access: access)
    }

    /// Answers a request whose path is below the control API's own (`/health`, not `/_understudy/health`); now or later, once.
    public func respond(to request: Request, on exchange: ControlExchange) {
        let found = ControlRoute.find(request.path)
        if let refusal = refusal(of: request, to: found?.route) { return exchange.answer(refusal) }
        guard let (route, values) = found else { return exchange.answer(unknown(request)) }
        guard route.methods.contains(request.method) else {
            return exchange.answer(.methodNotAllowed(request.method, allowed: route.methods))
        }
        if let refusal = request.refusalOfBody(otherThan: route.bodyTypes) { return exchange.answer(refusal) }
        answer(route, ControlCall(request: request, values: values, exchange: exchange))
    }

    /// Why the request is refused, whatever it asks for; nil when it may pass.
    private func refusal(of request: Request, to route: ControlRoute?) -> Response? {
        switch route?.access ?? .guarded {
        case .everybody: return nil
        case .withoutToken: if let refusal = door.refusalOfForeignPage(request) { return refusal }
        case .guarded: if let refusal = door.refusal(of: request) { return refusal }
        }
        if case .tooLarge(let limit) = request.body { return .problem(413, "The body is larger than \(limit) bytes.") }
        return Response.lineBreak(inQuery: request.query)
    }

    private func answer(_ route: ControlRoute, _ call: ControlCall) {
        let (request, exchange) = (call.request, call.exchange)
        switch route {
        case .index: exchange.answer(index(request))
        case .health: exchange.answer(health())
        case .ready: exchange.answer(ready())
        case .settings: exchange.answer(settings())
        case .documents: exchange.answer(documents())
        case .document: exchange.answer(document(call["document"], base: request.base))
        case .sandboxes: exchange.answer(request.method == "POST" ? makeSandbox(request) : sandboxes(request))
        case .sandbox: answerSandbox(call)
        case .clock: inSandbox(call) { answerClock(request, $0, exchange) }
        case .scenario: inSandbox(call) { exchange.answer(answerScenario(request, $0)) }
        case .reset: inSandbox(call) { exchange.answer(reset($0)) }
        case .requests: inSandbox(call) { exchange.answer(answerRequests(request, $0)) }
        case .request: inSandbox(call) { exchange.answer(self.request(call["number"], request, $0)) }
        case .explanation: inSandbox(call) { exchange.answer(explain(entry: call["number"], request, $0)) }
        case .verify: inSandbox(call) { exchange.answer(verify(request, $0)) }
        case .verdict: inSandbox(call) { verdict(call, $0) }
        case .explain: inSandbox(call) { exchange.answer(explain(request, $0)) }
        case .releaseRequest: inSandbox(call) { exchange.answer(releaseRequest(call["number"], $0)) }
        case .jobs: inSandbox(call) { jobs(call, $0) }
        case .job: inSandbox(call) { job(call, $0) }
        case .completeJob: inSandbox(call) { complete(call, $0) }
        case .failJob: inSandbox(call) { fail(call, $0) }
        case .releaseJob: inSandbox(call) { release(call, $0) }
        case .accounts: inSandbox(call) { exchange.answer(accounts(request, $0)) }
        case .account: inSandbox(call) { exchange.answer(account(call, $0)) }
        case .events: inSandbox(call) { events(call, $0) }
        case .upcoming: inSandbox(call) { exchange.answer(upcoming(request, $0)) }
        case .rules: inSandbox(call) { exchange.answer(rules(request, $0)) }
        case .assets: inSandbox(call) { assets(call, $0) }
        case .asset: inSandbox(call) { asset(call, $0) }
        case .webhooks: inSandbox(call) { exchange.answer(log(request, $0)) }
        case .webhook: inSandbox(call) { one(call["id"], request, $0, exchange) }
        case .redeliver: inSandbox(call) { exchange.answer(redeliver(call["id"], $0)) }
        case .inbox: inSandbox(call) { exchange.answer(receive(request, inInbox: call["inbox"], $0)) }
        case .messages: inSandbox(call) { exchange.answer(messages(call["inbox"], $0)) }
        case .keys: inSandbox(call) { exchange.answer(keys($0)) }
        }
    }

    /// Does that with the sandbox that the path names, or answers that there is none.
    private func inSandbox(_ call: ControlCall, _ action: (Sandbox) -> Void) {
        let name = call["sandbox"]
        guard let sandbox = target.sandbox(named: name) else {
            return call.exchange.answer(.problem(404, target.reasonForLack(ofSandbox: name)))
        }
        action(sandbox)
    }

    private func answerSandbox(_ call: ControlCall) {
        let (name, request) = (call["sandbox"], call.request)
        switch request.method {
        case "PUT": call.exchange.answer(makeSandbox(named: name, request))
        case "DELETE": call.exchange.answer(deleteSandbox(named: name))
        default:
            inSandbox(call) { sandbox in
                let line = target.sandboxes.lines.first { $0.sandbox === sandbox }
                call.exchange.answer(
                    .json(200, sandbox.report(target.addresses(of: sandbox, at: request.server), ttl: line?.ttl)))
            }
        }
    }

    private func unknown(_ request: Request) -> Response {
        let routes = ControlRoute.allCases.map(\.rawValue).filter { !$0.isEmpty }
        return .problem(404, "No such route: /_understudy\(request.path). There are \(routes.joined(separator: ", ")).")
    }

    /// Where a person begins who has read the address in the banner.
    private func index(_ request: Request) -> Response {
        let routes = ControlRoute.allCases.map { route -> Node in
            [
                "path": Node(.string("/_understudy/\(route.rawValue)")),
                "methods": Node(.array(route.methods.map { Node(.string($0)) })),
            ]
        }
        return .json(
            200,
            [
                "version": Node(.string(target.version)),
                "document": Node(.string("\(request.base)/openapi/control.json")),
                "routes": Node(.array(routes)),
            ])
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

extension Response {
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
