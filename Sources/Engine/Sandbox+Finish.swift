import Core
import DialectKit
import HTTPMessages
import Scenario
import Synchronization
import Time

extension Sandbox {
    /// Answers with a job as it is at a moment.
    func finish(_ visit: Visit, _ job: Job, at moment: Moment) {
        let occasion: Reply.Occasion = visit.ask.step == .create ? .create : .poll
        let clock = state.withLock { $0.clock }
        var view = view(of: job, at: moment, clock: clock)
        let rotation = link(&view, for: visit, at: moment, clock: clock)
        finish(visit, .reply(.job(view, for: occasion)), at: moment, rotation: rotation)
    }

    /// Answers at the moment at which the visit came in.
    func finish(_ visit: Visit, _ outcome: Answer.Outcome, status: Int? = nil) {
        finish(visit, outcome, status: status, at: nil, rotation: nil)
    }

    private func finish(
        _ visit: Visit, _ outcome: Answer.Outcome, status: Int? = nil, at wanted: Moment?, rotation: Int?
    ) {
        let progress = visit.progress.withLock { $0 }
        guard let arrival = progress.arrival else { return }
        let moment = wanted ?? arrival.moment
        let time = moment == arrival.moment ? arrival.time : state.withLock { $0.clock.timestamp(of: moment) }
        let signer = arrival.signer
        let skew = progress.decision?.value.clockSkew?.created ?? .zero
        var context = Context(
            base: visit.request.base, now: time + skew, settings: arrival.loaded.settings(visit.provider),
            requestID: progress.requestID, limit: progress.limit, step: visit.ask.step,
            sign: { signer.signature(of: rotated($0, rotation)) })
        var outcome = outcome
        if let skew = progress.decision?.value.clockSkew { outcome.move(by: skew) }
        // A page of a gateway stands before whatever the provider has to say, also where a job came of it.
        let page = progress.decision?.value.httpError.map { Answer.Outcome.foreign($0) }
        if case .refusal = outcome {
            context.refused = RefusedRequest(model: visit.ask.model, prompt: visit.ask.prompt)
        }
        let answer = Answer(
            outcome: page ?? outcome, context: context, status: page == nil ? status : nil, decision: progress.decision,
            moment: moment)
        visit.caller.receive(answer, for: visit)
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

/// What a signature covers: the link's own text, and for links that rotate the reading that made it.
func rotated(_ text: String, _ rotation: Int?) -> String {
    rotation.map { "\(text)#\($0)" } ?? text
}
