import Basics
import Core
import DialectKit
import HTTPMessages
import Journal
import Time

/// A job that a create tells of and that is not there, since a rule lets the create's answer be lost. How much of an answer gets
/// out is known when it is put into words; where that is all of it, the job comes into being after all. Balance and concurrency are
/// not asked again then: the client has been told of the job already, and a refusal in its stead would be another answer than the
/// one that the account was good for when the request came (language.md §3.4).
struct PhantomJob: Sendable {
    let job: Job
    let pending: PendingJob
}

extension Answer {
    /// Whether it tells of a job that is not there.
    public var tellsOfPhantom: Bool { phantom != nil }
}

extension Sandbox {
    /// The whole answer of a create gets out although a rule was to lose it: its job comes into being, as of the moment at which the
    /// request came. To be called before the first byte leaves.
    ///
    /// Gives what is to be answered instead; nil: the answer holds.
    public func commitPhantom(of answer: Answer, _ context: inout RequestContext) -> Handling? {
        guard let phantom = answer.phantom?.value else { return nil }
        var pending = phantom.pending
        let refusal: Refusal? = state.withLock { state in
            guard state.resets == context.loaded.resets else { return .resetMeanwhile }
            return commit(&pending, &context, &state)
        }
        if let refusal { return .answered(self.answer(context, .refusal(refusal))) }
        guard let (job, insertion) = pending.committed else { return create(pending, &context) }
        if let ticket = context.journal { journal.withLock { $0.commit(ticket) } }
        if events.isHeard { tellJob(job, "created") }
        let early = pending.webhook
        if let insertion {
            return awaitStore(context, insertion) { [pending, moment = answer.moment] sandbox, context, isInserted in
                guard isInserted else { return sandbox.inserted(false, pending, &context) }
                return sandbox.answerCommitted(job, &context, early, at: moment)
            }
        }
        if job.id == phantom.job.id, early?.comesBeforeResponse != true {
            expectEnd(ofCalling: job, &context, early)
            return nil
        }
        return answerCommitted(job, &context, early, at: answer.moment)
    }

    /// A create whose job has just come into being although it has been answered for before, at that moment.
    private func answerCommitted(
        _ job: Job, _ context: inout RequestContext, _ early: EarlyWebhook?, at moment: Moment
    ) -> Handling {
        if let early, early.comesBeforeResponse, job.request.callback != nil, webhooks.sender != nil {
            return answerAfterWebhook(job, &context, early)
        }
        expectEnd(ofCalling: job, &context, early)
        return .answered(answer(context, job, at: moment))
    }

    private func expectEnd(ofCalling job: Job, _ context: inout RequestContext, _ early: EarlyWebhook?) {
        if job.request.callback != nil { expectEnd(of: job, &context, early) }
    }
}
