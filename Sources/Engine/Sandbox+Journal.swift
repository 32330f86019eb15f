import Basics
import Core
import DialectKit
import Documents
import HTTPMessages
import Journal
import Scenario
import Synchronization
import Time

extension Sandbox {
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
        let job = job ?? context.knownJob
        let draft = AnswerDraft(
            job: job, status: status, headers: headers, body: body.note(atMost: JournalEntry.longestBody), at: moment)
        let shown = shown(
            context, answer, hasFiles: hasFiles, faultCame: faultCame, commitsAtEnd: commitsAtEnd)
        let evidence = evidence(
            of: context, tellsOfPhantom: answer?.phantom != nil && !context.isCommitted, holdsFiles: hasFiles,
            why: why(context, answer))
        let delay = answer?.latency ?? .zero
        if let ticket = context.journal {
            let late = LateFacts(
                fired: shown.fired, unseen: shown.unseen, delay: delay, evidence: evidence)
            changeJournal { $0.answer(ticket, draft, late) }
            tellAnswer(ticket, context, status, job, shown)
            return Departure(context)
        }
        let ticket = enter(context, job: nil, shown, evidence, draft, delay: delay)
        tellAnswer(ticket, context, status, job, shown)
        return Departure(context, journal: ticket)
    }

    private func tellAnswer(
        _ ticket: Journal.Ticket, _ context: RequestContext, _ status: Int, _ job: String?, _ shown: ShownRules
    ) {
        guard events.isHeard else { return }
        tellRequest(ticket.number, "answered", context, status: status, job: job)
        tellRules(shown.fired, request: ticket.number)
    }

    /// Enters a request before its answer is known, since that may be to wait for. What it will show is told as far as it can be.
    ///
    /// - Parameter tellsOfPhantom: whether the job is one that there is not.
    func enter(_ context: RequestContext, job: String?, tellsOfPhantom: Bool = false) -> Journal.Ticket {
        let fired = context.decision.map { decided in
            decided.value.fired.map { decided.value.entry(for: $0, at: context.dialect) }
        }
        return enter(
            context, job: job, ShownRules(fired: fired ?? [], unseen: []),
            evidence(of: context, tellsOfPhantom: tellsOfPhantom, why: nil), nil)
    }

    /// The same for an answer that has to be begun before it is known whether its job comes into being.
    public func enterBeforehand(_ context: inout RequestContext, job: String?) {
        if context.journal == nil { context.journal = enter(context, job: job, tellsOfPhantom: true) }
    }

    /// The same for an answer whose file is to be made first, which takes a while.
    public func enterWhileMaking(_ context: inout RequestContext, about job: String?) {
        guard context.journal == nil else { return }
        context.journal = enter(
            context, job: job, ShownRules(fired: [], unseen: []),
            evidence(of: context, tellsOfPhantom: false, why: "Its file is being made."), nil)
    }

    private func enter(
        _ context: RequestContext, job: String?, _ shown: ShownRules, _ evidence: EntryEvidence, _ answer: AnswerDraft?,
        delay: Duration = .zero
    ) -> Journal.Ticket {
        let (parsed, loaded) = (context.parsed, context.loaded)
        let draft = EntryDraft(
            at: context.moment, since: loaded.loadedAt,
            time: context.arrival?.time ?? Timestamp(nanoseconds: 0),
            provider: context.provider.rawValue, step: parsed.step?.rawValue, account: context.account?.name,
            model: parsed.model, job: job ?? context.knownJob,
            phase: loaded.nameOfPhase(at: context.moment), evidence: evidence,
            request: context.request, body: parsed.body, cover: loaded.cover.knowing(context.key),
            bodyLimit: JournalEntry.longestBody,
            fired: shown.fired, unseen: shown.unseen, delay: delay, answer: answer)
        let (ticket, dropped, all) = changeJournal { journal in
            let before = journal.dropped
            return (journal.append(draft), journal.dropped - before, journal.dropped)
        }
        guard events.isHeard else { return ticket }
        if answer == nil { tellRequest(ticket.number, "held", context, job: job ?? context.knownJob) }
        // A full journal drops one for each: that is told now and then.
        if dropped > 0, all <= dropped || all / 1_000 > (all - dropped) / 1_000 {
            events.tell(.journal, ["what": "dropped", "dropped": .number(all)])
        }
        return ticket
    }

    func evidence(
        of context: RequestContext, tellsOfPhantom: Bool, holdsFiles: Bool = false, why: String?
    ) -> EntryEvidence {
        EntryEvidence(
            fingerprint: (context.identity.fingerprint ?? Fingerprint(of: context)).short,
            attempt: context.identity.attempt,
            making: context.isCommitted ? .committed : context.isReplayed ? .replayed : .nothing,
            isCreate: context.isCreate, tellsOfPhantom: tellsOfPhantom, price: context.price?.microdollars,
            came: (context.arrival?.real ?? real.now()) - made, connection: context.connectionPlace,
            holdsFiles: holdsFiles, leaks: context.loaded.looksForLeaks ? context.keyLeaks : [],
            sight: context.sight, why: why.map(context.loaded.cover.knowing(context.key).shown))
    }

    /// Writes down how the exchange ended, and outlines the entry where somebody wants to see it.
    public func recordEnd(
        _ departure: Departure, _ end: ExchangeEnd, bytesSent: Int, outlines: Bool
    ) -> EntryOutline? {
        guard let ticket = departure.journal else { return nil }
        let instant = real.now()
        lastEnd.store(instant, ordering: .relaxed)
        let left = instant - made
        let arrivedWhole = end.isWhole(departure.arrivesWhole)
        if events.isHeard { tellEnd(ofRequest: ticket.number, end, bytes: bytesSent) }
        return journal.withLock { journal in
            var outline: EntryOutline?
            journal.end(ticket, end, bytesSent: bytesSent, left: left, arrivedWhole: arrivedWhole)
            if outlines { outline = journal.outline(ticket) }
            return outline
        }
    }

    /// Forgets the requests that came; how many there were, and the number that the next one gets.
    public func emptyJournal() -> (removed: Int, next: Int) {
        changeJournal { journal in
            defer { journal.empty() }
            return (journal.count, journal.next)
        }
    }

    /// The journal as it is now, to be read while it goes on.
    public var requests: Journal {
        settlePayments()
        return journal.withLock { $0 }
    }

    /// Fills in what was paid for jobs that have ended. A job's course tells, so nobody need write it down when it ends.
    private func settlePayments() {
        let awaited = journal.withLock { $0.awaitedPayments }
        guard !awaited.isEmpty else { return }
        let now = now
        let payments = awaited.compactMap { payment -> Journal.Payment? in
            guard let provider = Provider(rawValue: payment.provider),
                case .now(let job?) = store.load(JobKey(provider, payment.job)), let paid = job.paid(by: now)
            else { return nil }
            return Journal.Payment(payment.ticket, paid.amount.microdollars, isFinal: paid.isFinal)
        }
        if !payments.isEmpty { journal.withLock { $0.charge(payments) } }
    }
}

