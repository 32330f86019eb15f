import Basics
import Engine
import HTTPMessages
import Journal

/// A sender without a socket, and the receiver behind it: answers at once, or when the test says so.
final class FakeReceiver: WebhookSender {
    struct Got: Sendable {
        var call: WebhookCall
        var body: String { String(decoding: call.body, as: UTF8.self) }
        var id: String? { call.headers["webhook-id"] }
    }

    private struct State: Sendable {
        var got: [Got] = []
        var answers: [WebhookResult.Outcome] = []
        var open: [@Sendable () -> Void] = []
        var isPatient = false
        var seen: @Sendable () -> Void = {}
    }

    private let state = Lock(State())
    let userAgent = "Understudy/test"
    let refuses: Bool

    /// - Parameters:
    ///   - answers: one for each attempt, the last for all further ones.
    ///   - isPatient: nothing is answered before `answerAll`.
    init(_ answers: [WebhookResult.Outcome] = [.ok], isPatient: Bool = false, refuses: Bool = false) {
        self.refuses = refuses
        state.withLock {
            $0.answers = answers
            $0.isPatient = isPatient
        }
    }

    func send(_ call: WebhookCall, then: @escaping @Sendable (WebhookResult) -> Void) {
        let (outcome, waits) = state.withLock { state in
            state.got.append(Got(call: call))
            let outcome = state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
            if state.isPatient { state.open.append { then(WebhookResult(outcome)) } }
            return (outcome, state.isPatient)
        }
        if !waits { then(WebhookResult(outcome)) }
    }

    func refusal(of url: String, from sandbox: String) -> String? { refuses ? "It may not be called." : nil }

    /// Answers what has been open longest.
    func answerFirst() {
        let first = state.withLock { state in state.open.isEmpty ? nil : state.open.removeFirst() }
        first?()
    }

    /// Answers what is open now; further ones are answered at once unless `staysPatient`.
    func answerAll(staysPatient: Bool = false) {
        let open = state.withLock { state in
            defer { state.open = [] }
            state.isPatient = staysPatient
            return state.open
        }
        for answer in open { answer() }
    }

    /// Answers nothing that is still open.
    func forget() { state.withLock { $0.open = [] } }

    var got: [Got] { state.withLock { $0.got } }
}

extension WebhookResult.Outcome {
    static let ok = answered(200)

    static func answered(_ status: Int, _ headers: Headers = [:]) -> WebhookResult.Outcome {
        .answered(status: status, headers: headers, prefix: [])
    }

    static let refused = WebhookResult.Outcome.failed(.refused, detail: "refused")
}
