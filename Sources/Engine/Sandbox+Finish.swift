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
        let context = Context(
            base: visit.request.base, now: time, settings: arrival.loaded.settings(visit.provider),
            requestID: progress.requestID, limit: progress.limit, step: visit.ask.step,
            sign: { signer.signature(of: rotated($0, rotation)) })
        let answer = Answer(
            outcome: outcome, context: context, status: status, latency: progress.decision?.latency ?? .zero,
            moment: moment)
        visit.caller.receive(answer, for: visit)
    }
}

/// What a signature covers: the link's own text, and for links that rotate the reading that made it.
func rotated(_ text: String, _ rotation: Int?) -> String {
    rotation.map { "\(text)#\($0)" } ?? text
}
