import Core
import Time

/// The jobs that somebody was told to be unfinished, by a poll or a list, until they end. The `auto` clock is moved for a poll of one
/// of them, and never past the next change of another (language.md §7).
struct PolledJobs: Sendable {
    /// At once, at most [chosen]. Beyond it the clock may be moved past changes of the newest.
    static let most = 10_000

    private struct Entry: Sendable {
        let job: JobKey
        let changes: VisibleChanges
    }

    /// Each at its next change.
    private var line = Timeline<Entry>()
    private var tickets: [JobKey: Timeline<Entry>.Ticket] = [:]
    /// Those that there was no room for.
    private var forgotten = 0

    /// A job was told to be unfinished.
    mutating func add(_ job: JobKey, _ changes: VisibleChanges, at now: Moment) {
        forget(job)
        guard let next = changes.next(after: now) else { return }
        guard line.count < Self.most else {
            forgotten += 1
            return
        }
        tickets[job] = line.add(Entry(job: job, changes: changes), at: next)
    }

    /// It changes no more, or in another way.
    mutating func forget(_ job: JobKey) {
        if let ticket = tickets.removeValue(forKey: job) { line.cancel(ticket) }
    }

    /// The earliest change of one of them behind that moment. Those that have ended by then are gone.
    mutating func next(after now: Moment) -> Moment? {
        while let (_, entry) = line.popDue(until: now) {
            tickets[entry.job] = entry.changes.next(after: now).map { line.add(entry, at: $0) }
        }
        return line.next
    }

    var census: Sandbox.Census.Table {
        .init(name: "polled_jobs", kept: line.count, most: Self.most, forgotten: forgotten)
    }
}
