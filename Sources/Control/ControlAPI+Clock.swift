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
        guard let held = change.whenHeld else { return answer(apply(change, sandbox)) }
        sandbox.whenHeld(held) { answer(apply(change, sandbox)) }
    }

    private func apply(_ change: ClockChange, _ sandbox: Sandbox) -> Response {
        if let mode = change.mode {
            sandbox.setClock(mode: mode, rate: change.rate ?? 1)
        }
        if let span = change.advance { sandbox.advance(by: span) }
        if let date = change.to, let now = sandbox.advance(to: date) {
            return .problem(
                409,
                "The clock cannot go back to \(date.iso8601Milliseconds): it is \(now.iso8601Milliseconds) already.")
        }
        return .json(200, sandbox.clock.node)
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