extension Job {
    /// What its account has paid for it in the end; nil before that. Of a job that never ends by itself what has been paid so far, since a
    /// hand may still end it.
    fileprivate func paid(by now: Moment) -> (amount: Money, isFinal: Bool)? {
        if ended(at: now) != nil {
            return (plan.state(created: created, at: now, polls: polls) == .completed ? price : .zero, true)
        }
        guard case .stuck = plan.outcome else { return nil }
        return (request.charge == .create ? price : .zero, false)
    }
}

extension RequestContext {
    /// The job that it asks for, where there is such a job.
    fileprivate var knownJob: String? { knowsJob ? parsed.jobID : nil }

    /// What it asks for costs that much.
    fileprivate var price: Money? {
        switch parsed.operation {
        case .create(let creation), .dryRun(let creation): decision?.value.job?.cost ?? creation.price
        case .rejected, .poll, .cancel, .download, .catalog, .balance, .account, .costs, .list, .upload, .uploaded: nil
        }
    }
}

extension ExchangeEnd {
    /// Whether all of an answer left, and the client was there.
    ///
    /// - Parameter asPlanned: whether all of it leaves if nothing comes between; nil: only the end tells.
    fileprivate func isWhole(_ asPlanned: Bool?) -> Bool {
        switch self {
        case .completed: asPlanned ?? true
        case .faultPerformed: asPlanned ?? false
        case .clientGone, .timedOut, .stopped: false
        }
    }
}
