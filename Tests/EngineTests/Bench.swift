import Basics
import Core
import DialectKit
import Documents
import Engine
import HTTPMessages
import Scenario
import TestSupport
import Time

/// A sandbox on a bench: a manual clock, a made-up provider, and what it was answered.
final class Bench: Sendable {
    let sandbox: Sandbox
    let dialect: MadeUpDialect
    let real = HandTime()
    private let sender: (any WebhookSender)?

    init(
        _ scenario: String = "", clock: String = "manual", dialect: MadeUpDialect = MadeUpDialect(),
        store: any Store = MemoryStore(), pace: String = "pace: instant", sender: (any WebhookSender)? = nil,
        needsToken: Bool = false,
        note: @escaping @Sendable (SandboxNote) -> Void = { _ in }
    ) throws {
        self.dialect = dialect
        self.sender = sender
        let text = """
            understudy: 1
            name: bench
            clock: { mode: \(clock), start: 2026-01-01T00:00:00Z }
            \(pace)
            \(scenario)
            """
        let loaded = try ScenarioLoader.load(
            Array(text.utf8), named: "bench.yaml", format: .yaml, vocabulary: Bench.vocabulary(dialect))
        sandbox = Sandbox(
            name: "bench", scenario: CompiledScenario(loaded), real: real, store: store, sender: sender,
            needsToken: needsToken, note: note)
    }

    /// What a test leaves waiting holds the sandbox, which holds what waits.
    deinit {
        real.forgetAlarms()
        (sender as? FakeReceiver)?.forget()
    }

    static func vocabulary(_ dialect: MadeUpDialect) -> Vocabulary {
        Vocabulary(providers: [
            dialect.provider: .init(settings: dialect.settings, errors: Set(SemanticError.allCases))
        ])
    }

    /// Asks for a job that costs 0.10 and is charged when it is completed.
    @discardableResult
    func create(
        key: String = "any-1", prompt: String = "a boat", price: Int64 = 100_000, charge: ChargeTime = .completion,
        answer: AnswerTime = .atOnce, references: [TaskReference] = [], callback: String? = nil, dryRun: Bool = false,
        sources: [SourceLimit] = [], origin: Origin? = nil, width: Int = 64, seconds: Double? = nil,
        repeatKey: String? = nil, cancelsOnDisconnect: Bool = false
    ) -> Caller {
        let creation = Creation(
            model: "made-up", modality: .image, prompt: prompt,
            assets: [Asset(format: .png, width: width, height: 64, seconds: seconds)],
            price: Money(microdollars: price), unitPrice: Decimal(1), quantity: Decimal(1), typical: .image,
            answer: answer, charge: charge, references: references, callback: callback,
            cancelsOnDisconnect: cancelsOnDisconnect, origin: origin, sources: sources)
        return visit(
            ParsedRequest(
                step: dryRun ? .dryRun : .create, credential: .key(key),
                operation: dryRun ? .dryRun(creation) : .create(creation), model: "made-up", modality: .image,
                prompt: prompt, pool: "jobs", repeatKey: repeatKey), body: prompt)
    }

    @discardableResult
    func poll(_ id: String, key: String = "any-1", wait: Duration = .zero) -> Caller {
        visit(
            ParsedRequest(
                step: .poll, credential: .key(key), operation: .poll(id, wait: wait), jobID: id, pool: "jobs",
                isCounted: false),
            body: "")
    }

    @discardableResult
    func cancel(_ id: String, _ allowed: Cancellation, key: String = "any-1") -> Caller {
        visit(
            ParsedRequest(step: .cancel, credential: .key(key), operation: .cancel(id, allowed: allowed), jobID: id),
            body: "")
    }

    @discardableResult
    func download(_ id: String, claim: LinkClaim?, reading: Int? = nil) -> Caller {
        visit(
            ParsedRequest(
                step: .download, credential: .notNeeded,
                operation: .download(Download(job: id, index: 0, claim: claim, reading: reading)), jobID: id), body: "")
    }

    @discardableResult
    func balance(key: String = "any-1") -> Caller {
        visit(ParsedRequest(step: .account, credential: .key(key), operation: .balance), body: "")
    }

    @discardableResult
    func visit(_ parsed: ParsedRequest, body: String) -> Caller {
        let request = Request(method: "POST", path: "/\(parsed.step?.rawValue ?? "")", body: Array(body.utf8))
        return send(request, parsed)
    }

    func send(_ request: Request, _ parsed: ParsedRequest) -> Caller {
        let caller = Caller()
        var context = RequestContext(request, parsed: parsed, dialect: dialect, under: sandbox.loaded)
        switch sandbox.handle(&context) {
        case .answered(let answer): caller.receive(answer, context)
        case .held(let held):
            caller.held.withLock { $0 = held }
            held.whenAnswered { [weak caller] in caller?.receive($0, $1) }
        }
        return caller
    }

    /// The exchange of a request is over.
    func leave(_ caller: Caller, _ end: ExchangeEnd = .completed) {
        if let context = caller.context.withLock({ $0 }) {
            sandbox.leave(Departure(context), end)
        } else if let held = caller.held.withLock({ $0 }) {
            sandbox.leave(held, end)
        }
    }

    /// Takes what a request was answered.
    final class Caller: Sendable {
        let answer = Lock<Answer?>(nil)
        let context = Lock<RequestContext?>(nil)
        let held = Lock<HeldRequest?>(nil)

        func receive(_ answer: Answer, _ context: RequestContext) {
            self.answer.withLock { $0 = answer }
            self.context.withLock { $0 = context }
        }

        var isHeld: Bool { answer.withLock { $0 == nil } }

        var job: JobView? {
            if case .reply(.job(let view, _)) = answer.withLock({ $0?.outcome }) { view } else { nil }
        }

        var refusal: Refusal? {
            if case .refusal(let refusal) = answer.withLock({ $0?.outcome }) { refusal } else { nil }
        }

        var foreign: HTTPErrorDirective? {
            if case .foreign(let directive) = answer.withLock({ $0?.outcome }) { directive } else { nil }
        }

        var cancelled: JobView? {
            if case .reply(.cancelled(let view)) = answer.withLock({ $0?.outcome }) { view } else { nil }
        }

        var balance: Money? {
            if case .reply(.balance(let view)) = answer.withLock({ $0?.outcome }) { view.balance } else { nil }
        }

        var isAsset: Bool {
            if case .reply(.asset) = answer.withLock({ $0?.outcome }) { true } else { false }
        }

        /// The claim of the link that the answer would make.
        func claim(_ text: String) -> LinkClaim? {
            let answer = answer.withLock { $0 }
            guard let answer, case .reply(.job(let view, _)) = answer.outcome, let expiry = view.linkExpiry else {
                return nil
            }
            let bytes = Array(text.utf8)
            let signature = String(decoding: answer.context.sign(bytes), as: UTF8.self)
            return LinkClaim(text: bytes, expires: expiry.unixSeconds, signature: signature)
        }
    }
}
