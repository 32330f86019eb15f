import Basics
import Core
import DialectKit
import HTTPMessages
import Journal
import Scenario
import Time

extension Sandbox {
    /// Of a longer request body, or one with files in it, the journal keeps that much.
    private static let longestBody = 64 << 10

    /// Writes down what a request was answered with, or completes what was written when it was held. Gives what is left to do about it.
    ///
    /// - Parameters:
    ///   - answer: nil where none was made.
    ///   - job: the job that the answer is about.
    ///   - hasFiles: whether files of the job are in it.
    ///   - faultCame: false where the answer ended before the limit of its fault.
    ///   - commitsAtEnd: whether the job comes into being when the end of the answer goes out.
    ///   - status: 0 where none was sent.
    public func record(
        _ context: RequestContext, _ answer: Answer?, job: String?, hasFiles: Bool = false, faultCame: Bool = true,
        commitsAtEnd: Bool = false, _ status: Int,
        _ headers: Headers, _ body: Response.Body, at moment: Moment
    ) -> Departure {
        let draft = AnswerDraft(
            job: job, status: status, headers: headers, body: body.note(atMost: Self.longestBody), at: moment)
        let shown = shown(
            context, answer, hasFiles: hasFiles, faultCame: faultCame, commitsAtEnd: commitsAtEnd)
        if let ticket = context.journal {
            changeJournal { $0.answer(ticket, draft, fired: shown.fired, unseen: shown.unseen) }
            return Departure(context)
        }
        return Departure(context, journal: enter(context, job: nil, shown, draft))
    }

    /// What a request that is held will show as far as that can be told.
    func enter(_ context: RequestContext, job: String?) -> Journal.Ticket {
        let fired = context.decision.map { decided in
            decided.value.fired.map { decided.value.entry(for: $0, at: context.dialect) }
        }
        return enter(context, job: job, ShownRules(fired: fired ?? [], unseen: []), nil)
    }

    private func enter(
        _ context: RequestContext, job: String?, _ shown: ShownRules, _ answer: AnswerDraft?
    ) -> Journal.Ticket {
        let (parsed, decision) = (context.parsed, context.decision)
        let draft = EntryDraft(
            at: context.moment, since: context.loaded.loadedAt,
            time: context.arrival?.time ?? Timestamp(nanoseconds: 0),
            provider: context.provider.rawValue, step: parsed.step?.rawValue, account: context.account?.name,
            model: parsed.model, job: job ?? parsed.jobID,
            request: context.request, body: parsed.body, cover: context.loaded.cover, bodyLimit: Self.longestBody,
            fired: shown.fired, unseen: shown.unseen, delay: decision?.value.latency ?? .zero, answer: answer)
        return changeJournal { $0.append(draft) }
    }

    /// Writes down how the exchange ended, and outlines the entry where somebody wants to see it.
    public func recordEnd(
        _ departure: Departure, _ end: ExchangeEnd, bytesSent: Int, outlines: Bool
    ) -> EntryOutline? {
        guard let ticket = departure.journal else { return nil }
        return journal.withLock { journal in
            var outline: EntryOutline?
            journal.end(ticket, end, bytesSent: bytesSent)
            if outlines { outline = journal.outline(ticket) }
            return outline
        }
    }

    /// The journal as it is now, to be read while it goes on.
    public var requests: Journal { journal.withLock { $0 } }
}
