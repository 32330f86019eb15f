import Documents
import Engine
import HTTPMessages
import Scenario
import Time

extension ControlAPI {
    /// `GET`: how the clock stands. `POST`: sets its mode, or moves it, and answers after all that fell due is done.
    func answerClock(_ request: Request, _ sandbox: Sandbox, _ exchange: ControlExchange) {
        if request.method == "GET" { return exchange.answer(.json(200, sandbox.clock.node)) }
        let change: ClockChange
        do {
            change = try ClockChange(reading: request.bytes)
        } catch {
            return exchange.answer(.problem(400, error.message))
        }
        guard let wanted = change.whenHeld else { return apply(change, sandbox, exchange) }
        exchange.owns(
            sandbox.waitUntilHeld(wanted, atMost: change.timeout) { end in
                let problem = end.problem(late: { tooFew(sandbox.clock.held, of: wanted) })
                if let problem { exchange.answer(problem) } else { apply(change, sandbox, exchange) }
            })
    }

    private func tooFew(_ held: Int, of wanted: Int) -> String {
        """
        `when_held` asks for \(wanted), and when its `timeout` was over \(held) \(held == 1 ? "request was" : "requests were") \
        held. The clock was not changed.
        """
    }

    /// A date that has passed, so that nothing is changed for it; nil for one to come.
    private func refusal(of date: Timestamp, at now: Timestamp) -> Response? {
        guard date < now else { return nil }
        let (wanted, now) = (date.iso8601Milliseconds, now.iso8601Milliseconds)
        return .problem(409, "The clock cannot go back to \(wanted): it is \(now) already.")
    }

    private func apply(_ change: ClockChange, _ sandbox: Sandbox, _ exchange: ControlExchange) {
        if let date = change.to, let refusal = refusal(of: date, at: sandbox.clock.time) {
            return exchange.answer(refusal)
        }
        if case .by(let span)? = change.advance, sandbox.clock.time + span >= ClockChange.end {
            return exchange.answer(.problem(400, ClockChange.pastTheEnd))
        }
        if let mode = change.mode {
            sandbox.setClock(mode: mode, rate: change.rate ?? 1, polls: change.polls ?? .advance)
        }
        let arrived: @Sendable (WaitEnd<Void>) -> Void = { end in
            exchange.answer(end.problem(late: { "" }) ?? .json(200, sandbox.clock.node))
        }
        let attention: Sandbox.Attention = change.detachesWebhooks ? .detaches : .awaits
        if let goal = change.advance {
            exchange.owns(advance(sandbox, goal, attention, exchange, arrived))
        } else if let date = change.to {
            do {
                exchange.owns(try sandbox.advance(to: date, webhooks: attention, then: arrived))
            } catch {
                if let refusal = refusal(of: date, at: error.now) { exchange.answer(refusal) }
            }
        } else {
            arrived(.reached(()))
        }
    }
}

extension ControlAPI {
    private func advance(
        _ sandbox: Sandbox, _ goal: ClockChange.Goal, _ attention: Sandbox.Attention, _ exchange: ControlExchange,
        _ arrived: @escaping @Sendable (WaitEnd<Void>) -> Void
    ) -> Wait? {
        switch goal {
        case .by(let span): sandbox.advance(by: span, webhooks: attention, then: arrived)
        case .untilIdle: sandbox.advanceUntilIdle(before: ClockChange.end, webhooks: attention, then: arrived)
        case .next:
            sandbox.advanceToNext(webhooks: attention) { end in
                if case .reached(false) = end { return exchange.answer(.json(200, sandbox.clock.standing)) }
                if let problem = end.problem(late: { "" }) { return exchange.answer(problem) }
                arrived(.reached(()))
            }
        }
    }
}

extension Sandbox.ClockView {
    /// For whoever wanted it to move to the next event.
    fileprivate var standing: Node {
        guard var members = node.object else { return node }
        let note = "Nothing is to come, so the clock was not moved."
        members.append(Members.Member(key: "note", value: Node(.string(note))))
        return Node(.object(members))
    }

    var node: Node {
        [
            "mode": Node(.string(mode.rawValue)),
            "rate": Node(.number(Number(text: "\(rate)"))),
            "polls": mode == .auto ? Node(.string(polls.rawValue)) : nil,
            "time": Node(.string(time.iso8601Milliseconds)),
            "elapsed_ms": Node(.number(Number(Int(elapsed / .milliseconds(1))))),
            "held": Node(.number(Number(held))),
            "next_in_ms": next.map { Node(.number(Number(Int(($0 - moment).nanoseconds / 1_000_000)))) } ?? nil,
        ]
    }
}
