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
        let body = body.note(atMost: Self.longestBody)
        let number = visit.progress.withLock { $0.journal }
        guard number == 0 else {
            return journal.withLock { journal in
                journal.update(number) { entry in
                    if let job { entry.job = job }
                    (entry.status, entry.responseHeaders, entry.responseBody) = (status, headers, body)
                    entry.answered = moment
                }
            }
        }
        append(entry(for: visit, job: job, status, headers, body, answered: moment), of: visit)
    }

    func record(_ visit: Visit, held job: Job) {
        append(entry(for: visit, job: job.id, 0, [:], [], answered: nil), of: visit)
    }

    private func append(_ entry: consuming JournalEntry, of visit: Visit) {
        // Handed over and not copied, which a closure could not do by itself.
        var entry = Optional(entry)
        let appended = journal.withLock { $0.append(entry.take()!) }
        visit.progress.withLock { $0.journal = appended.number }
    }

    /// Writes down how the exchange ended, and gives the entry where somebody wants to see it.
    public func recordEnd(
        _ departure: Departure, _ end: ExchangeEnd, bytesSent: Int, copy: Bool
    ) -> JournalEntry? {
        journal.withLock { journal in
            var seen: JournalEntry?
            journal.end(departure.journal, end, bytesSent: bytesSent)
            if copy { seen = journal[departure.journal] }
            return seen
        }
    }

    public func entries(
        where passes: (JournalEntry) -> Bool = { _ in true }
    ) -> (
        entries: [JournalEntry], total: Int, dropped: Int
    ) {
        journal.withLock { ($0.entries(where: passes), $0.total, $0.dropped) }
    }

    private func entry(
        for visit: Visit, job: String?, _ status: Int, _ headers: Headers, _ body: [UInt8], answered: Moment?
    ) -> JournalEntry {
        let (arrival, decision) = visit.progress.withLock { ($0.arrival, $0.decision) }
        return JournalEntry(
            at: arrival?.moment ?? .zero, time: arrival?.time ?? Timestamp(nanoseconds: 0),
            provider: visit.provider.rawValue,
            step: visit.ask.step?.rawValue, account: arrival?.account?.name, model: visit.ask.model,
            job: job ?? visit.ask.jobID, request: visit.noted(bytes: Self.longestBody),
            fired: decision?.value.fired.map { JournalEntry.Firing(rule: $0.rule, aspect: $0.aspect) } ?? [],
            delay: decision?.value.latency ?? .zero, status: status, responseHeaders: headers, responseBody: body,
            answered: answered)
    }
}

extension Visit {
    /// The request with no more than so much of its body.
    fileprivate func noted(bytes most: Int) -> Shared<Request> {
        guard received.value.body.bytes.count > most else { return received }
        var request = received.value
        request.body = .bytes(Array(request.body.bytes.prefix(most)))
        return Shared(request)
    }
}
