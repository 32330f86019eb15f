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
    public func record(_ visit: Visit, job: String?, response: Response, moment: Moment) {
        let number = visit.progress.withLock { $0.journal }
        guard number == 0 else {
            return journal.withLock { $0.update(number) { complete(&$0, job: job, response, moment) } }
        }
        var entry = entry(for: visit)
        complete(&entry, job: job, response, moment)
        append(entry, of: visit)
    }

    func record(_ visit: Visit, held job: Job) {
        var entry = entry(for: visit)
        entry.job = job.id
        append(entry, of: visit)
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

    private func entry(for visit: Visit) -> JournalEntry {
        let (arrival, decision) = visit.progress.withLock { ($0.arrival, $0.decision) }
        return JournalEntry(
            number: 0, at: arrival?.moment ?? .zero, time: arrival?.time ?? Timestamp(nanoseconds: 0),
            provider: visit.provider.rawValue,
            step: visit.ask.step?.rawValue, account: arrival?.account?.name, model: visit.ask.model,
            job: visit.ask.jobID, request: visit.noted(bytes: Self.longestBody),
            fired: (decision?.value.fired ?? []).map { JournalEntry.Firing(rule: $0.rule, aspect: $0.aspect) },
            delay: decision?.value.latency ?? .zero)
    }

    private func complete(_ entry: inout JournalEntry, job: String?, _ response: Response, _ moment: Moment) {
        if let job { entry.job = job }
        entry.status = response.status
        entry.responseHeaders = response.headers
        entry.responseBody = response.body.note(atMost: Self.longestBody)
        entry.answered = moment
    }
}

extension Visit {
    /// The request with no more than so much of its body.
    fileprivate func noted(bytes most: Int) -> Request {
        guard request.body.bytes.count > most else { return request }
        var request = request
        request.body = .bytes(Array(request.body.bytes.prefix(most)))
        return request
    }
}
