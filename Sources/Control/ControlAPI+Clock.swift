import Documents
import Engine
import HTTPMessages
import Scenario
import Time

extension ControlAPI {
    /// `GET`: how the clock stands. `POST`: sets its mode, or moves it, and answers after all that fell due is done.
    func answerClock(_ request: Request, _ sandbox: Sandbox, _ answer: @escaping @Sendable (Response) -> Void) {
        if request.method == "GET" { return answer(.json(200, sandbox.clock.node)) }
        let change: ClockChange
        do {
            change = try ClockChange(reading: request.bytes)
        } catch {
            return answer(.problem(400, error.message))
        }
        guard change.advance.map({ sandbox.clock.time + $0 < ClockChange.end }) ?? true else {
            return answer(.problem(400, ClockChange.pastTheEnd))
        }
        guard let held = change.whenHeld else { return apply(change, sandbox, answer) }
        sandbox.whenHeld(held) { apply(change, sandbox, answer) }
    }

    private func apply(
        _ change: ClockChange, _ sandbox: Sandbox, _ answer: @escaping @Sendable (Response) -> Void
    ) {
        if let mode = change.mode {
            sandbox.setClock(mode: mode, rate: change.rate ?? 1)
        }
        let arrived: @Sendable () -> Void = { answer(.json(200, sandbox.clock.node)) }
        let attention: Sandbox.Attention = change.detachesWebhooks ? .detaches : .awaits
        if let span = change.advance {
            sandbox.advance(by: span, webhooks: attention, then: arrived)
        } else if let date = change.to {
            guard let now = sandbox.advance(to: date, webhooks: attention, then: arrived) else { return }
            answer(
                .problem(
                    409,
                    "The clock cannot go back to \(date.iso8601Milliseconds): it is \(now.iso8601Milliseconds) already."
                ))
        } else {
            arrived()
        }
    }
}

extension Sandbox.ClockView {
    var node: Node {
        [
            "mode": Node(.string(mode.rawValue)),
            "rate": Node(.number(Number(text: "\(rate)"))),
            "time": Node(.string(time.iso8601Milliseconds)),
            "elapsed_ms": Node(.number(Number(Int(moment.nanoseconds / 1_000_000)))),
            "held": Node(.number(Number(held))),
            "next_in_ms": next.map { Node(.number(Number(Int(($0 - moment).nanoseconds / 1_000_000)))) } ?? nil,
        ]
    }
}
