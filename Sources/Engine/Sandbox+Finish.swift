import Core
import DialectKit
import HTTPMessages
import Scenario
import Synchronization
import Time

extension Sandbox {
    /// Answers with a job as it is at a moment.
    func finish(_ visit: Visit, _ job: Job, at moment: Moment) {
        guard let arrival = visit.progress.withLock({ $0.arrival }) else { return }
        let (calendar, stamps) = calendars(for: arrival, at: moment)
        let link = link(of: job, for: visit, arrival, at: moment, stamps)
        let view = view(of: job, at: moment, calendar, linkExpiry: link?.expiry)
        let occasion: Reply.Occasion = visit.parsed.step == .create ? .create : .poll
        finish(
            visit, arrival, .reply(.job(view, for: occasion)), at: moment, calendar.timestamp(of: moment),
            stamps.timestamp(of: moment), rotation: link?.rotation)
    }

    /// Answers at the moment at which the visit came in.
    func finish(_ visit: Visit, _ outcome: Answer.Outcome, status: Int? = nil) {
        guard let arrival = visit.progress.withLock({ $0.arrival }) else { return }
        finish(
            visit, arrival, outcome, status: status, at: arrival.moment, arrival.time, arrival.stamp)
    }

    /// What dates go by: for an answer that had to wait, as the clock stands now.
    private func calendars(for arrival: Arrival, at moment: Moment) -> (own: Calendar, stamps: Calendar) {
        guard moment != arrival.moment else { return (arrival.calendar, arrival.stamps) }
        let calendar = state.withLock { $0.clock.calendar }
        return (calendar, stamps(by: calendar, at: moment, arrival.loaded))
    }

    private func finish(
        _ visit: Visit, _ arrival: Arrival, _ outcome: consuming Answer.Outcome, status: Int? = nil, at moment: Moment,
        _ time: Timestamp, _ stamp: Timestamp, rotation: Int? = nil
    ) {
        let (decision, limit, requestID) = visit.progress.withLock { ($0.decision, $0.limit, $0.requestID) }
        let signer = arrival.signer
        let isRefused = if case .refusal = outcome { true } else { false }
        let answer = Answer(
            outcome: outcome,
            context: Context(
                base: visit.request.base, now: time, settings: arrival.loaded.settings(visit.provider),
                requestID: requestID, limit: limit, step: visit.parsed.step,
                refused: isRefused ? RefusedRequest(model: visit.parsed.model, prompt: visit.parsed.prompt) : nil,
                sign: { signer.signature(of: $0 + rotationMark(rotation)) }),
            status: status, decision: decision, moment: moment,
            date: arrival.loaded.stampsByWall ? stamp : stamp + (decision?.value.latency ?? .zero))
        guard let decision else { return visit.caller.receive(answer, for: visit) }
        visit.caller.receive(answer.changed(as: decision.value), for: visit)
    }
}

extension Answer {
    fileprivate consuming func changed(as decision: Decision) -> Answer {
        if let skew = decision.clockSkew {
            context.now = context.now + skew.created
            date = date + skew.date
            outcome.move(by: skew)
        }
        // A page of a gateway stands before whatever the provider has to say, also where a job came of it.
        if let page = decision.httpError {
            outcome = .foreign(page)
            status = nil
        }
        return self
    }
}

extension Answer.Outcome {
    fileprivate mutating func move(by skew: ClockSkew) {
        guard case .reply(.job(var view, let occasion)) = self else { return }
        view.move(by: skew)
        self = .reply(.job(view, for: occasion))
    }
}

extension JobView {
    /// Tells other times than the true ones (scenario-language.md §3.1).
    fileprivate mutating func move(by skew: ClockSkew) {
        created = created + skew.created
        ended = ended.map { $0 + skew.created }
        linkExpiry = linkExpiry.map { $0 + skew.exp }
    }
}

/// What a signature covers behind the link's own text: for links that rotate the reading that made it.
func rotationMark(_ rotation: Int?) -> [UInt8] {
    rotation.map { Array("#\($0)".utf8) } ?? []
}
