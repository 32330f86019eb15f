import Basics
import Core
import DialectKit
import HTTPMessages
import Scenario
import Time

extension Sandbox {
    /// An answer with a job as it is at a moment.
    func answer(_ context: RequestContext, _ job: Job, at moment: Moment) -> Answer {
        guard let arrival = context.arrival else { preconditionFailure("only an admitted request is answered") }
        let (calendar, stamps) = calendars(for: context, arrival, at: moment)
        let link = link(of: job, for: context, at: moment, stamps)
        var view = view(of: job, at: moment, calendar)
        (view.linkExpiry, view.linkReading) = (link?.expiry, link?.reading)
        let occasion: Reply.Occasion = context.parsed.step == .create ? .create : .poll
        var answer = answer(
            context, .reply(.job(view, for: occasion)), at: moment, calendar, stamps,
            signer: signer(of: job, context), reading: link?.reading)
        answer.hasLinks = link != nil
        if link != nil, let firing = job.linkTerms?.firing { answer.kept.append(firing) }
        return answer
    }

    /// An answer of the moment at which the request came in.
    func answer(
        _ context: RequestContext, _ outcome: consuming Answer.Outcome, status: Int? = nil,
        kept: Decision.Firing? = nil
    ) -> Answer {
        guard let arrival = context.arrival else { preconditionFailure("only an admitted request is answered") }
        var answer = answer(
            context, outcome, status: status, at: arrival.moment, arrival.calendar, arrival.stamps,
            signer: context.loaded.signer)
        if let kept { answer.kept.append(kept) }
        return answer
    }

    /// What dates go by: for an answer that had to wait, as the clock stands now.
    private func calendars(
        for context: RequestContext, _ arrival: Arrival, at moment: Moment
    ) -> (own: Calendar, stamps: Calendar) {
        guard moment != arrival.moment else { return (arrival.calendar, arrival.stamps) }
        let calendar = state.withLock { $0.schedule.clock.calendar }
        return (calendar, stamps(by: calendar, at: moment, context.loaded))
    }

    private func answer(
        _ context: RequestContext, _ outcome: consuming Answer.Outcome, status: Int? = nil, at moment: Moment,
        _ calendar: Calendar, _ stamps: Calendar, signer: LinkSigner, reading: Int? = nil
    ) -> Answer {
        let (parsed, decision) = (context.parsed, context.decision)
        let stamp = stamps.timestamp(of: moment)
        let isRefused = if case .refusal = outcome { true } else { false }
        let latency = decision.map { self.latency($0.value) } ?? .zero
        var answer = Answer(
            outcome: outcome,
            context: Context(
                base: context.request.base, now: calendar.timestamp(of: moment), stamp: stamp,
                settings: context.loaded.settings(context.provider), requestID: context.identity.requestID,
                limit: context.limit.map { LimitView($0, by: stamps) }, step: parsed.step,
                refused: isRefused ? RefusedRequest(model: parsed.model, prompt: parsed.prompt) : nil,
                sign: { signer.signature(of: $0, reading: reading) }),
            status: status, decision: decision, moment: moment,
            date: context.loaded.stampsByWall ? stamp : stamp + latency)
        answer.latency = latency
        guard let decision else { return answer }
        return answer.changed(as: decision.value)
    }

    /// How much scenario time an answer's latency is.
    private func latency(_ decision: Decision) -> Duration {
        guard let latency = decision.latency else { return .zero }
        guard decision.realPauses.contains(.delay) else { return latency }
        return state.withLock { $0.schedule.clock.span(ofReal: latency) }
    }
}
extension Answer {
    fileprivate consuming func changed(as decision: Decision) -> Answer {
        // What it says of the job's files concerns no other answer.
        if decision.asset != nil, !isFile {
            var others = decision
            others.asset = nil
            self.decision = Shared(others)
        }
        if let skew = decision.clockSkew {
            context.now = context.now + skew.created
            context.stamp = context.stamp + skew.date
            if let reset = context.limit?.reset { context.limit?.reset = reset + skew.date }
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
        switch self {
        case .reply(.job(var view, let occasion)):
            view.move(by: skew)
            self = .reply(.job(view, for: occasion))
        case .reply(.asset(var view)):
            view.modified = view.modified.map { $0 + skew.date }
            self = .reply(.asset(view))
        case .reply, .refusal, .foreign: return
        }
    }
}

extension LimitView {
    fileprivate init(_ status: RateLimiter.Status, by stamps: Calendar) {
        self.init(limit: status.limit, remaining: status.remaining, reset: stamps.timestamp(of: status.reset))
    }
}

extension JobView {
    /// Tells other times than the true ones (language.md §3.1).
    fileprivate mutating func move(by skew: ClockSkew) {
        created = created + skew.created
        ended = ended.map { $0 + skew.created }
        linkExpiry = linkExpiry.map { $0 + skew.exp }
    }
}
