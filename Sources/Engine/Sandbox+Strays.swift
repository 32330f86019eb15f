import Basics
import Core
import DialectKit
import HTTPMessages
import Journal
import Scenario
import Time

/// The journal has what no dialect was asked about, too.
extension Sandbox {
    /// Writes down a request that was answered without a provider.
    ///
    /// - Parameters:
    ///   - provider: whose path it is; nil where it is nobody's.
    ///   - why: what is wrong with it and what would be right, in a sentence.
    public func recordStray(
        _ request: Request, to provider: Provider?, why: String?, _ response: Response, at connection: ConnectionPlace
    ) -> Departure {
        let instant = real.now()
        let (loaded, moment, time) = state.withLock { state in
            let now = state.schedule.now(real: instant)
            return (state.rules.loaded, now, state.schedule.timestamp(of: now))
        }
        let answer = AnswerDraft(
            status: response.status, headers: response.headers,
            body: loaded.cover.shown(text: response.body.note(atMost: JournalEntry.longestBody)),
            at: moment)
        let draft = EntryDraft(
            at: moment, since: loaded.loadedAt, time: time, provider: provider?.rawValue, step: nil, account: nil,
            model: nil, job: nil, phase: loaded.nameOfPhase(at: moment),
            evidence: EntryEvidence(came: instant - made, connection: connection, why: why.map(loaded.cover.shown)),
            request: request,
            cover: loaded.cover, bodyLimit: JournalEntry.longestBody, answer: answer)
        return Departure(journal: changeJournal { $0.append(draft) })
    }

    /// Writes down a request that was never served, since a rule about its connection came between.
    ///
    /// - Parameters:
    ///   - response: what the client was told; nil: nothing.
    ///   - firings: what the rule did.
    ///   - outlines: whether somebody wants to see the entry.
    public func recordMissed(
        _ asked: RequestContext, _ response: Response?, firings: [Decision.Firing], outlines: Bool
    ) -> EntryOutline? {
        var context = asked
        admit(&context)
        context.journal = enter(context, job: nil)
        guard let ticket = context.journal else { return nil }
        let body = response?.body.note(atMost: JournalEntry.longestBody) ?? []
        let answer = AnswerDraft(
            status: response?.status ?? 0, headers: response?.headers ?? [:], body: body, at: context.moment)
        let late = LateFacts(
            fired: firings.map { JournalEntry.Firing(rule: $0.rule, aspect: $0.aspect) },
            evidence: evidence(of: context, tellsOfPhantom: false, why: nil))
        let end: ExchangeEnd = response == nil ? .faultPerformed : .completed
        let left = real.now() - made
        return changeJournal { journal in
            journal.answer(ticket, answer, late)
            journal.end(ticket, end, bytesSent: body.count, left: left, arrivedWhole: response != nil)
            return outlines ? journal.outline(ticket) : nil
        }
    }
}
