import Core
import DialectKit
import HTTPMessages
import Journal
import Scenario
import Synchronization
import Time

extension Sandbox {
    /// Of a longer request body, or one with files in it, the journal keeps that much.
    private static let longestBody = 64 << 10

    /// Writes down a request that is held, or completes what was written when it was.
    ///
    /// - Parameters:
    ///   - job: the job that the answer is about.
    ///   - status: 0 where none was sent.
    public func record(
        _ visit: Visit, job: String?, _ status: Int, _ headers: Headers, _ body: Response.Body, at moment: Moment
    ) {
        let answer = AnswerDraft(
            job: job, status: status, headers: headers, body: body.note(atMost: Self.longestBody), at: moment)
        if let ticket = visit.progress.withLock({ $0.journal }) {
            return journal.withLock { $0.answer(ticket, answer) }
        }
        enter(visit, job: nil, answer)
    }

    func record(_ visit: Visit, held job: Job) {
        enter(visit, job: job.id, nil)
    }

    private func enter(_ visit: Visit, job: String?, _ answer: AnswerDraft?) {
        let (arrival, decision) = visit.progress.withLock { ($0.arrival, $0.decision) }
        let draft = EntryDraft(
            at: arrival?.moment ?? .zero, time: arrival?.time ?? Timestamp(nanoseconds: 0),
            provider: visit.provider.rawValue, step: visit.parsed.step?.rawValue, account: arrival?.account?.name,
            model: visit.parsed.model, job: job ?? visit.parsed.jobID, request: visit.request,
            bodyLimit: Self.longestBody,
            fired: decision?.value.fired.map { JournalEntry.Firing(rule: $0.rule, aspect: $0.aspect) } ?? [],
            delay: decision?.value.latency ?? .zero, answer: answer)
        let ticket = journal.withLock { $0.append(draft) }
        visit.progress.withLock { $0.journal = ticket }
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
